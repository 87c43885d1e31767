import type { RawData, WebSocket } from 'ws';
import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';
import type { WritableSession } from '../../session-log.ts';
import type { VendorContext } from '../../vendor.ts';
import type { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The vendor's keep-alive (measured by a public probe in September 2026), in milliseconds. */
const PING_MS = 20_300;

/** How the frames of a client are handed over. */
export interface SocketListener {
  onText(text: string): void;
  onBinary(): void;
  onClose(): void;
}

/** A socket that speaks in events: gives each its id, notes everything, keeps itself alive, and can be stalled. */
export class SessionSocket {
  readonly record: WritableSession;
  readonly #socket: WebSocket;
  readonly #context: VendorContext;
  readonly #random: Random;
  #count = 0;
  #held: string[] | null = null;
  readonly #timers = new Set<ReturnType<VendorContext['clock']['setTimeout']>>();

  constructor(socket: WebSocket, context: VendorContext, random: Random, path: string) {
    this.#socket = socket;
    this.#context = context;
    this.#random = random;
    this.record = context.log.open({
      vendor: 'openai',
      path,
      drop: (code, reason) => (code === undefined ? socket.terminate() : socket.close(code, reason)),
      send: (frame) => (typeof frame === 'string' ? this.#write(frame) : this.#sendWire({ ...frame })),
      stall: (durationMs) => this.#stall(durationMs),
    });
  }

  listen(listener: SocketListener): void {
    this.#keepAlive();
    this.#socket.on('message', (data: RawData, isBinary: boolean) =>
      isBinary ? listener.onBinary() : listener.onText(textOf(data)),
    );
    // What a broken connection reports is followed by its close.
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => {
      for (const timer of this.#timers) this.#context.clock.clearTimeout(timer);
      this.#timers.clear();
      this.record.noteClose();
      listener.onClose();
    });
  }

  /** Sends an event; its id grows with every event of the session. */
  send(event: Wire): void {
    const { type, ...rest } = event;
    this.#count += 1;
    const id = `event_${this.#count.toString(36).toUpperCase().padStart(6, '0')}${randomLetters(this.#random, 15)}`;
    this.#sendWire({ type, event_id: id, ...rest });
  }

  sendError(refusal: Refusal, clientEventId: unknown): void {
    const eventId = typeof clientEventId === 'string' ? clientEventId : null;
    this.send({ type: 'error', error: { ...refusal.wire, event_id: eventId } });
  }

  close(code: number, reason: string): void {
    this.#release();
    this.#socket.close(code, reason);
  }

  /** Runs something later, unless the socket closes before. Returns what takes it back. */
  later(delayMs: number, run: () => void): () => void {
    const { clock } = this.#context;
    const timer = clock.setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clock.clearTimeout(timer);
    };
  }

  #sendWire(wire: Wire): void {
    this.record.note('out', wire);
    this.#write(JSON.stringify(wire));
  }

  #write(text: string): void {
    if (this.#held) this.#held.push(text);
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  #stall(durationMs: number): void {
    this.#held ??= [];
    this.later(durationMs, () => this.#release());
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const text of held) this.#write(text);
  }

  #keepAlive(): void {
    this.later(PING_MS, () => {
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
      this.#keepAlive();
    });
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : data.toString('utf8');
}
