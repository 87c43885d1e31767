/** What became of the last turn, or of the attempt at one. */
export type PressOutcome = 'sent' | 'too-short' | 'cancelled' | 'lost' | 'refused';

/** Where a press stands. Times are milliseconds on one clock, whichever it is. */
export interface Press {
  readonly state: 'idle' | 'holding' | 'latched';
  /** What holds it: a pointer or a key by name. Nobody else's release ends it. */
  readonly by: string | null;
  readonly sinceMs: number;
  /** When the last press that was too short ended. */
  readonly tappedAtMs: number;
  /** `null` while talking, and before the first turn. */
  readonly outcome: PressOutcome | null;
}

/** Everything that can happen to a press. */
export type PressInput =
  | { readonly type: 'pressed' | 'released'; readonly by: string; readonly atMs: number }
  /** A click without a press: a screen reader, or the app itself. */
  | { readonly type: 'clicked'; readonly atMs: number }
  /** The one who holds is out of sight: a lost pointer, another window, a page that goes. Without `by` whoever it is. */
  | { readonly type: 'lost'; readonly by?: string }
  | { readonly type: 'ended' | 'cancelled' | 'closed' };

/** By which a press is judged. */
export interface PressRules {
  readonly latch: 'double-press' | 'tap' | 'off';
  readonly minHoldMs: number;
  readonly doublePressMs: number;
  readonly ifLost: 'cancel' | 'send';
}

/** What is to be done about the user's turn. */
export type PressAction = 'begin' | 'end' | 'cancel' | null;

interface PressStep {
  readonly press: Press;
  readonly action: PressAction;
}

/** Nobody has pressed yet. */
const IDLE: Press = { state: 'idle', by: null, sinceMs: 0, tappedAtMs: -Infinity, outcome: null };

/** No press that is meant to hold is this short, in milliseconds: the usual limit of a tap on touch screens is 180 to 250. */
const TAP_MS = 250;

/**
 * Decides what a press means: hold to talk, latch, send, or throw away. It is a function of its arguments alone, and from
 * any state a loss leads to `idle`, so that no turn can stay open unless somebody holds it or has latched it.
 */
export function reducePress(press: Press = IDLE, input: PressInput | null, rules: PressRules): PressStep {
  const { state } = press;
  const stay: PressStep = { press, action: null };
  const open = (next: 'holding' | 'latched', by: string | null, sinceMs: number): PressStep => ({
    press: { ...press, state: next, by, sinceMs, outcome: null },
    action: 'begin',
  });
  const settle = (outcome: PressOutcome, action: PressAction): PressStep => ({
    press: { ...press, state: 'idle', by: null, outcome },
    action,
  });
  switch (input?.type) {
    case 'pressed':
      if (state === 'idle') return open('holding', input.by, input.atMs);
      return state === 'latched' ? settle('sent', 'end') : stay;
    case 'clicked':
      if (state === 'idle') return open('latched', null, input.atMs);
      return state === 'latched' ? settle('sent', 'end') : stay;
    case 'released':
      return state === 'holding' && press.by === input.by ? release(press, input.atMs, rules, settle) : stay;
    case 'lost':
      if (state === 'idle' || (input.by !== undefined && input.by !== press.by)) return stay;
      return rules.ifLost === 'send' ? settle('sent', 'end') : settle('lost', 'cancel');
    case 'ended':
      return state === 'idle' ? stay : settle('sent', 'end');
    case 'cancelled':
      return state === 'idle' ? stay : settle('cancelled', 'cancel');
    case 'closed':
      return state === 'idle' ? stay : settle('lost', null);
    default:
      return stay;
  }
}

/** Whoever held lets go: a tap may latch, a hold is sent, and what is neither is thrown away. */
function release(
  press: Press,
  atMs: number,
  { latch, minHoldMs, doublePressMs }: PressRules,
  settle: (outcome: PressOutcome, action: PressAction) => PressStep,
): PressStep {
  const heldMs = atMs - press.sinceMs;
  const isSecond = latch === 'double-press' && press.sinceMs - press.tappedAtMs <= doublePressMs;
  if ((latch === 'tap' || isSecond) && heldMs < Math.max(minHoldMs, TAP_MS)) {
    return { press: { ...press, state: 'latched', by: null }, action: null };
  }
  if (heldMs >= minHoldMs) return settle('sent', 'end');
  const short = settle('too-short', 'cancel');
  return { ...short, press: { ...short.press, tappedAtMs: atMs } };
}
