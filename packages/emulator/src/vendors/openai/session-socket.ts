import type { ConnectionListener, EventConnection } from '../../event-connection.ts';
import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';
import { StallableSocket } from '../../stallable-socket.ts';
import type { VendorContext } from '../../vendor.ts';
import type { Refusal, Wire } from './frames.ts';

/** The vendor's keep-alive (measured by a public probe in September 2026), in milliseconds. */
const PING_MS = 20_300;

const CLOSE_NORMAL = 1000;

/**
 * The connection of one session. It gives every event an id and sends keep-alives. Sideband connections can join: they
 * receive the same events and can send their own.
 */
export class SessionSocket extends StallableSocket {
  readonly #sidebands = new Set<EventConnection>();
  #listener: ConnectionListener | null = null;
  /** Sidebands that connected before the session began. */
  readonly #joining: (() => void)[] = [];
  readonly #random: Random;
  #count = 0;

  constructor(connection: EventConnection, context: VendorContext, random: Random, path: string) {
    super({ connection, context, vendor: 'openai', path });
    this.#random = random;
  }

  override listen(listener: ConnectionListener): void {
    this.#keepAlive();
    this.#listener = listener;
    // Only the main connection receives the greeting, which the session sends in this task.
    queueMicrotask(() => this.#joining.splice(0).forEach((enter) => enter()));
    super.listen({
      onMessage: (text) => listener.onMessage(text),
      onClose: () => {
        for (const sideband of this.#sidebands) sideband.close(CLOSE_NORMAL, '');
        listener.onClose();
      },
    });
  }

  /** Adds a sideband connection now, or as soon as the session has begun. */
  join(connection: EventConnection): void {
    const held: (string | null)[] = [];
    const receive = (text: string | null) => {
      if (this.#listener && this.#sidebands.has(connection)) this.#listener.onMessage(text);
      else held.push(text);
    };
    connection.listen({
      onMessage: receive,
      onClose: () => void this.#sidebands.delete(connection),
    });
    const enter = () => {
      if (!connection.isOpen) return;
      this.#sidebands.add(connection);
      held.splice(0).forEach(receive);
    };
    if (this.#listener) enter();
    else this.#joining.push(enter);
  }

  /** Sends an event. Its id grows with every event of the session. */
  send(event: Wire): void {
    const { type, ...rest } = event;
    this.#count += 1;
    const id = `event_${this.#count.toString(36).toUpperCase().padStart(6, '0')}${randomLetters(this.#random, 15)}`;
    this.sendFrame({ type, event_id: id, ...rest });
  }

  sendError(refusal: Refusal, clientEventId: unknown): void {
    const eventId = typeof clientEventId === 'string' ? clientEventId : null;
    this.send({ type: 'error', error: { ...refusal.wire, event_id: eventId } });
  }

  protected override write(text: string): void {
    super.write(text);
    for (const sideband of this.#sidebands) if (sideband.isOpen) sideband.send(text);
  }

  #keepAlive(): void {
    this.later(PING_MS, () => {
      if (this.connection.isOpen) this.connection.ping();
      this.#keepAlive();
    });
  }
}
