import type { AudioFormat } from '../protocol/audio-format.ts';
import { bytesPerSample, durationMs } from '../protocol/audio-format.ts';
import type { Clock, TimerId } from '../util/clock.ts';
import { PreRoll } from './pre-roll.ts';

/** How much of what was said before the session was live is kept, in milliseconds. */
const PRE_ROLL_MS = 10_000;

/** What the gate needs to know at the moment a chunk comes. */
export interface GateState {
  readonly isMuted: boolean;
  /** Whether the user may be heard now: always in hands-free, only in an open turn in push-to-talk. */
  readonly isOpen: boolean;
  /** How much from before a turn by hand belongs to it, in milliseconds. @default 0 */
  readonly preRollMs?: number;
  /** When the chunk came, in milliseconds. @default 0 */
  readonly atMs?: number;
}

/** For vendors that want a stream without gaps: how often silence goes out while the user's audio does not. */
export interface Silence {
  readonly everyMs: number;
  readonly clock: Clock;
}

/**
 * Decides whether the user's audio leaves: not while muted, not outside a turn that is opened by hand, and not before the
 * vendor has acknowledged the configuration. What comes before that is kept, up to ten seconds, so that first words
 * are not lost.
 */
export class AudioGate {
  readonly #format: AudioFormat;
  readonly #send: (audio: Uint8Array<ArrayBuffer>) => void;
  #preRoll: Uint8Array<ArrayBuffer>[] = [];
  #preRollMs = 0;
  #isReleased = false;
  #sentMs = 0;
  readonly #silence: Silence | null;
  #timer: TimerId | null = null;
  #isFilled = false;
  readonly #before = new PreRoll();

  constructor(
    format: AudioFormat,
    send: (audio: Uint8Array<ArrayBuffer>) => void,
    silence: Silence | null = null,
  ) {
    this.#format = format;
    this.#send = send;
    this.#silence = silence;
  }

  /** Audio that has gone out since the last `mark`, in milliseconds. What was said before the turn opened does not count. */
  get sentMs(): number {
    return this.#sentMs + this.#preRollMs;
  }

  /** Starts counting anew: a turn has begun. */
  mark(): void {
    this.#sentMs = 0;
  }

  push(audio: Uint8Array<ArrayBuffer>, state: GateState): void {
    const { isMuted, isOpen, preRollMs = 0, atMs = 0 } = state;
    const lengthMs = durationMs(audio.byteLength, this.#format);
    if (isMuted || preRollMs === 0) this.#before.clear();
    if (isMuted) return;
    if (!isOpen) {
      if (preRollMs > 0) this.#before.keep(audio, lengthMs, preRollMs, atMs);
      return;
    }
    for (const kept of this.#before.take(atMs)) {
      this.#pass(kept.audio, kept.lengthMs);
      this.#sentMs -= kept.lengthMs;
    }
    this.#pass(audio, lengthMs);
  }

  #pass(audio: Uint8Array<ArrayBuffer>, lengthMs: number): void {
    if (this.#isReleased) {
      this.#sentMs += lengthMs;
      this.#isFilled = true;
      return this.#send(audio);
    }
    this.#preRoll.push(audio);
    this.#preRollMs += lengthMs;
    while (this.#preRollMs > PRE_ROLL_MS) {
      const oldest = this.#preRoll.shift();
      if (!oldest) break;
      this.#preRollMs -= durationMs(oldest.byteLength, this.#format);
    }
  }

  /** The session is live: what was kept goes out first. */
  release(): void {
    this.#isReleased = true;
    const kept = this.#preRoll;
    this.#sentMs += this.#preRollMs;
    this.#clear();
    for (const audio of kept) this.#send(audio);
    this.#fillGaps();
  }

  #fillGaps(): void {
    if (!this.#silence || this.#timer !== null) return;
    const { everyMs, clock } = this.#silence;
    this.#timer = clock.setTimeout(() => {
      this.#timer = null;
      if (!this.#isFilled) this.#send(createSilence(this.#format, everyMs));
      this.#isFilled = false;
      this.#fillGaps();
    }, everyMs);
  }

  /** The connection is gone: audio is kept until the next one is live, also over attempts that fail. */
  hold(): void {
    this.#isReleased = false;
    if (this.#timer !== null) this.#silence?.clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** What was kept is thrown away. */
  drop(): void {
    this.#before.clear();
    this.#clear();
  }

  /** What was said just before a turn is no part of it after all: the user has muted himself meanwhile. */
  forgetPreRoll(): void {
    this.#before.clear();
  }

  #clear(): void {
    this.#preRoll = [];
    this.#preRollMs = 0;
  }
}

/** G.711 has no zero: its silence is the byte of the smallest sample. */
const SILENT_BYTE = { pcm16: 0, 'g711-ulaw': 0xff, 'g711-alaw': 0xd5 };

function createSilence({ encoding, sampleRateHz }: AudioFormat, lengthMs: number): Uint8Array<ArrayBuffer> {
  const samples = Math.round((sampleRateHz * lengthMs) / 1000);
  return new Uint8Array(samples * bytesPerSample(encoding)).fill(SILENT_BYTE[encoding]);
}
