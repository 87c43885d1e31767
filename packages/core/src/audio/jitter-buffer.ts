/**
 * The jitter buffer never grows beyond this, in milliseconds: a longer pause before every answer is worse than a rare gap.
 * Together with the block size of the audio thread the delay stays below 200 ms.
 */
export const MAX_JITTER_BUFFER_MS = 194;

/**
 * The lead that audio of an unknown sender needs over its playback, in milliseconds. The first chunk of 100 or 500 ms looks
 * the same from a fast sender as from one at the pace of speech, so only the lead over real time counts. This covers 200 ms
 * of jitter and one block of the audio thread.
 */
const UNKNOWN_LEAD_MS = 204;

/** After this many arrivals a sender is better known. */
const MIN_ARRIVALS = 4;

/** The lead that is asked of a sender after `MIN_ARRIVALS`, in milliseconds. The delay then stays below 200 ms. */
const UNSTEADY_LEAD_MS = 197;

/** The lead that is asked of a sender whose first `MIN_ARRIVALS` chunks came exactly at the pace of speech, in milliseconds. */
const STEADY_LEAD_MS = 95;

/** A sender is fast when it sends this many times the audio that can be played in the time since its start. */
const FAST_PACE = 1.25;

/** A pause longer than this, in milliseconds, is silence of the sender and not a delay of the network. */
const MAX_SPREAD_MS = 1_000;

/** Arrivals are measured in stretches of at most this length, in milliseconds, so that the buffer can shrink in a long answer. */
const STRETCH_MS = 10_000;

/** The next arrival may be a little later than all before it. */
const MARGIN = 1.25;

/** Spreads below this, in milliseconds, come from the block size of the audio thread. */
const GRAIN_MS = 5;

/**
 * Arrivals of one stretch, compared with a sender at the pace of speech. The delay of an arrival is its time minus the
 * audio before it; the first has none. The jitter buffer must cover the spread of the delays.
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
 * Decides how much audio is held back before sound begins. For an unknown sender it asks for a lead over real time. Later
 * the measure is the spread of arrivals: nothing is held back where audio comes faster than real time, however unevenly;
 * where it comes at the pace of speech, as much is held back as its arrivals have varied. The buffer grows at once and
 * gives back half of what was not needed after every stretch.
 */
export class JitterBuffer {
  #learnedMs = 0;
  /** True while too few chunks have arrived to classify the sender. */
  #isUnknown: boolean;
  /** True once sound of the current item may have begun. */
  #hasBegun = false;
  #itemId: string | null = null;
  #stretch: Stretch | null = null;
  /** The delay of the item's first arrival on the scale of the current stretch. */
  #itemDelayMs = 0;

  constructor({ fastSender = false }: { readonly fastSender?: boolean } = {}) {
    this.#isUnknown = !fastSender;
  }

  /** The audio to hold back now, in milliseconds. */
  get ms(): number {
    return Math.min(MAX_JITTER_BUFFER_MS, Math.max(this.#learnedMs, this.#spreadMs()));
  }

  /** Records the arrival of a chunk. */
  arrived(itemId: string, audioMs: number, nowMs: number): void {
    const stretch = this.#stretchFor(itemId, nowMs);
    const delayMs = nowMs - stretch.startedMs - stretch.audioMs;
    stretch.leastDelayMs = Math.min(stretch.leastDelayMs, delayMs);
    stretch.mostDelayMs = Math.max(stretch.mostDelayMs, delayMs);
    stretch.audioMs += audioMs;
    stretch.lastChunkMs = audioMs;
    stretch.lastMs = nowMs;
    stretch.count += 1;
  }

  /** Tells whether playback may begin with `queuedMs` of queued audio, the oldest of which has waited for `waitedMs`. */
  isReady(queuedMs: number, waitedMs: number): boolean {
    const stretch = this.#stretch;
    if (this.#isUnknown && !this.#hasBegun && stretch) {
      this.#hasBegun = waitedMs - stretch.leastDelayMs >= this.#unknownLeadMs(stretch);
      return this.#hasBegun;
    }
    const bufferMs = this.ms;
    return waitedMs >= bufferMs || queuedMs >= bufferMs + (stretch?.lastChunkMs ?? 0);
  }

  #unknownLeadMs({ count, leastDelayMs, mostDelayMs }: Stretch): number {
    if (count < MIN_ARRIVALS) return UNKNOWN_LEAD_MS;
    return mostDelayMs - leastDelayMs < GRAIN_MS ? STEADY_LEAD_MS : UNSTEADY_LEAD_MS;
  }

  /** Returns the current stretch or begins another: for a new item, after silence of the sender, and after `STRETCH_MS`. */
  #stretchFor(itemId: string, nowMs: number): Stretch {
    const old = this.#stretch;
    const delayMs = old ? nowMs - old.startedMs - old.audioMs : 0;
    const isFresh = !old || itemId !== this.#itemId || delayMs > old.mostDelayMs + MAX_SPREAD_MS;
    if (!isFresh && nowMs - old.startedMs <= STRETCH_MS) return old;
    this.#learn();
    if (itemId !== this.#itemId) this.#hasBegun = false;
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

  /** The delay that would have covered the current stretch, in milliseconds. */
  #spreadMs(): number {
    const stretch = this.#stretch;
    if (!stretch || stretch.count < 2) return 0;
    const passedMs = stretch.lastMs - stretch.startedMs;
    const leadMs = this.#itemDelayMs - stretch.leastDelayMs;
    const isFast = stretch.audioMs - stretch.lastChunkMs >= FAST_PACE * passedMs || leadMs > MAX_SPREAD_MS;
    // A fast sender has a lead of its own: only arrivals that fell behind the item's start count.
    const baseMs = isFast ? this.#itemDelayMs : stretch.leastDelayMs;
    const spreadMs = stretch.mostDelayMs - baseMs;
    return spreadMs < GRAIN_MS ? 0 : spreadMs * MARGIN;
  }

  #learn(): void {
    const spreadMs = this.#spreadMs();
    const count = this.#stretch?.count ?? 0;
    this.#stretch = null;
    if (count >= MIN_ARRIVALS) this.#isUnknown = false;
    if (count < 2) return;
    const keptMs = (this.#learnedMs + spreadMs) / 2;
    this.#learnedMs = keptMs - spreadMs < GRAIN_MS ? spreadMs : keptMs;
  }
}
