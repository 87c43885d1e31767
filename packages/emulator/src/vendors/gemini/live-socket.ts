import type { RawData, WebSocket } from 'ws';
import type { WritableSession } from '../../session-log.ts';
import type { VendorContext } from '../../vendor.ts';
import { Closing } from './frames.ts';
import type { Wire } from './frames.ts';

/** How the messages of a client are handed over. */
export interface LiveListener {
  /** @throws Closing to end the connection. */
  onMessage(text: string): void;
  onClose(): void;
}

/** A socket that speaks as the vendor's do: JSON with line breaks in binary frames. It notes everything and can be stalled. */
export class LiveSocket {
  readonly record: WritableSession;
  readonly #socket: WebSocket;
  readonly #context: VendorContext;
  #held: string[] | null = null;
  readonly #timers = new Set<ReturnType<VendorContext['clock']['setTimeout']>>();

  constructor(socket: WebSocket, context: VendorContext, path: string) {
    this.#socket = socket;
    this.#context = context;
    this.record = context.log.open({
      vendor: 'gemini',
      path,
      drop: (code, reason) => (code === undefined ? socket.terminate() : socket.close(code, reason)),
      send: (frame) => (typeof frame === 'string' ? socket.send(frame) : this.send({ ...frame })),
      stall: (durationMs) => {
        this.#held ??= [];
        this.later(durationMs, () => this.#release());
      },
    });
    // What a broken connection reports is followed by its close.
    socket.on('error', () => {});
    socket.once('close', () => this.#forget());
  }

  get isOpen(): boolean {
    return this.record.isOpen && this.#socket.readyState === this.#socket.OPEN;
  }

  listen(listener: LiveListener): void {
    this.#socket.on('message', (data: RawData) => this.guard(() => listener.onMessage(textOf(data))));
    this.#socket.once('close', () => listener.onClose());
  }

  #forget(): void {
    for (const timer of this.#timers) this.#context.clock.clearTimeout(timer);
    this.#timers.clear();
    this.record.noteClose();
  }

  /** Runs something that may end the connection. A fault of the emulator is told as the vendor tells one of its own. */
  guard(run: () => void): void {
    if (!this.isOpen) return;
    try {
      run();
    } catch (error) {
      const told = error instanceof Error ? error.message : String(error);
      this.close(error instanceof Closing ? error : new Closing(1011, `Internal error encountered. ${told}`));
    }
  }

  send(message: Wire): void {
    this.record.note('out', message);
    this.#write(JSON.stringify(message, null, 2));
  }

  close({ code, message }: Closing): void {
    this.#release();
    this.#socket.close(code, message);
  }

  /** Runs something later, unless the socket closes before. */
  later(delayMs: number, run: () => void): void {
    const timer = this.#context.clock.setTimeout(() => {
      this.#timers.delete(timer);
      this.guard(run);
    }, delayMs);
    this.#timers.add(timer);
  }

  #write(text: string): void {
    if (this.#held) this.#held.push(text);
    else if (this.isOpen) this.#socket.send(Buffer.from(text));
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const text of held) this.#write(text);
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : data.toString('utf8');
}
