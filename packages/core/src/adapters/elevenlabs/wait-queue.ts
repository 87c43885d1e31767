import type { WireFrame } from '../../protocol/wire-frame.ts';

/** The most audio of the user that is kept for the agent, in milliseconds. */
const MAX_AUDIO_MS = 30_000;

interface HeldFrame {
  readonly frame: WireFrame;
  readonly audioMs: number;
}

/**
 * Keeps what the user says while ElevenLabs has the conversation in its wait queue: it discards whatever arrives before
 * `admitted`. The queue is announced right behind the metadata, so what goes out in between is kept as well.
 */
export class WaitQueue {
  #state: 'unknown' | 'waiting' | 'admitted' = 'unknown';
  #held: HeldFrame[] = [];
  #heldMs = 0;

  /** Returns the frames that go out now. */
  pass(frames: readonly WireFrame[], audioMs = 0): readonly WireFrame[] {
    if (this.#state === 'admitted') return frames;
    for (const frame of frames) this.#held.push({ frame, audioMs });
    this.#heldMs += audioMs;
    this.#trim();
    return this.#state === 'waiting' ? [] : frames;
  }

  /** The oldest audio gives way; messages stay. */
  #trim(): void {
    while (this.#heldMs > MAX_AUDIO_MS) {
      const at = this.#held.findIndex(({ audioMs }) => audioMs > 0);
      this.#heldMs -= this.#held[at]?.audioMs ?? this.#heldMs;
      if (at >= 0) this.#held.splice(at, 1);
    }
  }

  /** The conversation waits. */
  wait(): void {
    this.#state = 'waiting';
  }

  /** The agent is there, or was never waited for. Returns the frames that have waited, oldest first. */
  admit(): readonly WireFrame[] {
    const frames = this.#state === 'waiting' ? this.#held.map(({ frame }) => frame) : [];
    this.#state = 'admitted';
    this.#held = [];
    this.#heldMs = 0;
    return frames;
  }

  /** Something else has come than the metadata: without a word of the queue there is none. */
  settle(): void {
    if (this.#state === 'unknown') this.admit();
  }
}
