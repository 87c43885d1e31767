import type { Summarize } from '../session/history/history-options.ts';
import type { SessionEffect } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { Clock } from '../util/clock.ts';

/** The longest wait of a new connection for a summary, in milliseconds. It is written while the connection opens. */
const LIMIT_MS = 3_000;

type Request = Extract<SessionEffect, { readonly type: 'summarize' }>;

export interface SummarizerOptions {
  readonly summarize: Summarize | undefined;
  readonly clock: Clock;
  readonly dispatch: (input: SessionInput) => void;
}

/** Has the app summarise what a new connection is not told. A later request, and the end of the session, abort it. */
export class Summarizer {
  readonly #options: SummarizerOptions;
  #stop: (() => void) | null = null;

  constructor(options: SummarizerOptions) {
    this.#options = options;
  }

  begin({ connection, entries }: Request): void {
    const { clock, dispatch } = this.#options;
    this.stop();
    const controller = new AbortController();
    const settle = (text: string | null, message: string | null) => {
      if (controller.signal.aborted) return;
      this.stop();
      dispatch({ type: 'summary-received', connection, text, message });
    };
    const timer = clock.setTimeout(
      () =>
        settle(null, `The summary took longer than ${LIMIT_MS} ms, so the conversation goes on without it.`),
      LIMIT_MS,
    );
    this.#stop = () => {
      clock.clearTimeout(timer);
      controller.abort();
    };
    void this.#write(entries, controller.signal).then(
      (text) => settle(text, null),
      (cause: unknown) => settle(null, describe(cause)),
    );
  }

  /** `async`, so that a throw is a rejection. */
  async #write(entries: Request['entries'], signal: AbortSignal): Promise<string> {
    const text: unknown = await this.#options.summarize?.(entries, { signal });
    if (typeof text !== 'string') throw new TypeError('history.summarize must return a text.');
    return text;
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }
}

function describe(cause: unknown): string {
  return `The summary could not be written: ${cause instanceof Error ? cause.message : String(cause)}`;
}
