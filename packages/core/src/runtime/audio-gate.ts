import type { AudioFormat } from '../protocol/audio-format.ts';
import { bytesPerSample, durationMs, silentByte } from '../protocol/audio-format.ts';
import type { Clock, TimerId } from '../util/clock.ts';
import { AudioBuffer, fromVoice, PreRoll } from './audio-buffer.ts';
import type { AudioChunk } from './audio-buffer.ts';

/** The most audio of the user that is buffered until the session is live, in milliseconds. */
const BACKLOG_MS = 10_000;

/** A dead connection is noticed within less speech than this, in milliseconds. */
const FORGOTTEN_MS = 60_000;

/** The state at the moment a chunk arrives. */
export interface GateState {
  readonly isMuted: boolean;
  /** Whether the user's audio may leave: always in hands-free, during an open turn in push-to-talk. */
  readonly isOpen: boolean;
  /** The audio from before a push-to-talk turn that is part of it, in milliseconds. @default 0 */
  readonly preRollMs?: number;
  /** The time at which the chunk came, in milliseconds. @default 0 */
  readonly atMs?: number;
  /** Whether a voice is in it. Silence that gets lost is not reported. @default false */
  readonly isVoiced?: boolean;
}

/** The treatment of the user's audio between two connections. */
export type OfflineAudio =
  /** It is kept for the next one. */
  | 'deliver'
  /** It is dropped. */
  | 'discard'
  /** The browser sends the microphone's track itself, so there is nothing to keep. */
  | 'unsent';

/** Silence that goes out in place of the user's audio. */
export interface Silence {
  readonly everyMs: number;
  readonly clock: Clock;
  /**
   * Whether a gap is filled whose last audio went out `sinceMs` ago. Left out for vendors that want a stream without gaps.
   */
  readonly isNeeded?: (sinceMs: number) => boolean;
}

/** A longer gap begins with no speech that the vendor could still be waiting for the end of; in milliseconds. */
const LONGEST_GAP_MS = 30_000;

/**
 * Decides whether the user's audio leaves: not while muted, not outside a push-to-talk turn, and not before the vendor has
 * acknowledged the configuration. Audio from before that is buffered, up to ten seconds, so that first words are not lost. What
 * was sent last is remembered, so that a turn that a lost connection took with it can be said again.
 */
export class AudioGate {
  readonly #format: AudioFormat;
  readonly #send: (audio: Uint8Array<ArrayBuffer>) => void;
  readonly #backlog = new AudioBuffer(BACKLOG_MS);
  readonly #sent = new AudioBuffer(BACKLOG_MS);
  /** Speech that was sent too long ago to be said again: how much of it there was. */
  readonly #forgotten = new AudioBuffer(FORGOTTEN_MS);
  readonly #offline: OfflineAudio;
  #hasBeenReleased = false;
  #lostMs = 0;
  #isReleased = false;
  #sentMs = 0;
  readonly #silence: Silence | null;
  #timer: TimerId | null = null;
  #isFilled = false;
  /** The time since audio of the user was last sent, in milliseconds. */
  #gapMs = 0;
  readonly #preRoll = new PreRoll();

  constructor(
    format: AudioFormat,
    send: (audio: Uint8Array<ArrayBuffer>) => void,
    silence: Silence | null = null,
    offline: OfflineAudio = 'deliver',
  ) {
    this.#format = format;
    this.#send = send;
    this.#silence = silence;
    this.#offline = offline;
  }

  /** Audio sent since the last `mark`, in milliseconds, without the pre-roll of the turn. */
  get sentMs(): number {
    return this.#sentMs + this.#backlog.lengthMs;
  }

  /** Starts counting again: a turn has begun. */
  mark(): void {
    this.#sentMs = 0;
  }

  push(audio: Uint8Array<ArrayBuffer>, state: GateState): void {
    const { isMuted, isOpen, preRollMs = 0, atMs = 0, isVoiced = false } = state;
    const lengthMs = durationMs(audio.byteLength, this.#format);
    if (isMuted || preRollMs === 0) this.#preRoll.clear();
    if (isMuted) return;
    if (!isOpen) {
      if (preRollMs > 0) this.#preRoll.keep({ audio, lengthMs, atMs, isVoiced }, preRollMs);
      return;
    }
    for (const kept of this.#preRoll.take(atMs)) {
      this.#pass(kept);
      this.#sentMs -= kept.lengthMs;
    }
    this.#pass({ audio, lengthMs, atMs, isVoiced });
  }

  #pass(chunk: AudioChunk): void {
    if (this.#isReleased) {
      this.#sentMs += chunk.lengthMs;
      this.#isFilled = true;
      this.#remember(chunk);
      this.#send(chunk.audio);
      return this.#fillGaps();
    }
    // A call begins with the microphone as it is then.
    if (!this.#hasBeenReleased && this.#offline === 'unsent') return;
    // Before the first connection nothing is lost: the user has just asked for it.
    if (this.#hasBeenReleased && this.#offline !== 'deliver') return this.#lose([chunk]);
    const overflow = this.#backlog.push(chunk);
    if (this.#hasBeenReleased) this.#lose(overflow);
  }

  /** A call's audio is not kept, but how much of it a lost turn had is known. */
  #remember(chunk: AudioChunk): void {
    const forgotten = this.#sent.push(this.#offline === 'deliver' ? chunk : { ...chunk, audio: NOTHING });
    for (const old of forgotten) if (old.isVoiced) this.#forgotten.push({ ...old, audio: NOTHING });
  }

  #lose(chunks: readonly AudioChunk[]): void {
    for (const { isVoiced, lengthMs } of chunks) if (isVoiced) this.#lostMs += lengthMs;
  }

  /** The speech of the user that has reached no connection since the last call, in milliseconds. */
  takeLostMs(): number {
    const lostMs = Math.round(this.#lostMs);
    this.#lostMs = 0;
    return lostMs;
  }

  /** The session is live: the buffered audio goes out first. */
  release(): void {
    this.#isReleased = true;
    this.#hasBeenReleased = true;
    this.#sentMs += this.#backlog.lengthMs;
    const kept = this.#backlog.take();
    for (const chunk of kept) {
      this.#remember(chunk);
      this.#send(chunk.audio);
    }
    this.#isFilled = kept.length > 0;
    if (!this.#silence?.isNeeded || this.#isFilled) this.#fillGaps();
  }

  /** Looks for a gap each time that a chunk of silence is due. */
  #fillGaps(): void {
    if (!this.#silence || this.#timer !== null) return;
    const { everyMs, clock, isNeeded = () => true } = this.#silence;
    this.#timer = clock.setTimeout(() => {
      this.#timer = null;
      this.#gapMs = this.#isFilled ? 0 : this.#gapMs + everyMs;
      if (!this.#isFilled && isNeeded(this.#gapMs)) this.#send(createSilence(this.#format, everyMs));
      this.#isFilled = false;
      // A gap that need not be filled any more is left alone until audio goes out again.
      if (!this.#silence?.isNeeded || this.#gapMs < LONGEST_GAP_MS) this.#fillGaps();
    }, everyMs);
  }

  /**
   * The connection is lost: audio is buffered until the next one is live, also over attempts that fail.
   *
   * @param replaySinceMs audio that was sent since then, from the first voice in it on, is kept for the next connection
   */
  hold(replaySinceMs: number | null = null): void {
    this.#isReleased = false;
    if (this.#timer !== null) this.#silence?.clock.clearTimeout(this.#timer);
    this.#timer = null;
    if (replaySinceMs === null) return;
    this.#lose(this.#forgotten.take().filter(({ atMs }) => atMs >= replaySinceMs));
    const said = fromVoice(this.#sent.take().filter(({ atMs }) => atMs >= replaySinceMs));
    if (this.#offline !== 'deliver') return this.#lose(said);
    this.#sentMs -= said.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
    this.#lose(this.#backlog.unshift(said));
  }

  /** Drops the buffered audio. */
  drop(): void {
    this.#preRoll.clear();
    this.#backlog.take();
  }

  /** The conversation is over: the next one has nothing to do with its audio. */
  reset(): void {
    this.hold();
    this.drop();
    this.#forgotten.take();
    this.#sent.take();
    this.#hasBeenReleased = false;
    this.#lostMs = 0;
  }

  /** Forgets what was said before: the user has muted or unmuted the microphone. */
  forget(): void {
    this.#preRoll.clear();
    this.#forgotten.take();
    this.#sent.take();
  }
}

function createSilence(format: AudioFormat, lengthMs: number): Uint8Array<ArrayBuffer> {
  const samples = Math.round((format.sampleRateHz * lengthMs) / 1000);
  return new Uint8Array(samples * bytesPerSample(format.encoding)).fill(silentByte(format));
}

const NOTHING = new Uint8Array(0);
