/** What is older than this when a turn opens was said before something stood still, and is no beginning of it; in milliseconds. */
const STALE_AFTER_MS = 1_000;

interface Kept {
  readonly audio: Uint8Array<ArrayBuffer>;
  readonly lengthMs: number;
  readonly atMs: number;
}

/**
 * The last moment of what the microphone heard outside of a turn by hand. People begin to speak as they press: without it
 * the first syllable would be missing. It never leaves unless a turn opens right behind it.
 */
export class PreRoll {
  #chunks: Kept[] = [];
  #keptMs = 0;

  /** Keeps a chunk, and of what came before it no more than is needed to make up `limitMs`. */
  keep(audio: Uint8Array<ArrayBuffer>, lengthMs: number, limitMs: number, atMs: number): void {
    this.#chunks.push({ audio, lengthMs, atMs });
    this.#keptMs += lengthMs;
    for (let first = this.#chunks[0]; first && this.#keptMs - first.lengthMs >= limitMs;) {
      this.#keptMs -= first.lengthMs;
      this.#chunks.shift();
      first = this.#chunks[0];
    }
  }

  /** Gives out what is kept, oldest first, and keeps it no longer. */
  take(atMs: number): readonly Kept[] {
    const fresh = this.#chunks.filter((chunk) => atMs - chunk.atMs <= STALE_AFTER_MS);
    this.clear();
    return fresh;
  }

  clear(): void {
    this.#chunks = [];
    this.#keptMs = 0;
  }
}
