import type { Clock } from '../util/clock.ts';
import type { Scope } from '../util/scope.ts';

/** A context that has not started after this time counts as blocked, in milliseconds. An allowed one needs a tenth of it. */
const BLOCKED_AFTER_MS = 500;

/** A running clock that does not move for so long has stopped, in milliseconds. */
const FROZEN_AFTER_MS = 2_000;

export interface ContextWatchOptions {
  readonly context: AudioContext;
  /** Ends the watch. */
  readonly scope: Scope;
  readonly clock: Clock;
  /** The browser holds the context back until a gesture, or lets it run again. */
  readonly onBlockedChange: (isBlocked: boolean) => void;
  /** The context will not run again: it was closed, or stands still and cannot be woken. */
  readonly onLost: () => void;
}

/** Watches whether a context really runs. */
export interface ContextWatch {
  /** While sound is expected the clock is looked at now and then; otherwise nothing runs. */
  expectSound(isExpected: boolean): void;
}

/**
 * Watches a context. Browsers hold it back until a gesture, and phones stop it for calls, the lock screen and other apps
 * (Safari on iOS: `interrupted`), after which it may claim to run while its clock stands. The watch asks it to run again
 * at once and whenever the user comes back to the page.
 */
export function watchContext(options: ContextWatchOptions): ContextWatch {
  const watch = new Watch(options);
  watch.start();
  return watch;
}

class Watch implements ContextWatch {
  readonly #options: ContextWatchOptions;
  #isBlocked = false;
  #isLost = false;
  #isSoundExpected = false;
  #cancelGrace: (() => void) | null = null;
  #cancelCheck: (() => void) | null = null;
  #isWoken = false;

  constructor(options: ContextWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { context, scope } = this.#options;
    scope.listen(context, 'statechange', () => this.#look());
    scope.listen(document, 'visibilitychange', () => {
      if (document.visibilityState !== 'visible') return;
      this.#look();
      this.#check();
    });
    this.#look();
  }

  expectSound(isExpected: boolean): void {
    this.#isSoundExpected = isExpected;
    if (isExpected) this.#check();
  }

  #look(): void {
    const { context, scope, clock } = this.#options;
    if (scope.isDisposed || this.#isLost) return;
    if (context.state === 'closed') return this.#lose();
    if (context.state === 'running') {
      this.#cancelGrace?.();
      this.#cancelGrace = null;
      return this.#setBlocked(false);
    }
    if (document.visibilityState === 'visible') this.#resume();
    this.#cancelGrace ??= scope.timeout(
      clock,
      () => this.#setBlocked(context.state !== 'running'),
      BLOCKED_AFTER_MS,
    );
  }

  /** Without a gesture the browser may refuse, at once or by never answering: the grace period then tells. */
  #resume(): void {
    void this.#options.context.resume().catch(() => {});
  }

  #setBlocked(isBlocked: boolean): void {
    if (isBlocked === this.#isBlocked) return;
    this.#isBlocked = isBlocked;
    this.#options.onBlockedChange(isBlocked);
  }

  /** Looks whether the clock moves, once, and again for as long as sound is expected. */
  #check(): void {
    const { context, scope, clock } = this.#options;
    if (this.#cancelCheck || this.#isLost) return;
    const before = context.currentTime;
    this.#cancelCheck = scope.timeout(
      clock,
      () => {
        this.#cancelCheck = null;
        const canJudge = context.state === 'running' && document.visibilityState === 'visible';
        if (context.currentTime !== before) this.#isWoken = false;
        else if (canJudge) return this.#wake();
        if (this.#isSoundExpected) this.#check();
      },
      FROZEN_AFTER_MS,
    );
  }

  /** Stopping and starting a frozen context brings most of them back (Safari). One that stays frozen is lost. */
  #wake(): void {
    if (this.#isWoken) return this.#lose();
    this.#isWoken = true;
    const { context } = this.#options;
    // If it cannot be stopped or started, the next check finds it as it is.
    void context
      .suspend()
      .then(() => context.resume())
      .catch(() => {});
    this.#check();
  }

  #lose(): void {
    this.#isLost = true;
    this.#cancelGrace?.();
    this.#options.onLost();
  }
}
