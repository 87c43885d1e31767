/** A chunk of the user's audio. */
export interface AudioChunk {
  readonly audio: Uint8Array<ArrayBuffer>;
  readonly lengthMs: number;
  /** The time at which it came, in milliseconds. */
  readonly atMs: number;
  /** Whether a voice is in it. */
  readonly isVoiced: boolean;
}

/** The newest chunks of audio, up to a length. */
export class AudioBuffer {
  readonly #limitMs: number;
  #chunks: AudioChunk[] = [];
  #lengthMs = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  get lengthMs(): number {
    return this.#lengthMs;
  }

  /** Adds a chunk. Returns the oldest chunks, for which there is no room any more. */
  push(chunk: AudioChunk): readonly AudioChunk[] {
    this.#chunks.push(chunk);
    this.#lengthMs += chunk.lengthMs;
    return this.#trim();
  }

  /** Puts chunks in front. Returns the oldest chunks, for which there is no room. */
  unshift(chunks: readonly AudioChunk[]): readonly AudioChunk[] {
    this.#chunks = [...chunks, ...this.#chunks];
    this.#lengthMs += chunks.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
    return this.#trim();
  }

  #trim(): readonly AudioChunk[] {
    let count = 0;
    for (; this.#lengthMs > this.#limitMs && count < this.#chunks.length; count += 1)
      this.#lengthMs -= this.#chunks[count]?.lengthMs ?? 0;
    return count === 0 ? [] : this.#chunks.splice(0, count);
  }

  /** Returns all chunks, oldest first, and clears the buffer. */
  take(): readonly AudioChunk[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#lengthMs = 0;
    return chunks;
  }
}

/** The audio before the first voice that belongs to it, in milliseconds: consonants are quiet. */
const BEFORE_VOICE_MS = 300;

/** The chunks from the first voice on; none where there is no voice. */
export function fromVoice(chunks: readonly AudioChunk[]): readonly AudioChunk[] {
  const first = chunks.find(({ isVoiced }) => isVoiced);
  return first ? chunks.filter(({ atMs }) => atMs >= first.atMs - BEFORE_VOICE_MS) : [];
}

/** Pre-roll older than this was recorded before the page or the device stalled, and is not part of the turn; in milliseconds. */
const STALE_AFTER_MS = 1_000;

/**
 * The last moment of the microphone's audio outside a push-to-talk turn. People begin to speak as they press: without it the
 * first syllable is missing. It leaves only if a turn opens right after it.
 */
export class PreRoll {
  #chunks: AudioChunk[] = [];
  #keptMs = 0;

  /** Adds a chunk and drops the oldest ones beyond `limitMs`. */
  keep(chunk: AudioChunk, limitMs: number): void {
    this.#chunks.push(chunk);
    this.#keptMs += chunk.lengthMs;
    for (let first = this.#chunks[0]; first && this.#keptMs - first.lengthMs >= limitMs;) {
      this.#keptMs -= first.lengthMs;
      this.#chunks.shift();
      first = this.#chunks[0];
    }
  }

  /** Returns the kept chunks, oldest first, and clears them. */
  take(atMs: number): readonly AudioChunk[] {
    const fresh = this.#chunks.filter((chunk) => atMs - chunk.atMs <= STALE_AFTER_MS);
    this.clear();
    return fresh;
  }

  clear(): void {
    this.#chunks = [];
    this.#keptMs = 0;
  }
}
