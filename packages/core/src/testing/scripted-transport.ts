import { RealtimeError } from '../errors/realtime-error.ts';
import type { ConnectionPlan } from '../protocol/provider-adapter.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type {
  Transport,
  TransportClose,
  TransportOpenOptions,
  TransportPort,
} from '../transport/transport-port.ts';
import { createCallLog } from './call-log.ts';
import type { CallLog, ExpectedCall, TransportCall } from './call-log.ts';

/** The other end of one connection that was opened over a scripted transport. */
export interface ScriptedConnection {
  /** Counts from 1. */
  readonly number: number;
  readonly plan: ConnectionPlan;
  /** Every frame that was sent over it, in order. */
  readonly sent: readonly WireFrame[];
  readonly state: 'opening' | 'open' | 'refused' | 'closed';
  /** The side that ended it; `null` while it is open. */
  readonly endedBy: 'client' | 'server' | null;
  /** The answer of `bufferedBytes`. @default 0 */
  backlogBytes: number;
  /** Sends one frame to the client. Returns false when the connection is not open. */
  emit(frame: string | ArrayBuffer): boolean;
  /** The browser reports how the path of a call looks. */
  changePath(path: 'well' | 'away', sinceMs: number): void;
  /** Ends the connection: by default it just breaks, with code 1006. */
  drop(close?: Partial<TransportClose>): void;
}

/** The reaction of the scripted transport to an attempt to open it. */
export type OpenBehaviour =
  | 'accept'
  /** Never answers: only an abort ends the attempt. */
  | 'hang'
  | { readonly refuseWith: RealtimeError };

/** A transport whose other side is a script. */
export interface ScriptedTransport extends TransportPort {
  readonly connections: readonly ScriptedConnection[];
  /** The newest connection. @throws Error when there is none. */
  readonly connection: ScriptedConnection;
  /** The number of connections that are open or being opened. */
  readonly openCount: number;
  /** Decides what the next attempts meet, one entry for each; after that they are accepted. */
  next(...behaviours: readonly OpenBehaviour[]): void;
  /** Waits for the next outbound call and checks it. @throws Error with the call's index when it is another one. */
  expectCall(expected: ExpectedCall): Promise<TransportCall>;
  /** Sends one frame to the client over the newest connection. @throws Error when it is not open. */
  emit(frame: string | ArrayBuffer): void;
  /**
   * Runs a scenario of `expectCall` and `emit` together with the code that it is about, and gives that code's result.
   *
   * @throws Error with the call's index for a call that is missing, unexpected, or left over at the end.
   */
  play<Result>(
    scenario: (transport: ScriptedTransport) => Promise<void>,
    exercise: () => Promise<Result> | Result,
  ): Promise<Result>;
  /** Refuses frames from now on: `send` throws the error that the function returns. */
  refuseFrames(check: (frame: string) => RealtimeError | null): void;
  /** Calls a listener with every frame that is sent: a scripted vendor answers this way. */
  onSend(listener: (frame: WireFrame, connection: ScriptedConnection) => void): void;
  /** Calls a listener with every connection that opens. */
  onOpen(listener: (connection: ScriptedConnection) => void): void;
}

/**
 * Creates a transport without a network. It uses no clock: a script waits for calls, not for time.
 *
 * @example
 * const transport = createScriptedTransport();
 * await transport.play(
 *   async ({ expectCall, emit }) => {
 *     await expectCall({ type: 'open' });
 *     await expectCall({ type: 'send', frame: '{"type":"hello"}' });
 *     emit('{"type":"welcome"}');
 *   },
 *   () => client.greet(),
 * );
 */
export function createScriptedTransport(): ScriptedTransport {
  const log: CallLog = createCallLog();
  const connections: ScriptedEnd[] = [];
  const behaviours: OpenBehaviour[] = [];
  let refusal: (frame: string) => RealtimeError | null = () => null;
  const sendListeners: ((frame: WireFrame, connection: ScriptedConnection) => void)[] = [];
  const openListeners: ((connection: ScriptedConnection) => void)[] = [];

  const transport: ScriptedTransport = {
    connections,
    get connection() {
      const newest = connections.at(-1);
      if (!newest) throw new Error('No connection has been opened over the scripted transport yet.');
      return newest;
    },
    get openCount() {
      return connections.filter(({ state }) => state === 'open' || state === 'opening').length;
    },
    open(request) {
      const end = new ScriptedEnd(connections.length + 1, request, {
        onCall: log.add,
        refuse: (frame) => (typeof frame === 'string' ? refusal(frame) : null),
        onSend: (frame) => sendListeners.forEach((listener) => listener(frame, end)),
      });
      connections.push(end);
      log.add({ type: 'open', connection: end.number, plan: request.plan });
      return end.open(behaviours.shift() ?? 'accept', () =>
        openListeners.forEach((listener) => listener(end)),
      );
    },
    next: (...more) => void behaviours.push(...more),
    expectCall: (expected) => log.expect(expected),
    emit(frame) {
      if (!transport.connection.emit(frame)) {
        throw new Error(`Connection ${transport.connection.number} is not open, so it takes no frame.`);
      }
    },
    play: (scenario, exercise) => log.play(() => scenario(transport), exercise),
    refuseFrames: (check) => void (refusal = check),
    onSend: (listener) => void sendListeners.push(listener),
    onOpen: (listener) => void openListeners.push(listener),
  };
  return transport;
}

interface EndListener {
  readonly refuse: (frame: WireFrame) => RealtimeError | null;
  readonly onCall: (call: TransportCall) => void;
  readonly onSend: (frame: WireFrame) => void;
}

class ScriptedEnd implements ScriptedConnection, Transport {
  readonly number: number;
  readonly plan: ConnectionPlan;
  readonly sent: WireFrame[] = [];
  state: ScriptedConnection['state'] = 'opening';
  endedBy: ScriptedConnection['endedBy'] = null;
  backlogBytes = 0;
  readonly #request: TransportOpenOptions;
  readonly #listener: EndListener;

  constructor(number: number, request: TransportOpenOptions, listener: EndListener) {
    this.number = number;
    this.plan = request.plan;
    this.#request = request;
    this.#listener = listener;
  }

  async open(behaviour: OpenBehaviour, onOpen: () => void): Promise<Transport> {
    const { signal } = this.#request;
    if (behaviour === 'hang' && !signal.aborted) {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    } else {
      // A real handshake takes a moment, in which the attempt can be given up.
      await Promise.resolve();
    }
    if (signal.aborted) {
      this.#end('client', 'closed');
      throw new RealtimeError('aborted', 'The connection was given up while it was being opened.');
    }
    if (typeof behaviour === 'object') {
      this.#end('server', 'refused');
      throw behaviour.refuseWith;
    }
    this.state = 'open';
    onOpen();
    return this;
  }

  emit(frame: string | ArrayBuffer): boolean {
    if (this.state !== 'open') return false;
    this.#request.listener.onFrame(frame);
    return true;
  }

  changePath(path: 'well' | 'away', sinceMs: number): void {
    if (this.state === 'open') this.#request.listener.onPathChange?.(path, sinceMs);
  }

  drop({ code = 1006, reason = '', wasClean = code !== 1006 }: Partial<TransportClose> = {}): void {
    if (this.state !== 'open') return;
    this.#end('server', 'closed');
    this.#request.listener.onClose({ code, reason, wasClean });
  }

  send(frame: WireFrame): boolean {
    if (this.state !== 'open') return false;
    const error = this.#listener.refuse(frame);
    if (error) throw error;
    this.sent.push(frame);
    this.#listener.onCall({ type: 'send', connection: this.number, frame });
    this.#listener.onSend(frame);
    return true;
  }

  bufferedBytes(): number {
    return this.backlogBytes;
  }

  close(code = 1000, reason = ''): void {
    if (this.state !== 'open') return;
    this.#end('client', 'closed');
    this.#listener.onCall({ type: 'close', connection: this.number, code, reason });
  }

  #end(by: 'client' | 'server', state: 'refused' | 'closed'): void {
    this.endedBy = by;
    this.state = state;
  }
}
