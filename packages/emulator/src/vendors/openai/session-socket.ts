import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';
import type { WritableSession } from '../../session-log.ts';
import type { VendorContext } from '../../vendor.ts';
import type { ConnectionListener, EventConnection } from '../../event-connection.ts';
import type { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The vendor's keep-alive (measured by a public probe in September 2026), in milliseconds. */
const PING_MS = 20_300;

const CLOSE_NORMAL = 1000;

/**
 * A connection that speaks in events: gives each its id, notes everything, keeps itself alive, and can be stalled. Others may
 * listen in and have their say.
 */
export class SessionSocket {
  readonly record: WritableSession;
  readonly #main: EventConnection;
  readonly #others = new Set<EventConnection>();
  #listener: ConnectionListener | null = null;
  /** Who wants to take part in a session that has not begun. */
  readonly #joining: (() => void)[] = [];
  readonly #context: VendorContext;
  readonly #random: Random;
  #count = 0;
  #held: string[] | null = null;
  readonly #timers = new Set<ReturnType<VendorContext['clock']['setTimeout']>>();

  constructor(connection: EventConnection, context: VendorContext, random: Random, path: string) {
    this.#main = connection;
    this.#context = context;
    this.#random = random;
    this.record = context.log.open({
      vendor: 'openai',
      path,
      drop: (code, reason) => (code === undefined ? connection.drop() : connection.close(code, reason ?? '')),
      send: (frame) => (typeof frame === 'string' ? this.#write(frame) : this.#sendWire({ ...frame })),
      stall: (durationMs) => this.#stall(durationMs),
    });
  }

  listen(listener: ConnectionListener): void {
    this.#keepAlive();
    this.#listener = listener;
    // The greeting, which follows at once, is for nobody else.
    queueMicrotask(() => this.#joining.splice(0).forEach((enter) => enter()));
    const { onText, onBinary } = listener;
    this.#main.listen({
      onText,
      onBinary,
      onClose: () => {
        for (const timer of this.#timers) this.#context.clock.clearTimeout(timer);
        this.#timers.clear();
        for (const other of this.#others) other.close(CLOSE_NORMAL, '');
        this.record.noteClose();
        listener.onClose();
      },
    });
  }

  /** Lets another connection take part, from now on, or from the moment when the session has begun. */
  join(connection: EventConnection): void {
    const held: ((listener: ConnectionListener) => void)[] = [];
    const hear = (say: (listener: ConnectionListener) => void) => {
      if (this.#listener && this.#others.has(connection)) say(this.#listener);
      else held.push(say);
    };
    connection.listen({
      onText: (text) => hear((listener) => listener.onText(text)),
      onBinary: () => hear((listener) => listener.onBinary()),
      onClose: () => void this.#others.delete(connection),
    });
    const enter = () => {
      if (!connection.isOpen) return;
      this.#others.add(connection);
      for (const say of held.splice(0)) hear(say);
    };
    if (this.#listener) enter();
    else this.#joining.push(enter);
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
    this.#main.close(code, reason);
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
    else for (const each of [this.#main, ...this.#others]) if (each.isOpen) each.send(text);
  }

  #stall(durationMs: number): void {
    this.#held ??= [];
    const thaw = this.#main.freeze?.();
    this.later(durationMs, () => {
      thaw?.();
      this.#release();
    });
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const text of held) this.#write(text);
  }

  #keepAlive(): void {
    this.later(PING_MS, () => {
      if (this.#main.isOpen) this.#main.ping();
      this.#keepAlive();
    });
  }
}
