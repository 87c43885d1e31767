import type { ContextLease } from '../media/context-pool.ts';
import type { StartPorts } from './start-ports.ts';

/**
 * Unlocks audio within the user's gesture, which is over by the time that the conversation is loaded. The context is kept
 * until the devices have taken it, or the attempt is over.
 */
export class AudioUnlock {
  readonly #ports: StartPorts;
  #lease: ContextLease | null = null;

  constructor(ports: StartPorts) {
    this.#ports = ports;
  }

  unlock(): void {
    const { own, contexts } = this.#ports;
    try {
      if (own.speaker) own.speaker.unlock();
      else this.#lease ??= contexts.acquire();
    } catch {
      // Where there is no audio at all, opening the speaker fails with the reason.
    }
  }

  release(): void {
    this.#lease?.release();
    this.#lease = null;
  }
}
