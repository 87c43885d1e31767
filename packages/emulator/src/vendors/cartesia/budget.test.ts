import { cartesia } from '@repartee/core/adapters/cartesia';
import { prices } from '@repartee/core/adapters/cartesia/prices';
import { cartesiaMinter } from '@repartee/core/adapters/cartesia/server';
import { describe, expect, it } from 'vitest';
import { meter } from '../../../test/metered-kit.ts';
import type { MeteredVendor } from '../../../test/metered-kit.ts';

const vendor: MeteredVendor = {
  createAdapter: (origin) => cartesia({ baseUrl: origin, agentId: 'agent_test' }),
  createMinter: (origin) => cartesiaMinter({ apiKey: 'sk_car_test', baseUrl: origin, agentId: 'agent_test' }),
  prices,
};

describe('the kit’s budget and the emulated vendor', () => {
  it('ends the conversation by its turns, because the agent takes no instructions', async () => {
    const { session, budget, converseToTheEnd } = await meter(vendor, 'prompt', { limits: { turns: 2 } });
    const { answers } = await converseToTheEnd();
    expect(session.store.getState()).toMatchObject({ status: 'closed', endReason: 'budget', error: null });
    expect(answers).toBe(2);
    // Every moment of the connection is billed, and nothing else.
    const { usage, cost, costExcludes } = budget.store.getState();
    expect(cost).toBeCloseTo((usage.seconds / 60) * 0.06, 9);
    expect([usage.output.audio, costExcludes]).toEqual([0, 'language model']);
  });
});
