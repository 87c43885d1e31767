import { RealtimeError } from '../errors/realtime-error.ts';
import type { InternalState } from '../session/internal-state.ts';
import type { SessionEffect } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { ContinuityRules } from '../session/step.ts';
import type { Clock } from '../util/clock.ts';
import type { Lazy } from '../util/lazy.ts';
import type { EnvironmentWatch, EnvironmentWatchOptions } from './environment-watch.ts';
import { LazyModule } from './lazy-module.ts';
import type { PathWatch, PathWatchOptions } from './path-watch.ts';
import type { Summarizer, SummarizerOptions } from './summarizer.ts';

/**
 * The longest wait of a connection for the rules, in milliseconds. It goes on without them, and the agent remembers nothing.
 */
const LIMIT_MS = 5_000;

/** The wait before the module is fetched again while the session is live, in milliseconds. */
const RETRY_MS = 10_000;

/** The module with the rules of a second connection, and with what watches the connection that is open. */
export interface ContinuityModule {
  readonly continuityRules: ContinuityRules;
  readonly EnvironmentWatch: new (options: EnvironmentWatchOptions) => EnvironmentWatch;
  readonly PathWatch: new (options: PathWatchOptions) => PathWatch;
  readonly Summarizer: new (options: SummarizerOptions) => Summarizer;
}

interface LazyContinuityOptions extends SummarizerOptions {
  readonly createEnvironment: () => EnvironmentWatchOptions;
  readonly clock: Clock;
  readonly report: (error: unknown) => RealtimeError;
  /** Logs an error without an event, and returns it. */
  readonly logError: (error: unknown) => RealtimeError;
  readonly dispatch: (input: SessionInput) => void;
}

/**
 * The rules that keep a conversation over the end of a connection. They are fetched when the session goes live, and again
 * beside the next credential where that failed.
 */
export class LazyContinuity {
  readonly #source: Lazy<ContinuityModule>;
  readonly #module: LazyModule<ContinuityModule>;
  readonly #prefetch: LazyModule<ContinuityModule>;
  readonly #options: LazyContinuityOptions;
  #isWatching = false;
  #stopRetry: () => void = () => {};
  #environment: EnvironmentWatch | null = null;
  #summarizer: Summarizer | null = null;

  constructor(source: Lazy<ContinuityModule>, options: LazyContinuityOptions) {
    this.#source = source;
    this.#module = new LazyModule(source, options.report);
    // The next connection tries again, and reports where the module is missed.
    this.#prefetch = new LazyModule(source, options.logError);
    this.#options = options;
  }

  /** The rules; `null` until they are loaded. */
  get rules(): ContinuityRules | null {
    return this.#source.loaded?.continuityRules ?? null;
  }

  /** Loads the rules for a connection that has to be told of a conversation; `null` for any other. */
  loadFor({ vendor, history }: InternalState): Promise<void> | null {
    const isContinued = vendor.hasBeenLive || history.savedForMs !== null;
    const isResuming = vendor.capabilities.canResume && vendor.resumeHandle !== null;
    return isContinued && !isResuming ? this.load() : null;
  }

  /** Loads the rules; `null` where they are there. Resolves also when they could not be loaded, and waits 5 s at most. */
  load(): Promise<void> | null {
    if (this.rules) return null;
    const { clock, dispatch, report } = this.#options;
    return new Promise((resolve) => {
      const timer = clock.setTimeout(() => {
        report(new RealtimeError('module-failed', TOO_LATE));
        resolve();
      }, LIMIT_MS);
      const settle = () => {
        clock.clearTimeout(timer);
        resolve();
      };
      this.#module.use(() => {
        dispatch({ type: 'continuity-loaded' });
        settle();
      }, settle);
    });
  }

  /** Creates the watch over a connection's path; `null` until the module is loaded. */
  watchPath(options: PathWatchOptions): PathWatch | null {
    const module = this.#source.loaded;
    return module && new module.PathWatch(options);
  }

  /** A connection is opened. Once the module is loaded, the network and the page are watched until `stopWatch`. */
  watch(): void {
    this.#isWatching = true;
    const module = this.#source.loaded;
    if (!module) return;
    this.#environment ??= new module.EnvironmentWatch(this.#options.createEnvironment());
    this.#environment.start();
  }

  stopWatch(): void {
    this.#isWatching = false;
    this.#stopRetry();
    this.#environment?.stop();
  }

  /** The session is live: the module is fetched while the network is there. */
  goLive(): void {
    if (this.#source.loaded) return this.watch();
    this.#prefetch.use(
      () => {
        this.#options.dispatch({ type: 'continuity-loaded' });
        if (this.#isWatching) this.watch();
      },
      () => this.#retryLater(),
    );
  }

  #retryLater(): void {
    const { clock } = this.#options;
    this.#stopRetry();
    if (!this.#isWatching) return;
    const timer = clock.setTimeout(() => this.goLive(), RETRY_MS);
    this.#stopRetry = () => clock.clearTimeout(timer);
  }

  summarize(request: Extract<SessionEffect, { readonly type: 'summarize' }>): void {
    const module = this.#source.loaded;
    if (module) this.#summarizer ??= new module.Summarizer(this.#options);
    this.#summarizer?.begin(request);
  }

  stop(): void {
    this.stopWatch();
    this.#summarizer?.stop();
  }
}

const TOO_LATE =
  'The rules of a second connection were not loaded in time, so the agent does not remember the conversation. Check the network.';
