import { describe, expect, it } from 'vitest';

import { reducePress } from './reducePress.ts';
import type { Press, PressAction, PressInput, PressRules } from './reducePress.ts';

const RULES: PressRules = { latch: 'double-press', minHoldMs: 250, doublePressMs: 400, ifLost: 'cancel' };

const down = (atMs: number, by = 'a'): PressInput => ({ type: 'pressed', by, atMs });
const up = (atMs: number, by = 'a'): PressInput => ({ type: 'released', by, atMs });
const click = (atMs: number): PressInput => ({ type: 'clicked', atMs });
const cancel: PressInput = { type: 'cancelled' };
const lost: PressInput = { type: 'lost' };
const session = (isTurnOpen: boolean, isConnecting = false): PressInput => ({
  type: 'session-changed',
  isTurnOpen,
  isConnecting,
});
const gone = session(false);

/** Plays inputs and returns the last state and every action. */
function play(inputs: readonly PressInput[], rules: Partial<PressRules> = {}) {
  const actions: PressAction[] = [];
  let press: Press | undefined;
  for (const input of inputs) {
    const step = reducePress(press, input, { ...RULES, ...rules });
    press = step.press;
    if (step.action) actions.push(step.action);
  }
  return { state: press?.state, outcome: press?.outcome, actions };
}

const SENT = { state: 'idle', outcome: 'sent', actions: ['begin', 'end'] };
const SHORT = { state: 'idle', outcome: 'too-short', actions: ['begin', 'cancel'] };
const LATCHED = { state: 'latched', outcome: null, actions: ['begin'] };

describe('a press', () => {
  it.each<[string, readonly PressInput[], Partial<PressRules>, object]>([
    ['that is held talks, and sends when let go', [down(0), up(250)], {}, SENT],
    ['that is held and not let go talks', [down(0)], {}, { ...LATCHED, state: 'holding' }],
    ['that is too short sends nothing and says so', [down(0), up(249)], {}, SHORT],
    ['of any length sends where no length is asked for', [down(0), up(1)], { minHoldMs: 0 }, SENT],
    ['is not let go by another', [down(0), up(300, 'b')], {}, { ...LATCHED, state: 'holding' }],
    ['is not taken over by another', [down(0), down(9, 'b'), up(300, 'b'), up(400)], {}, SENT],
    ['that is cancelled sends nothing', [down(0), cancel, up(900)], {}, { ...SHORT, outcome: 'cancelled' }],
    ['that is lost sends nothing', [down(0), lost, up(900)], {}, { ...SHORT, outcome: 'lost' }],
    ['that is lost sends where the app wants it', [down(0), lost], { ifLost: 'send' }, SENT],
    [
      'is not lost with the pointer of another',
      [down(0), { type: 'lost', by: 'b' }],
      {},
      { ...LATCHED, state: 'holding' },
    ],
    [
      'whose turn the session has closed does nothing more',
      [down(0), session(true), gone, up(900)],
      {},
      { state: 'idle', outcome: 'lost', actions: ['begin'] },
    ],
    [
      'whose turn the session has not shown yet goes on while it connects',
      [down(0), session(false, true), up(300)],
      {},
      SENT,
    ],
    [
      'whose turn the session has not shown ends with the connection',
      [down(0), session(false, true), gone, up(300)],
      {},
      { state: 'idle', outcome: 'lost', actions: ['begin'] },
    ],
    [
      'whose turn the session has shown ends with it, also while it connects anew',
      [down(0), session(true), session(false, true), up(300)],
      {},
      { state: 'idle', outcome: 'lost', actions: ['begin'] },
    ],
  ])('%s', (_what, inputs, rules, result) => {
    expect(play(inputs, rules)).toEqual(result);
  });
});

describe('a latch', () => {
  it.each<[string, readonly PressInput[], Partial<PressRules>, object]>([
    ['is a tap where taps latch', [down(0), up(100)], { latch: 'tap' }, LATCHED],
    [
      'is a tap also where every hold is long enough',
      [down(0), up(9)],
      { latch: 'tap', minHoldMs: 0 },
      LATCHED,
    ],
    ['is not a hold', [down(0), up(300)], { latch: 'tap' }, SENT],
    ['is sent by the next press', [down(0), up(100), down(2_000), up(2_100)], { latch: 'tap' }, SENT],
    ['is sent by the app', [click(0), { type: 'done' }], {}, SENT],
    ['is a click without a press, whatever else latches', [click(0)], { latch: 'off' }, LATCHED],
    ['is sent by another such click', [click(0), click(3_000)], { latch: 'off' }, SENT],
    ['is cancelled', [click(0), cancel], {}, { ...SHORT, outcome: 'cancelled' }],
    ['ends when the window is left', [click(0), lost], {}, { ...SHORT, outcome: 'lost' }],
    [
      'is the second of two short presses',
      [down(0), up(100), down(400), up(500)],
      {},
      { ...LATCHED, actions: ['begin', 'cancel', 'begin'] },
    ],
    [
      'is not a second press that comes late',
      [down(0), up(100), down(501), up(600)],
      {},
      { ...SHORT, actions: ['begin', 'cancel', 'begin', 'cancel'] },
    ],
    [
      'is not a second press that is held',
      [down(0), up(100), down(200), up(900)],
      {},
      { ...SENT, actions: ['begin', 'cancel', 'begin', 'end'] },
    ],
    [
      'is none where nothing latches',
      [down(0), up(100), down(200), up(300)],
      { latch: 'off' },
      { ...SHORT, actions: ['begin', 'cancel', 'begin', 'cancel'] },
    ],
  ])('%s', (_what, inputs, rules, result) => {
    expect(play(inputs, rules)).toEqual(result);
  });
});

it('only a press or a click does anything while no turn is open', () => {
  const quiet: readonly PressInput[] = [up(1), lost, cancel, { type: 'done' }, gone];
  expect(play(quiet)).toEqual({ state: 'idle', outcome: null, actions: [] });
});
