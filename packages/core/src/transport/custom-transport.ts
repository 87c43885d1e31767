import { aborted } from '../errors/aborted.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { CustomConnection, CustomPlan } from '../protocol/provider-adapter.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock } from '../util/clock.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { CallMicrophoneTrack } from './call-microphone-track.ts';
import { readConnectionStats } from './connection-stats.ts';
import type {
  CallMedia,
  ConnectionStats,
  Transport,
  TransportClose,
  TransportListener,
  TransportOpenOptions,
  TransportPort,
} from './transport-port.ts';

/**
 * The time in which the vendor's client may reject after it reported an end of the call that it was opening, in
 * milliseconds. Its own error says more than the end.
 */
const REJECT_MS = 1_000;

/** The time limit for opening a call, in milliseconds. An open network needs a tenth of it. */
const OPEN_MS = 15_000;

export interface CustomTransportOptions {
  readonly clock?: Clock;
  /** The time limit for opening a call, in milliseconds. @default 15000 */
  readonly openMs?: number;
}

/** Creates the port for calls over a vendor's own client, which their plans bring along. */
export function createCustomTransport(options: CustomTransportOptions = {}): TransportPort {
  return {
    async open(request) {
      const { plan, signal } = request;
      if (plan.kind !== 'custom') {
        throw new RealtimeError(
          'unsupported-capability',
          `This transport opens custom calls, and the adapter plans ${plan.kind}.`,
        );
      }
      if (signal.aborted) throw aborted('The call');
      const call = new Call(request);
      try {
        await call.begin(plan, signal, options);
        return call;
      } catch (error) {
        call.close();
        throw signal.aborted ? aborted('The call') : error;
      }
    },
  };
}

class Call implements Transport {
  readonly isCall = true;
  readonly #scope = createScope();
  readonly #listener: TransportListener;
  readonly #media: CallMedia | undefined;
  readonly #microphone: CallMicrophoneTrack;
  #connection: CustomConnection | null = null;

  constructor({ listener, media }: TransportOpenOptions) {
    this.#listener = listener;
    this.#media = media;
    this.#microphone = new CallMicrophoneTrack(this.#scope);
  }

  async begin(plan: CustomPlan, signal: AbortSignal, options: CustomTransportOptions): Promise<void> {
    const { clock = systemClock, openMs = OPEN_MS } = options;
    await this.setInput(this.#media?.input ?? null);
    if (signal.aborted) throw aborted('The call');
    const limit = this.#scope.child();
    let earlyEnd: RealtimeError | null = null;
    let refuse: (error: RealtimeError) => void = () => {};
    const ended = new Promise<never>((_, reject) => {
      refuse = reject;
    });
    const opening = plan.open({
      input: this.#microphone.current,
      signal: this.#scope.signal,
      onFrame: (frame) => {
        if (!this.#scope.isDisposed) this.#listener.onFrame(frame);
      },
      onOutput: (track) => {
        if (!this.#scope.isDisposed) this.#media?.onOutput(track && new MediaStream([track]));
      },
      onClose: (close) => {
        if (this.#connection) return this.#end(close);
        const error = (earlyEnd ??= endedEarly(close));
        limit.timeout(clock, () => refuse(error), REJECT_MS);
      },
    });
    // The scope closes a connection that opens after the attempt is over at once.
    opening.then(
      (connection) => this.#scope.add(() => connection.close()),
      () => {},
    );
    const connection = await Promise.race([ended, opening, this.#fail(limit, signal, clock, openMs)]);
    limit.dispose();
    // The call may have ended between the moment it opened and this one.
    if (earlyEnd) throw earlyEnd;
    this.#connection = connection;
  }

  #fail(limit: Scope, signal: AbortSignal, clock: Clock, openMs: number): Promise<never> {
    return new Promise((_, reject) => {
      const abort = () => reject(aborted('The call'));
      signal.addEventListener('abort', abort, { once: true });
      limit.add(() => signal.removeEventListener('abort', abort));
      const message =
        `The call did not open within ${openMs} ms, so nothing can be said. The network may let no UDP through: connect by ` +
        'WebSocket instead.';
      limit.timeout(clock, () => reject(new RealtimeError('connect-timeout', message)), openMs);
    });
  }

  #end(close: TransportClose): void {
    if (this.#scope.isDisposed) return;
    this.close();
    this.#listener.onClose(close);
  }

  send(frame: string | ArrayBuffer | Uint8Array<ArrayBuffer>): boolean {
    return this.#connection?.send(frame as string) ?? false;
  }

  /** The vendor's client does not tell how much it holds back. */
  bufferedBytes(): number {
    return 0;
  }

  setInput(track: MediaStreamTrack | null): Promise<void> {
    return this.#microphone.replace(track, (own) => this.#connection?.setInput(own));
  }

  setInputOpen(isOpen: boolean): void {
    this.#microphone.setOpen(isOpen);
  }

  async stats(): Promise<ConnectionStats> {
    return readConnectionStats((await this.#connection?.report()) ?? new Map());
  }

  close(): void {
    if (this.#scope.isDisposed) return;
    this.#media?.onOutput(null);
    this.#scope.dispose();
  }
}

function endedEarly(close: TransportClose): RealtimeError {
  const { code, reason } = close;
  return new RealtimeError(
    'connect-refused',
    `The call ended with code ${code}${reason ? ` (${reason})` : ''} while it was being opened, so nothing can be said. ` +
      'Check the network and the credential, and connect again.',
    { wire: { ...close } },
  );
}
