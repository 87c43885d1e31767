import type { Clock } from '@repartee/core/server';
import type { Wire } from './frames.ts';

/** The interval of pings, in milliseconds: the emulator's own choice, because the vendor publishes none. */
const EVERY_MS = 2_000;

/** Measures the round trip. Each ping carries the result of the one before it. */
export class Pings {
  readonly #clock: Clock;
  readonly #send: (type: string, payload: Wire) => void;
  readonly #later: (delayMs: number, run: () => void) => () => void;
  readonly #sent = new Map<number, number>();
  #count = 0;
  #lastMs: number | null = null;

  constructor(
    clock: Clock,
    send: (type: string, payload: Wire) => void,
    later: (delayMs: number, run: () => void) => () => void,
  ) {
    this.#clock = clock;
    this.#send = send;
    this.#later = later;
    this.#ping();
  }

  #ping(): void {
    this.#later(this.#count === 0 ? 1 : EVERY_MS, () => {
      this.#count += 1;
      this.#sent.set(this.#count, this.#clock.now());
      this.#send('ping', { ping_event: { event_id: this.#count, ping_ms: this.#lastMs } });
      this.#ping();
    });
  }

  /** A client has answered. What answers nothing is ignored. */
  answer(eventId: number): void {
    const sentAtMs = this.#sent.get(eventId);
    if (sentAtMs === undefined) return;
    this.#sent.delete(eventId);
    this.#lastMs = Math.round(this.#clock.now() - sentAtMs);
  }
}
