import type { EventConnection } from '../../event-connection.ts';
import type { WritableSession } from '../../session-log.ts';
import type { VendorContext } from '../../vendor.ts';
import type { Wire } from './wire.ts';

/** The connection of one conversation: notes everything, keeps its timers, and can be stalled. */
export class ConversationSocket {
  readonly record: WritableSession;
  readonly #connection: EventConnection;
  readonly #context: VendorContext;
  readonly #timers = new Set<ReturnType<VendorContext['clock']['setTimeout']>>();
  #held: string[] | null = null;

  constructor(connection: EventConnection, context: VendorContext, path: string) {
    this.#connection = connection;
    this.#context = context;
    this.record = context.log.open({
      vendor: 'elevenlabs',
      path,
      drop: (code, reason) => (code === undefined ? connection.drop() : connection.close(code, reason ?? '')),
      send: (frame) => (typeof frame === 'string' ? this.#write(frame) : this.send(frame)),
      stall: (durationMs) => {
        this.#held ??= [];
        const thaw = connection.freeze?.();
        this.later(durationMs, () => {
          thaw?.();
          this.#release();
        });
      },
    });
  }

  /** Binary frames are handed over as nothing: the protocol has none. */
  listen(onText: (text: string | null) => void, onClose: () => void): void {
    this.#connection.listen({
      onText,
      onBinary: () => onText(null),
      onClose: () => {
        for (const timer of this.#timers) this.#context.clock.clearTimeout(timer);
        this.#timers.clear();
        this.record.noteClose();
        onClose();
      },
    });
  }

  send(wire: Wire): void {
    this.record.note('out', wire);
    this.#write(JSON.stringify(wire));
  }

  close(code: number, reason: string): void {
    this.#release();
    this.#connection.close(code, reason);
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
    else if (this.#connection.isOpen) this.#connection.send(text);
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const text of held) this.#write(text);
  }
}
