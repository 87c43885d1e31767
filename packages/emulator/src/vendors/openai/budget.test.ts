import { openai } from '@repartee/core/adapters/openai';
import { prices } from '@repartee/core/adapters/openai/prices';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { describe, expect, it } from 'vitest';
import { meter } from '../../../test/metered-kit.ts';
import type { MeteredVendor } from '../../../test/metered-kit.ts';

const vendor: MeteredVendor = {
  createAdapter: (origin) => openai({ baseUrl: `${origin}/v1` }),
  createMinter: (origin) => openaiMinter({ apiKey: 'sk-test', baseUrl: `${origin}/v1` }),
  prices,
};

const TURNS = 4;

describe('the kit’s budget and the emulated vendor', () => {
  it('estimates every turn within a tenth of what the vendor reports', async () => {
    const costs = async (usageReports: 'prompt' | 'missing') => {
      const { talk, until } = await meter(vendor, usageReports);
      for (let turn = 0; turn < TURNS; turn += 1) await talk();
      const isReported = usageReports === 'prompt';
      const { byTurn } = await until(
        (state) => state.byTurn.length === TURNS && (!isReported || !state.isEstimated),
      );
      return byTurn.map(({ cost }) => cost ?? 0);
    };
    const reported = await costs('prompt');
    const estimated = await costs('missing');

    for (const [turn, cost] of reported.entries()) {
      expect(cost).toBeGreaterThan(0.005);
      expect(Math.abs((estimated[turn] ?? 0) / cost - 1), `turn ${turn + 1}`).toBeLessThan(0.1);
    }
  });

  it.each(['prompt', 'missing'] as const)(
    'ends the conversation within one answer of the limit, with a reason, where the report is %s',
    async (usageReports) => {
      const { session, budget, converseToTheEnd } = await meter(vendor, usageReports, {
        limits: { cost: 0.02 },
      });
      const { answers, answersAtTheLimit } = await converseToTheEnd();
      expect(session.store.getState()).toMatchObject({ status: 'closed', endReason: 'budget', error: null });
      expect(answersAtTheLimit).toBeGreaterThan(0);
      expect(answers - answersAtTheLimit).toBeLessThanOrEqual(1);
      expect(budget.store.getState()).toMatchObject({ level: 'over' });
      expect(budget.store.getState().cost).toBeLessThan(0.02 * 2);
    },
  );
});
