import type { Metering } from '../../protocol/price-table.ts';
import type { SessionPhase } from '../../protocol/session-phase.ts';

/** The state of a session between two measurements. */
export interface Moment {
  /** The time of the reading, in milliseconds on the session's clock. */
  readonly atMs: number;
  readonly isLive: boolean;
  readonly phase: SessionPhase;
  readonly isMuted: boolean;
}

/** Counts the time of a session: all of it, what the vendor bills of it, and how long nothing has happened. In milliseconds. */
export class Stopwatch {
  readonly #quiet: Metering['quiet'];
  #last: Moment | null = null;
  liveMs = 0;
  /** The billed time, for vendors that bill by time. Silence may count for less. */
  billedMs = 0;
  /** The time of silence without a break, in milliseconds. */
  idleMs = 0;
  /** The time that the user has been muted without a break, in milliseconds. */
  mutedMs = 0;

  constructor(metering: Metering | null) {
    this.#quiet = metering?.quiet;
  }

  /** Time has gone on to this moment, as the session was at the one before. */
  advance(moment: Moment): void {
    const last = this.#last;
    this.#last = moment;
    if (!last?.isLive) {
      this.idleMs = 0;
      this.mutedMs = 0;
      return;
    }
    const passedMs = Math.max(0, moment.atMs - last.atMs);
    const isQuiet = last.phase === 'listening' || last.phase === 'idle';
    this.billedMs += isQuiet ? this.#billQuiet(passedMs) : passedMs;
    this.liveMs += passedMs;
    this.idleMs = isQuiet ? this.idleMs + passedMs : 0;
    this.mutedMs = last.isMuted ? this.mutedMs + passedMs : 0;
    // Speech that has just started ends a silence at once, not with the next measurement.
    if (moment.phase !== 'listening' && moment.phase !== 'idle') this.idleMs = 0;
    if (!moment.isMuted) this.mutedMs = 0;
  }

  #billQuiet(passedMs: number): number {
    if (!this.#quiet) return passedMs;
    const { afterMs, share } = this.#quiet;
    const fullMs = Math.min(passedMs, Math.max(0, afterMs - this.idleMs));
    return fullMs + (passedMs - fullMs) * share;
  }
}
