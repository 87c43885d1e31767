import { describe, expect, it } from 'vitest';
import { createSeeing } from '../../../test/seeing-session.ts';
import { responseDone } from '../../../test/response-done.ts';
import type { PriceTable } from '../../protocol/price-table.ts';
import { createScriptedSession } from '../../testing/scripted-session.ts';
import { createBudget } from '../budget/create-budget.ts';

const PRICES: PriceTable = {
  currency: 'USD',
  tariffs: [],
  metering: { unit: 'tokens', tokensPerImage: 1_000 },
  defaultModel: 'm',
};

describe('a budget', () => {
  const limited = () =>
    createBudget({
      limits: { minutes: 2 },
      thresholds: [
        { at: 0.5, actions: ['lower-rate'] },
        { at: 0.75, actions: ['stop-view'] },
      ],
    });

  it('lowers the rate of a live view, ends it, and allows it again when it is extended', async () => {
    const budget = limited();
    const { begin, advance, eyes, state } = createSeeing({ budget });
    await begin({ quietIntervalMs: 1_000 });
    await advance(59_000);
    expect(state().view?.intervalMs).toBe(1_000);
    await advance(2_000);
    expect(budget.store.getState().actions).toEqual(['lower-rate']);
    expect(state().view?.intervalMs).toBe(5_000);
    await advance(30_000);
    expect(state().view).toBeNull();
    await expect(eyes.start('camera')).rejects.toMatchObject({ code: 'budget-exceeded' });
    expect(state().camera.state).toBe('off');
    budget.extend({ minutes: 1 });
    await eyes.start('camera', { quietIntervalMs: 1_000 });
    // Half of it is spent: the rate stays low.
    expect(budget.store.getState().actions).toEqual(['lower-rate']);
    expect(state().view?.intervalMs).toBe(5_000);
    budget.extend({ minutes: 10 });
    await advance(1_000);
    expect(state().view?.intervalMs).toBe(1_000);
  });

  it('ends also a view whose camera is still being opened', async () => {
    const { eyes, state, session } = createSeeing();
    await session.connect();
    const started = eyes.start('camera');
    eyes.limit({ stopped: true });
    await expect(started).rejects.toMatchObject({ code: 'budget-exceeded' });
    expect(state()).toMatchObject({ view: null, camera: { state: 'off' } });
  });

  it.each([
    ['the newest image in each turn', true, [194, 194, 0]],
    ['all images in each turn', false, [194, 388, 388]],
  ])('counts %s before the vendor reports it', async (_name, forgets, expected) => {
    const budget = createBudget({ prices: PRICES });
    const { begin, advance, settle, video, eyes, server } = createSeeing({ budget, forgets });
    await begin({ quietIntervalMs: 1_000 });
    const answer = async (responseId: string) => {
      const before = budget.store.getState().usage.input.image;
      server.emit({ type: 'response-started', responseId, isOutOfBand: false, metadata: null });
      server.emit(responseDone(responseId));
      await advance(100);
      return budget.store.getState().usage.input.image - before;
    };
    const counts = [await answer('r1')];
    video.change();
    await advance(1_000);
    counts.push(await answer('r2'));
    eyes.stop();
    await settle();
    counts.push(await answer('r3'));
    expect(counts).toEqual(expected);
    expect(budget.store.getState()).toMatchObject({ isEstimated: true });
  });

  it('says that it could limit nothing where there is no vision', async () => {
    const budget = createBudget({
      limits: { minutes: 1 },
      thresholds: [{ at: 0.5, actions: ['lower-rate', 'stop-view'] }],
    });
    const taken: unknown[] = [];
    budget.on('action-done', ({ action, isApplied }) => taken.push([action, isApplied]));
    const world = createScriptedSession({ budget });
    await world.session.connect();
    await world.advance(31_000);
    expect(taken).toEqual([
      ['lower-rate', false],
      ['stop-view', false],
    ]);
  });
});
