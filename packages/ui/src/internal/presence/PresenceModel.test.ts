import { createFixedLevel } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { createModel, moveModel, setStillModel } from './PresenceModel.ts';
import type { PresenceInput } from './PresenceModel.ts';
import { PRESENCE_STATES } from './PresenceState.ts';
import type { PresenceState } from './PresenceState.ts';

const silent = createFixedLevel(0);
const FRAME_S = 1 / 60;

const inputOf = (state: PresenceState, level = 0): PresenceInput => {
  const source = level > 0 ? createFixedLevel(level) : silent;
  return { state, user: source, agent: source };
};

/** Moves a picture until it rests. Returns the number of frames, at most ten seconds' worth. */
function settle(model: ReturnType<typeof createModel>, input: PresenceInput): number {
  for (let frame = 1; frame <= 600; frame += 1) if (!moveModel(model, input, FRAME_S)) return frame;
  return Number.POSITIVE_INFINITY;
}

describe('the picture of a presence', () => {
  it.each(PRESENCE_STATES.flatMap((from) => PRESENCE_STATES.map((to) => [from, to] as const)))(
    'goes from %s to %s without a jump',
    (from, to) => {
      const model = createModel(from);
      let before = { ...model.weights };
      for (let frame = 0; frame < 90; frame += 1) {
        moveModel(model, inputOf(to, 0.2), FRAME_S);
        const sum = Object.values(model.weights).reduce((total, weight) => total + weight, 0);
        expect(sum).toBeCloseTo(1, 1);
        for (const state of PRESENCE_STATES)
          expect(Math.abs(model.weights[state] - before[state])).toBeLessThan(0.12);
        before = { ...model.weights };
      }
      expect(model.weights[to]).toBe(1);
    },
  );

  it.each(PRESENCE_STATES)('rests in a silence unless something is under way: %s', (state) => {
    const isWorking = ['connecting', 'thinking', 'reconnecting'].includes(state);
    const model = createModel('speaking');
    for (let frame = 0; frame < 30; frame += 1) moveModel(model, inputOf('speaking', 0.25), FRAME_S);
    expect(Number.isFinite(settle(model, inputOf(state)))).toBe(!isWorking);
  });

  it('follows only the voice that a state shows', () => {
    const levels = (state: PresenceState) => {
      const model = createModel(state);
      for (let frame = 0; frame < 60; frame += 1) moveModel(model, inputOf(state, 0.25), FRAME_S);
      return [model.userLevel > 0.9, model.agentLevel > 0.9];
    };
    expect(levels('speaking')).toEqual([false, true]);
    expect(levels('user-speaking')).toEqual([true, false]);
    expect(levels('ducked')).toEqual([true, true]);
    expect(levels('muted')).toEqual([false, false]);
  });

  it('without motion, is the state at once and the level in steps', () => {
    const model = createModel('idle');
    expect(setStillModel(model, inputOf('speaking', 0.1))).toBe(true);
    expect([model.weights.speaking, model.weights.idle, model.agentLevel]).toEqual([1, 0, 0.6]);
    expect(setStillModel(model, inputOf('speaking', 0.102))).toBe(false);
    expect(setStillModel(model, inputOf('speaking', 0.25))).toBe(true);
  });
});
