import type { RealtimeSession } from '@repartee/core';

import { reducePress } from './reducePress.ts';
import type { Press, PressAction, PressInput, PressOutcome, PressRules } from './reducePress.ts';
import { whyBlocked } from './whyBlocked.ts';

/** What a press does besides opening and closing turns. */
export interface TalkFeedback {
  readonly onBegin: () => void;
  readonly onEnd: (outcome: PressOutcome) => void;
}

/** Turns presses into turns of one session. */
export interface TalkControl {
  readonly getPress: () => Press;
  readonly subscribe: (listener: () => void) => () => void;
  /** Returns false for an input that would open a turn while none can be. */
  readonly take: (input: PressInput) => boolean;
  /** Follows the session until the returned function is called, which lets go of whatever is held. */
  readonly follow: () => () => void;
}

/** Creates what stands between presses and a session: it acts on the session at once and never waits for a render. */
export function createTalkControl(
  session: RealtimeSession,
  readRules: () => PressRules,
  feedback: TalkFeedback,
): TalkControl {
  const listeners = new Set<() => void>();
  let { press } = reducePress(undefined, null, readRules());
  let wasOpen = false;

  const show = (next: Press) => {
    press = next;
    for (const listener of listeners) listener();
  };
  const take = (input: PressInput): boolean => {
    const isOpening = press.state === 'idle' && (input.type === 'pressed' || input.type === 'clicked');
    if (isOpening && whyBlocked(session)) return false;
    const step = reducePress(press, input, readRules());
    if (step.press === press) return true;
    const before = press.state;
    wasOpen = before !== 'idle' && wasOpen;
    press = step.press;
    const failure = perform(session, step.action);
    // What the session has made of it meanwhile is known better than what was meant.
    if (press === step.press) show(failure ? { ...press, state: 'idle', by: null, outcome: failure } : press);
    if (press.outcome) {
      if (before !== 'idle') feedback.onEnd(press.outcome);
    } else if (before === 'idle') feedback.onBegin();
    return true;
  };
  /** A turn that the session has closed, with its connection or with the mode, is not held by anybody any more. */
  const check = () => {
    if (press.state === 'idle') return;
    const { isTurnOpen, status } = session.store.getState();
    wasOpen ||= isTurnOpen;
    // Before the program that holds conversations is there, a turn waits outside of the state.
    const isOver = wasOpen ? !isTurnOpen : status !== 'connecting' && status !== 'reconnecting';
    if (isOver) take({ type: 'closed' });
    else if (whyBlocked(session) === 'microphone') take({ type: 'lost' });
  };
  return {
    getPress: () => press,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    take,
    follow() {
      const leave = session.store.subscribe(check);
      return () => {
        take({ type: 'lost' });
        leave();
      };
    },
  };
}

/** Tells the session, and tells what went otherwise than meant. */
function perform(session: RealtimeSession, action: PressAction): PressOutcome | null {
  if (action === 'cancel') session.cancelTurn();
  if (action !== 'begin' && action !== 'end') return null;
  try {
    if (action === 'begin') {
      session.beginTurn();
      return null;
    }
    const before = session.store.getState().phase;
    session.endTurn();
    // A turn in which the microphone gave next to nothing is thrown away by the session itself.
    const isHeard = before !== 'user-speaking' || session.store.getState().phase !== 'listening';
    return isHeard ? null : 'too-short';
  } catch {
    // Refused with `invalid-state`: there is nothing to talk into, or nothing to hand over. The outcome says so.
    return action === 'begin' ? 'refused' : 'lost';
  }
}
