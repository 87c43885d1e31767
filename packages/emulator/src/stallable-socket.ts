import type { ConnectionListener, EventConnection } from './event-connection.ts';
import { ConnectionFaults } from './faults/connection-faults.ts';
import type { LoggedFrame, WritableSession } from './session-log.ts';
import type { VendorContext } from './vendor.ts';

/** The parts of a socket. */
export interface StallableSocketOptions {
  readonly connection: EventConnection;
  readonly context: Pick<VendorContext, 'clock' | 'timing' | 'faults' | 'log'>;
  /** Id of the vendor, for the session log and the faults. */
  readonly vendor: string;
  /** Path and query of the client's request, for the session log. */
  readonly path: string;
}

/** The time after which a session ends. */
export interface SessionCap {
  /** In milliseconds; `null` for the vendor's own cap. */
  readonly ms: number | null;
  /** Whether the vendor's own notice precedes the end. */
  readonly isAnnounced: boolean;
}

/**
 * The server's end of one session's connection. It records every frame that it sends, owns the session's timers, and is the
 * place where faults happen. A vendor with its own framing extends it.
 */
export class StallableSocket {
  readonly record: WritableSession;
  readonly faults: ConnectionFaults;
  protected readonly connection: EventConnection;
  readonly #clock: VendorContext['clock'];
  readonly #capMs: number | null;
  readonly #timers = new Set<ReturnType<VendorContext['clock']['setTimeout']>>();

  constructor({ connection, context, vendor, path }: StallableSocketOptions) {
    this.#clock = context.clock;
    this.#capMs = context.timing.sessionCapMs;
    const faults = new ConnectionFaults({
      injector: context.faults,
      vendor,
      inner: connection,
      clock: context.clock,
      later: (delayMs, run) => this.later(delayMs, run),
      deliver: (frame) => this.#deliver(frame),
    });
    this.faults = faults;
    const isSocket = connection.kind === 'socket';
    this.connection = faults.connection;
    this.record = context.log.open({
      vendor,
      path,
      kind: connection.kind,
      connection: faults.number,
      readPhase: () => faults.phase,
      onFrame: (direction, frame) => faults.observe(direction, frame),
      inject: (fault) => faults.inject(context.faults.check(fault)),
      drop: (code, reason) =>
        code === undefined ? this.connection.drop() : this.connection.close(code, reason ?? ''),
      send: (frame) => (typeof frame === 'string' ? this.write(frame) : this.sendFrame(frame)),
      stall: (forMs) => faults.inject({ kind: 'stall', direction: isSocket ? 'to-client' : 'both', forMs }),
    });
  }

  get isOpen(): boolean {
    return this.record.isOpen && this.connection.isOpen;
  }

  /** The end of the session: by a fault, by the option of the emulator, or by the vendor's own rule. */
  get cap(): SessionCap {
    return this.faults.cap ?? { ms: this.#capMs, isAnnounced: true };
  }

  listen({ onMessage, onClose }: ConnectionListener): void {
    this.connection.listen({
      onMessage,
      onClose: () => {
        for (const timer of this.#timers) this.#clock.clearTimeout(timer);
        this.#timers.clear();
        this.record.markClosed();
        onClose();
      },
    });
  }

  /** Records and sends a frame, unless a fault withholds it. */
  sendFrame(frame: LoggedFrame): void {
    this.faults.pass(frame);
  }

  /** Closes when everything that is under way has been sent. */
  close(code: number, reason: string): void {
    this.connection.close(code, reason);
  }

  /** Runs a function later, unless the socket closes before. Returns a function that cancels it. */
  later(delayMs: number, run: () => void): () => void {
    const timer = this.#clock.setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      this.#clock.clearTimeout(timer);
    };
  }

  protected serialize(frame: LoggedFrame): string {
    return JSON.stringify(frame);
  }

  protected write(text: string): void {
    if (this.connection.isOpen) this.connection.send(text);
  }

  #deliver(frame: LoggedFrame): void {
    this.record.addFrame('out', frame);
    this.write(this.serialize(frame));
  }
}
