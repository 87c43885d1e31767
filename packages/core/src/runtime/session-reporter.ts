import { toRealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { createEmitter, reportUncaught } from '../util/emitter.ts';
import type { Emitter } from '../util/emitter.ts';
import type { SessionEvents } from './realtime-session.ts';
import type { Logger } from './session-options.ts';

const MESSAGE =
  'Code that the session called threw an error; the session continues. See `cause`: most often it is a listener or a ' +
  'function of the app.';

/** The outlets of a session: its events and its log. What throws in one of them is reported by the other. */
export class SessionReporter {
  readonly emitter: Emitter<SessionEvents> = createEmitter<SessionEvents>((error, type) =>
    this.#report(error, type === 'error'),
  );
  readonly #adapterId: string;
  readonly #logger: Logger | undefined;

  constructor(adapterId: string, logger: Logger | undefined) {
    this.#adapterId = adapterId;
    this.#logger = logger;
  }

  /**
   * Reports an error that was thrown inside the session: to the logger and as an `error` event, or, if the app has neither, as
   * an uncaught error. Returns the error for those who wait for what failed.
   */
  readonly report = (thrown: unknown): RealtimeError => this.#report(thrown, false);

  /** Logs an error for which there is no event, and returns it for those who wait for what failed. */
  readonly logError = (thrown: unknown): RealtimeError => {
    const error = this.#explain(thrown);
    this.log(error.message, thrown);
    return error;
  };

  #explain(thrown: unknown): RealtimeError {
    return toRealtimeError(thrown, 'internal-error', MESSAGE, { adapterId: this.#adapterId });
  }

  #report(thrown: unknown, isFromErrorListener: boolean): RealtimeError {
    const error = this.#explain(thrown);
    const isHeard = !isFromErrorListener && this.emitter.hasListeners('error');
    let isReported = isHeard;
    try {
      this.#logger?.warn(error.message, thrown);
      isReported ||= this.#logger !== undefined;
    } catch {
      // A logger that throws is reported by the event below, or as an uncaught error.
    }
    if (!isReported) reportUncaught(thrown);
    if (isHeard) this.emitter.emit('error', error);
    return error;
  }

  readonly log = (message: string, details?: unknown): void => {
    try {
      this.#logger?.debug(message, details);
    } catch (error) {
      this.report(error);
    }
  };
}
