import type { RawData, WebSocket } from 'ws';
import type { WritableSession } from '../../session-log.ts';
import type { VendorContext } from '../../vendor.ts';
import type { Wire } from './wire.ts';

/** A socket of one conversation: notes everything, keeps its timers, and can be stalled. */
export class ConversationSocket {
  readonly record: WritableSession;
  readonly #socket: WebSocket;
  readonly #context: VendorContext;
  readonly #timers = new Set<ReturnType<VendorContext['clock']['setTimeout']>>();
  #held: string[] | null = null;

  constructor(socket: WebSocket, context: VendorContext, path: string) {
    this.#socket = socket;
    this.#context = context;
    this.record = context.log.open({
      vendor: 'elevenlabs',
      path,
      drop: (code, reason) => (code === undefined ? socket.terminate() : socket.close(code, reason)),
      send: (frame) => (typeof frame === 'string' ? this.#write(frame) : this.send(frame)),
      stall: (durationMs) => {
        this.#held ??= [];
        this.later(durationMs, () => this.#release());
      },
    });
  }

  /** Binary frames are handed over as nothing: the protocol has none. */
  listen(onText: (text: string | null) => void, onClose: () => void): void {
    this.#socket.on('message', (data: RawData, isBinary: boolean) => onText(isBinary ? null : textOf(data)));
    // What a broken connection reports is followed by its close.
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => {
      for (const timer of this.#timers) this.#context.clock.clearTimeout(timer);
      this.#timers.clear();
      this.record.noteClose();
      onClose();
    });
  }

  send(wire: Wire): void {
    this.record.note('out', wire);
    this.#write(JSON.stringify(wire));
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

  #write(text: string): void {
    if (this.#held) this.#held.push(text);
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
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
