/**
 * The cushion never grows beyond this, in milliseconds: a longer pause before every answer is worse than a rare gap. With
 * the grain of the audio thread's blocks it stays below 200 ms.
 */
export const MAX_CUSHION_MS = 194;

/** While nothing is known of a sender, so much audio is held, in milliseconds, unless it plainly comes fast. */
const COLD_CUSHION_MS = MAX_CUSHION_MS;

/** From a sender of whom nothing is known, this much audio at once or nearly so is taken for faster than real time. */
const COLD_BURST_MS = 100;

/** A stream is faster than real time when it brings this many times the audio that the time since its start could play. */
const FAST_PACE = 1.25;

/** A pause longer than this, in milliseconds, is the sender's silence and says nothing about the network. */
const MAX_SPREAD_MS = 1_000;

/** Arrivals are judged in stretches of at most this length, in milliseconds, so that a long answer can unlearn. */
const STRETCH_MS = 10_000;

/** What comes next may be a little later than anything so far. */
const MARGIN = 1.25;

/** Spreads below this, in milliseconds, are the grain of the audio thread's own clock. */
const GRAIN_MS = 5;

/**
 * How late the audio of one stretch came, measured against a sender that never waits: the delay of an arrival is its time
 * less the audio before it, and the first has none. The spread of delays is what a cushion must cover.
 */
interface Stretch {
  readonly startedMs: number;
  count: number;
  audioMs: number;
  lastChunkMs: number;
  lastMs: number;
  leastDelayMs: number;
  mostDelayMs: number;
}

/**
 * Decides how much audio is held back before sound begins. The measure is the spread of arrivals: where audio comes
 * faster than real time nothing is held back, however uneven; where it comes at the pace of speech, as much as its
 * arrivals have varied. It grows at once and gives back half of what was not needed in every stretch.
 */
export class Cushion {
  #learnedMs = 0;
  #isCold = true;
  #itemId: string | null = null;
  #stretch: Stretch | null = null;
  /** The delay of the item's first arrival on the scale of the current stretch. */
  #itemDelayMs = 0;

  /** What is to be held back now, in milliseconds. */
  get ms(): number {
    return Math.min(MAX_CUSHION_MS, Math.max(this.#learnedMs, this.#spreadMs()));
  }

  /** Takes note of an arrival. */
  arrived(itemId: string, audioMs: number, nowMs: number): void {
    const stretch = this.#stretchFor(itemId, nowMs);
    const delayMs = nowMs - stretch.startedMs - stretch.audioMs;
    stretch.leastDelayMs = Math.min(stretch.leastDelayMs, delayMs);
    stretch.mostDelayMs = Math.max(stretch.mostDelayMs, delayMs);
    stretch.audioMs += audioMs;
    stretch.lastChunkMs = audioMs;
    stretch.lastMs = nowMs;
    stretch.count += 1;
    if (stretch.count > 1 && stretch.audioMs >= COLD_CUSHION_MS) this.#isCold = false;
  }

  /** Tells whether sound may begin with so much audio waiting, the oldest of it for so long. */
  isReady(queuedMs: number, waitedMs: number): boolean {
    if (this.#isCold) {
      if (queuedMs >= COLD_CUSHION_MS || waitedMs >= COLD_CUSHION_MS) return true;
      return queuedMs >= COLD_BURST_MS && waitedMs * 4 <= queuedMs;
    }
    const cushionMs = this.ms;
    return waitedMs >= cushionMs || queuedMs >= cushionMs + (this.#stretch?.lastChunkMs ?? 0);
  }

  /** Goes on with the stretch or begins another: for a new item, after the sender's silence, and after a while. */
  #stretchFor(itemId: string, nowMs: number): Stretch {
    const old = this.#stretch;
    const delayMs = old ? nowMs - old.startedMs - old.audioMs : 0;
    const isFresh = !old || itemId !== this.#itemId || delayMs > old.mostDelayMs + MAX_SPREAD_MS;
    if (!isFresh && nowMs - old.startedMs <= STRETCH_MS) return old;
    this.#learn();
    this.#itemId = itemId;
    this.#itemDelayMs = isFresh ? 0 : this.#itemDelayMs - delayMs;
    const stretch = {
      startedMs: nowMs,
      count: 0,
      audioMs: 0,
      lastChunkMs: 0,
      lastMs: nowMs,
      leastDelayMs: 0,
      mostDelayMs: 0,
    };
    return (this.#stretch = stretch);
  }

  /** What a cushion would have had to cover in the current stretch. */
  #spreadMs(): number {
    const stretch = this.#stretch;
    if (!stretch || stretch.count < 2) return 0;
    const passedMs = stretch.lastMs - stretch.startedMs;
    const leadMs = this.#itemDelayMs - stretch.leastDelayMs;
    const isFast = stretch.audioMs - stretch.lastChunkMs >= FAST_PACE * passedMs || leadMs > MAX_SPREAD_MS;
    // What came faster than it can be played built a lead of its own: only what fell behind the item's start matters.
    const baseMs = isFast ? this.#itemDelayMs : stretch.leastDelayMs;
    const spreadMs = stretch.mostDelayMs - baseMs;
    return spreadMs < GRAIN_MS ? 0 : spreadMs * MARGIN;
  }

  #learn(): void {
    const spreadMs = this.#spreadMs();
    const hasEvidence = this.#stretch !== null && this.#stretch.count > 1;
    this.#stretch = null;
    if (!hasEvidence) return;
    const keptMs = (this.#learnedMs + spreadMs) / 2;
    this.#learnedMs = keptMs - spreadMs < GRAIN_MS ? spreadMs : keptMs;
  }
}
