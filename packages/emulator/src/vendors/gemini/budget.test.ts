import { gemini } from '@repartee/core/adapters/gemini';
import { prices } from '@repartee/core/adapters/gemini/prices';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import { describe, expect, it } from 'vitest';
import { meter } from '../../../test/metered-kit.ts';
import type { MeteredVendor } from '../../../test/metered-kit.ts';
import type { UsageReports } from '../../vendor.ts';

const vendor: MeteredVendor = {
  createAdapter: (origin) => gemini({ baseUrl: origin }),
  createMinter: (origin) => geminiMinter({ apiKey: 'AIza-test', baseUrl: origin }),
  prices,
};

const TURNS = 4;

async function costs(usageReports: UsageReports): Promise<readonly number[]> {
  const { talk, until } = await meter(vendor, usageReports);
  for (let turn = 0; turn < TURNS; turn += 1) await talk();
  const isReported = usageReports !== 'missing';
  const { byTurn } = await until(
    (state) => state.byTurn.length === TURNS && (!isReported || !state.isEstimated),
  );
  return byTurn.map(({ cost }) => cost ?? 0);
}

describe('the kit’s budget and the emulated vendor', () => {
  it('estimates every turn within a tenth of what the vendor reports', async () => {
    const reported = await costs('prompt');
    const estimated = await costs('missing');

    for (const [turn, cost] of reported.entries()) {
      expect(cost).toBeGreaterThan(0.001);
      expect(Math.abs((estimated[turn] ?? 0) / cost - 1), `turn ${turn + 1}`).toBeLessThan(0.1);
    }
  });

  it('comes to the same whether the report is prompt, late or in pieces', async () => {
    const prompt = await costs('prompt');
    expect(await costs('late')).toEqual(prompt);
    expect(await costs('pieces')).toEqual(prompt);
  });

  it.each(['prompt', 'missing'] as const)(
    'ends the conversation within one answer of the limit, with a reason, where the report is %s',
    async (usageReports) => {
      const { session, budget, converseToTheEnd } = await meter(vendor, usageReports, {
        limits: { cost: 0.004 },
      });
      const { answers, answersAtTheLimit } = await converseToTheEnd();
      expect(session.store.getState()).toMatchObject({ status: 'closed', endReason: 'budget', error: null });
      expect(answersAtTheLimit).toBeGreaterThan(0);
      expect(answers - answersAtTheLimit).toBeLessThanOrEqual(1);
      expect(budget.store.getState()).toMatchObject({ level: 'over' });
      expect(budget.store.getState().cost).toBeLessThan(0.004 * 2);
    },
  );
});
