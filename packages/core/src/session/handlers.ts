import type { ServerEvent } from '../protocol/server-event.ts';
import type { InternalState } from './internal-state.ts';
import type { SessionEffect } from './session-effect.ts';
import type { InputOf, SessionInput } from './session-input.ts';
import type { Step } from './step.ts';

/** The state after an input, and the effects to perform. */
export interface Reduction {
  readonly state: InternalState;
  readonly effects: readonly SessionEffect[];
}

/** One handler for each of the given inputs. The compiler demands all of them. */
export type InputHandlers<Type extends SessionInput['type'], Run = Step> = {
  readonly [Each in Type]: (step: Run, input: InputOf<Each>) => void;
};

/** The server event of a type. */
export type EventOf<Type extends ServerEvent['type'], Event = ServerEvent> = Event extends {
  readonly type: infer Each;
}
  ? Type extends Each
    ? Event
    : never
  : never;

/** Times that the runtime measured when a server event arrived, in milliseconds on the session's clock. */
export interface Timing {
  readonly atMs: number;
  /** The time at which the user's voice was last above the noise, in milliseconds on the session's clock. */
  readonly lastVoicedAtMs: number | null;
  /**
   * The speech of the user that has reached no connection, in milliseconds, for the event that makes the session
   * live.
   * @default 0
   */
  readonly lostAudioMs?: number;
}

/** Server events that change nothing in the state: they are for the listeners of `server-event`. */
export type UnhandledEvent =
  | 'item-received'
  | 'input-cleared'
  | 'input-transcript-segment-added'
  | 'dtmf-received';

/** One handler for each of the given server events. The compiler demands all of them. */
export type EventHandlers<Event extends ServerEvent> = {
  readonly [Type in Exclude<Event['type'], UnhandledEvent>]: (
    step: Step,
    event: EventOf<Type>,
    timing: Timing,
  ) => void;
};

/** For events that change nothing in the state, but show that the vendor works, or come before the session is live. */
export function ignore(): void {}
