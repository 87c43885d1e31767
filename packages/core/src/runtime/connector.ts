import { RealtimeError, toRealtimeError } from '../errors/realtime-error.ts';
import { effectiveConfig } from '../session/reduce-settings.ts';
import type { Machine } from '../session/machine.ts';
import type { SessionInput } from '../session/session-input.ts';
import { Connection } from './connection.ts';
import type { ConnectionListener } from './connection.ts';
import type { Devices } from './devices.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { RealtimeSessionOptions, SessionPorts } from './session-options.ts';

/** How long opening and configuring a connection may take by default, in milliseconds. */
const CONNECT_TIMEOUT_MS = 15_000;

/** What a connector is made with. */
export interface ConnectorOptions {
  readonly session: RealtimeSessionOptions;
  readonly adapter: ProviderAdapter;
  readonly ports: SessionPorts;
  readonly devices: Devices;
  readonly readMachine: () => Machine;
  readonly dispatch: (input: SessionInput) => void;
  readonly listener: Pick<ConnectionListener, 'onEvents' | 'onFrame' | 'onError'>;
}

/** Opens connections, one at a time, and decides with the app's policy what follows when one is lost. */
export class Connector {
  readonly #options: ConnectorOptions;
  #connection: Connection | null = null;
  #endLimit: (() => void) | null = null;
  #attempts = 0;
  #lostAtMs: number | null = null;

  constructor(options: ConnectorOptions) {
    this.#options = options;
  }

  get connection(): Connection | null {
    return this.#connection;
  }

  /** Begins a connection. The part that needs the user's gesture runs before this returns. */
  begin(number: number, resumeHandle: string | null, delayMs: number): void {
    const { session, adapter, ports, devices, readMachine, listener } = this.#options;
    const { state } = readMachine();
    // Whoever closed the session while this was being loaded wants no connection any more.
    if (state.connection !== number || state.status === 'closing' || state.status === 'closed') return;
    this.#connection?.close();
    const config = effectiveConfig(readMachine());
    const connection = new Connection({
      adapter,
      ports,
      credential: session.credential,
      config,
      number,
      resumeHandle,
      media: {
        get input() {
          return devices.track;
        },
        onOutput: (stream) => devices.attach(stream),
      },
      listener: {
        ...listener,
        onClosed: (error) => this.#end(number, error),
      },
    });
    this.#connection = connection;
    const ready = devices.open(config.outputModality !== 'text');
    if (delayMs > 0)
      connection.scope.timeout(ports.clock, () => void this.#open(connection, number, ready), delayMs);
    else void this.#open(connection, number, ready);
  }

  async #open(connection: Connection, number: number, devices: Promise<void>): Promise<void> {
    const { session, ports, dispatch } = this.#options;
    // The user may take long to grant the microphone; the limit is for the network alone.
    const startLimit = () => {
      const limitMs = session.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
      this.#endLimit = connection.scope.timeout(ports.clock, () => this.#expire(number, limitMs), limitMs);
    };
    try {
      await connection.open(devices.then(startLimit));
      if (!connection.scope.isDisposed) dispatch({ type: 'transport-opened', connection: number });
    } catch (error) {
      // A disposed connection was closed by us: whoever did it has told the reducer.
      if (connection.scope.isDisposed) return;
      const message = 'The connection could not be opened.';
      this.#end(
        number,
        toRealtimeError(error, 'connect-refused', message, { adapterId: session.adapter.id }),
      );
    }
  }

  #expire(number: number, limitMs: number): void {
    const { state } = this.#options.readMachine();
    if (state.connection !== number || state.status === 'live') return;
    const error = new RealtimeError(
      'connect-timeout',
      `The vendor did not acknowledge the session within ${limitMs} ms, so there is nobody to talk to. Check the ` +
        'network and the vendor’s status, and try again.',
      { adapterId: this.#options.session.adapter.id },
    );
    this.#end(number, error);
  }

  /** A connection is over. `null` means that the other side ended it in good order. */
  #end(number: number, error: RealtimeError | null): void {
    const { dispatch, readMachine, devices } = this.#options;
    const { state } = readMachine();
    if (state.connection !== number) return;
    this.close();
    devices.gate.hold();
    const { playhead } = devices;
    if (error === null) return dispatch({ type: 'remote-ended', connection: number, error: null });
    const retryDelayMs = state.status === 'connecting' || !error.retryable ? null : this.#askPolicy();
    if (retryDelayMs === null) dispatch({ type: 'connection-failed', connection: number, error, playhead });
    else dispatch({ type: 'connection-lost', connection: number, error, retryDelayMs, playhead });
  }

  /** Replaces the connection by another one, which no policy is asked about: nothing has gone wrong. */
  renew(): void {
    const { dispatch, readMachine, devices } = this.#options;
    this.close();
    devices.gate.hold();
    const error = new RealtimeError(
      'connection-lost',
      'The vendor takes this setting with a new connection only.',
    );
    const { connection } = readMachine().state;
    dispatch({ type: 'connection-lost', connection, error, retryDelayMs: 0, playhead: devices.playhead });
  }

  #askPolicy(): number | null {
    const { session, ports } = this.#options;
    const now = ports.clock.now();
    this.#lostAtMs ??= now;
    this.#attempts += 1;
    return session.reconnect?.({ attempt: this.#attempts, elapsedMs: now - this.#lostAtMs }) ?? null;
  }

  /** A connection is live: the next loss begins a new count. */
  settle(): void {
    this.#endLimit?.();
    this.#endLimit = null;
    this.#attempts = 0;
    this.#lostAtMs = null;
  }

  close(): void {
    this.#connection?.close();
    this.#connection = null;
  }
}
