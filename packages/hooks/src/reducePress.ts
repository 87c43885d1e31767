/** The result of the last turn, or of the attempt to open one. */
export type PressOutcome = 'sent' | 'too-short' | 'cancelled' | 'lost' | 'refused';

/** The state of a press. Times are in milliseconds on one clock, which can be any. */
export interface Press {
  readonly state: 'idle' | 'holding' | 'latched';
  /** The pointer or key that holds it. The release of another one does not end it. */
  readonly by: string | null;
  readonly sinceMs: number;
  /** The end of the last press that was too short, in milliseconds. */
  readonly tappedAtMs: number;
  /** Whether the session has shown the turn as open. While it loads or connects, it takes the turn without showing it. */
  readonly isConfirmed: boolean;
  /** `null` while a turn is open, and before the first one. */
  readonly outcome: PressOutcome | null;
}

/** Everything that can happen to a press. */
export type PressInput =
  | { readonly type: 'pressed' | 'released'; readonly by: string; readonly atMs: number }
  /** A click without a press, by a screen reader or by the app. */
  | { readonly type: 'clicked'; readonly atMs: number }
  /** No release will come: the browser took the pointer, or the window lost the focus. Without `by` it means any holder. */
  | { readonly type: 'lost'; readonly by?: string }
  /** The session's state changed. */
  | { readonly type: 'session-changed'; readonly isTurnOpen: boolean; readonly isConnecting: boolean }
  | { readonly type: 'done' | 'cancelled' };

/** The options that a press is judged by. */
export interface PressRules {
  readonly latch: 'double-press' | 'tap' | 'off';
  readonly minHoldMs: number;
  readonly doublePressMs: number;
  readonly ifLost: 'cancel' | 'send';
}

/** The command for the session's turn. */
export type PressAction = 'begin' | 'end' | 'cancel' | null;

interface PressStep {
  readonly press: Press;
  readonly action: PressAction;
}

const IDLE: Press = {
  state: 'idle',
  by: null,
  sinceMs: 0,
  tappedAtMs: -Infinity,
  isConfirmed: false,
  outcome: null,
};

/** A shorter press is never a hold, in milliseconds: the usual limit of a tap on touch screens is 180 to 250. */
const TAP_MS = 250;

/**
 * Decides what a press means: hold, latch, send or discard. It is pure. From every state a loss leads to `idle`, so that a
 * turn stays open only while a pointer or key holds it, or while it is latched.
 */
export function reducePress(press: Press = IDLE, input: PressInput | null, rules: PressRules): PressStep {
  const { state } = press;
  const stay: PressStep = { press, action: null };
  if (!input) return stay;
  if (state === 'idle') {
    if (input.type === 'pressed') return open(press, 'holding', input.by, input.atMs);
    return input.type === 'clicked' ? open(press, 'latched', null, input.atMs) : stay;
  }
  switch (input.type) {
    case 'pressed':
    case 'clicked':
      return state === 'latched' ? settle(press, 'sent', 'end') : stay;
    case 'released':
      return state === 'holding' && press.by === input.by ? release(press, input.atMs, rules) : stay;
    case 'lost':
      if (input.by !== undefined && input.by !== press.by) return stay;
      return rules.ifLost === 'send' ? settle(press, 'sent', 'end') : settle(press, 'lost', 'cancel');
    case 'session-changed':
      return followSession(press, input);
    case 'done':
      return settle(press, 'sent', 'end');
    case 'cancelled':
      return settle(press, 'cancelled', 'cancel');
  }
}

function open(press: Press, state: 'holding' | 'latched', by: string | null, sinceMs: number): PressStep {
  return { press: { ...press, state, by, sinceMs, isConfirmed: false, outcome: null }, action: 'begin' };
}

function settle(press: Press, outcome: PressOutcome, action: PressAction): PressStep {
  return { press: { ...press, state: 'idle', by: null, outcome }, action };
}

/** Ends a press whose turn the session has closed, with its connection or its input mode. */
function followSession(
  press: Press,
  { isTurnOpen, isConnecting }: { readonly isTurnOpen: boolean; readonly isConnecting: boolean },
): PressStep {
  const isConfirmed = press.isConfirmed || isTurnOpen;
  const isClosed = isConfirmed ? !isTurnOpen : !isConnecting;
  if (isClosed) return settle(press, 'lost', null);
  return { press: isConfirmed === press.isConfirmed ? press : { ...press, isConfirmed }, action: null };
}

/** Judges a release: a tap can latch, a hold is sent, and a press that is neither is discarded. */
function release(press: Press, atMs: number, { latch, minHoldMs, doublePressMs }: PressRules): PressStep {
  const heldMs = atMs - press.sinceMs;
  const isSecond = latch === 'double-press' && press.sinceMs - press.tappedAtMs <= doublePressMs;
  if ((latch === 'tap' || isSecond) && heldMs < Math.max(minHoldMs, TAP_MS)) {
    return { press: { ...press, state: 'latched', by: null }, action: null };
  }
  if (heldMs >= minHoldMs) return settle(press, 'sent', 'end');
  const short = settle(press, 'too-short', 'cancel');
  return { ...short, press: { ...short.press, tappedAtMs: atMs } };
}
