import { elevenlabs } from '@repartee/core/adapters/elevenlabs';
import { prices } from '@repartee/core/adapters/elevenlabs/prices';
import { elevenLabsMinter } from '@repartee/core/adapters/elevenlabs/server';
import { describe, expect, it } from 'vitest';
import { meter } from '../../../test/metered-kit.ts';
import type { MeteredVendor } from '../../../test/metered-kit.ts';

const vendor: MeteredVendor = {
  createAdapter: (origin) => elevenlabs({ baseUrl: origin, agentId: 'agent_test' }),
  createMinter: (origin) => elevenLabsMinter({ apiKey: 'sk_test', baseUrl: origin, agentId: 'agent_test' }),
  prices,
};

describe('the kit’s budget and the emulated vendor', () => {
  it('ends the conversation within one answer of its limit, with a reason, and bills the time', async () => {
    const { session, budget, converseToTheEnd } = await meter(vendor, 'prompt', { limits: { turns: 2 } });
    const { answers, answersAtTheLimit } = await converseToTheEnd();
    expect(session.store.getState()).toMatchObject({ status: 'closed', endReason: 'budget', error: null });
    expect(answers - answersAtTheLimit).toBeLessThanOrEqual(1);
    const { usage, cost, costExcludes } = budget.store.getState();
    expect(cost).toBeCloseTo((usage.seconds / 60) * 0.08, 9);
    expect([usage.output.audio, costExcludes]).toEqual([0, 'language model']);
  });
});
