import type { RealtimeSession } from '@repartee/core';

import { findPushToTalkBlock } from './findPushToTalkBlock.ts';
import { reducePress } from './reducePress.ts';
import type { Press, PressAction, PressInput, PressOutcome, PressRules } from './reducePress.ts';

/** Called when a press opens or ends a turn, for haptics and tones. */
export interface PressFeedback {
  readonly onBegin: () => void;
  readonly onEnd: (outcome: PressOutcome) => void;
}

/** Turns presses into turns of one session. */
export interface PressController {
  readonly getPress: () => Press;
  readonly subscribe: (listener: () => void) => () => void;
  /** Returns false for an input that would open a turn while the session cannot take one. */
  readonly dispatch: (input: PressInput) => boolean;
  /** Follows the session until the returned function is called, which also ends an open press. */
  readonly follow: () => () => void;
}

/** Creates a controller that acts on the session at once, without waiting for a render. */
export function createPressController(
  session: RealtimeSession,
  readRules: () => PressRules,
  feedback: PressFeedback,
): PressController {
  const listeners = new Set<() => void>();
  let { press } = reducePress(undefined, null, readRules());

  const publish = (next: Press) => {
    press = next;
    for (const listener of listeners) listener();
  };
  const dispatch = (input: PressInput): boolean => {
    const isOpening = press.state === 'idle' && (input.type === 'pressed' || input.type === 'clicked');
    if (isOpening && findPushToTalkBlock(session)) return false;
    const step = reducePress(press, input, readRules());
    if (step.press === press) return true;
    const before = press.state;
    press = step.press;
    const failure = perform(session, step.action);
    // The command may have changed the session's state, which has then set a later press already.
    if (press === step.press)
      publish(failure ? { ...press, state: 'idle', by: null, outcome: failure } : press);
    if (press.outcome) {
      if (before !== 'idle') feedback.onEnd(press.outcome);
    } else if (before === 'idle') feedback.onBegin();
    return true;
  };
  const check = () => {
    if (press.state === 'idle') return;
    const { isTurnOpen, status } = session.store.getState();
    const isConnecting = status === 'connecting' || status === 'reconnecting';
    dispatch({ type: 'session-changed', isTurnOpen, isConnecting });
    const block = findPushToTalkBlock(session);
    if (block === 'microphone' || block === 'microphone-interrupted') dispatch({ type: 'lost' });
  };
  return {
    getPress: () => press,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
    follow() {
      const unsubscribe = session.store.subscribe(check);
      return () => {
        dispatch({ type: 'lost' });
        unsubscribe();
      };
    },
  };
}

/** Performs the action, and returns the outcome where it differs from the press's own. */
function perform(session: RealtimeSession, action: PressAction): PressOutcome | null {
  if (action === 'cancel') session.turn.cancel();
  if (action !== 'begin' && action !== 'end') return null;
  try {
    if (action === 'begin') {
      session.turn.begin();
      return null;
    }
    const before = session.store.getState().phase;
    session.turn.end();
    // The session discards a turn with next to no audio.
    const isCommitted = before !== 'user-speaking' || session.store.getState().phase !== 'listening';
    return isCommitted ? null : 'too-short';
  } catch {
    // The session throws `invalid-state` where it cannot open or send a turn. The outcome reports it.
    return action === 'begin' ? 'refused' : 'lost';
  }
}
