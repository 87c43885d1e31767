import type { EventConnection } from '../event-connection.ts';
import type { Impairment } from '../webrtc/peer.ts';
import type { Fault, FaultDirection } from './fault.ts';

const NOTHING: Impairment = { lossIn: 0, lossOut: 0, jitterMs: 0, bytesPerSecondIn: 0, bytesPerSecondOut: 0 };

/** The faults of a call's packets that are in force. */
export class PacketFaults {
  readonly #connection: EventConnection;
  readonly #active = new Set<Partial<Impairment>>();

  constructor(connection: EventConnection) {
    this.#connection = connection;
  }

  /** Starts a fault. Returns what ends it; `null` if it is none of packets, or the connection has none. */
  start(fault: Fault): (() => void) | null {
    const change = this.#connection.impair ? impairmentOf(fault) : null;
    if (!change) return null;
    this.#active.add(change);
    this.#tell();
    return () => {
      this.#active.delete(change);
      this.#tell();
    };
  }

  /** The later fault of a kind counts. */
  #tell(): void {
    this.#connection.impair?.(Object.assign({}, NOTHING, ...this.#active) as Impairment);
  }
}

function loss(share: number, direction: FaultDirection = 'both'): Partial<Impairment> {
  return {
    ...(direction !== 'to-client' && { lossIn: share }),
    ...(direction !== 'to-server' && { lossOut: share }),
  };
}

function impairmentOf(fault: Fault): Partial<Impairment> | null {
  switch (fault.kind) {
    case 'packet-loss':
      return loss(fault.percent / 100, fault.direction);
    case 'ice-failure':
      return loss(1);
    case 'stall':
      return loss(1, fault.direction);
    case 'drop':
      return fault.how === 'half-open' ? loss(1) : null;
    case 'jitter':
      return { jitterMs: fault.maxMs };
    case 'throttle': {
      const { bytesPerSecond, direction } = fault;
      return {
        ...(direction !== 'to-client' && { bytesPerSecondIn: bytesPerSecond }),
        ...(direction !== 'to-server' && { bytesPerSecondOut: bytesPerSecond }),
      };
    }
    default:
      return null;
  }
}
