import { RealtimeError } from '../errors/realtime-error.ts';
import type { CustomConnection, CustomPlan } from '../protocol/provider-adapter.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock } from '../util/clock.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
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

/** How long a call may take to open, in milliseconds: on a free network it needs a tenth of it. */
const OPEN_MS = 15_000;

/** How the transport makes its calls. */
export interface CustomTransportOptions {
  readonly clock?: Clock;
  /** How long a call may take to open, in milliseconds. @default 15000 */
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
          `This transport opens what a plan brings along, and the adapter plans ${plan.kind}.`,
        );
      }
      if (signal.aborted) throw aborted();
      const call = new Call(request);
      try {
        await call.begin(plan, signal, options);
        return call;
      } catch (error) {
        call.close();
        throw signal.aborted ? aborted() : error;
      }
    },
  };
}

class Call implements Transport {
  readonly isCall = true;
  readonly #scope = createScope();
  readonly #listener: TransportListener;
  readonly #media: CallMedia | undefined;
  #connection: CustomConnection | null = null;
  #track: MediaStreamTrack | null = null;
  #isInputOpen = false;

  constructor({ listener, media }: TransportOpenOptions) {
    this.#listener = listener;
    this.#media = media;
    this.#scope.add(() => this.#track?.stop());
    this.#track = this.#ownTrack(media?.input ?? null);
  }

  /** A clone: muting the call must not mute the microphone for anybody else. */
  #ownTrack(track: MediaStreamTrack | null): MediaStreamTrack | null {
    const own = track?.clone() ?? null;
    if (own) own.enabled = this.#isInputOpen;
    return own;
  }

  async begin(plan: CustomPlan, signal: AbortSignal, options: CustomTransportOptions): Promise<void> {
    const { clock = systemClock, openMs = OPEN_MS } = options;
    const inner = new AbortController();
    this.#scope.add(() => inner.abort());
    const opening = plan.open({
      input: this.#track,
      signal: inner.signal,
      onFrame: (frame) => {
        if (!this.#scope.isDisposed) this.#listener.onFrame(frame);
      },
      onOutput: (track) => {
        if (!this.#scope.isDisposed) this.#media?.onOutput(track && new MediaStream([track]));
      },
      onClose: (close) => this.#end(close),
    });
    // One that is there after nobody waits any more is closed at once.
    opening.then(
      (connection) => this.#scope.isDisposed && connection.close(),
      () => {},
    );
    const limit = this.#scope.child();
    const connection = await Promise.race([opening, this.#fail(limit, signal, clock, openMs)]);
    limit.dispose();
    if (this.#scope.isDisposed) throw aborted();
    this.#connection = connection;
    this.#scope.add(() => connection.close());
  }

  #fail(limit: Scope, signal: AbortSignal, clock: Clock, openMs: number): Promise<never> {
    return new Promise((_, reject) => {
      const abort = () => reject(aborted());
      signal.addEventListener('abort', abort, { once: true });
      limit.add(() => signal.removeEventListener('abort', abort));
      const message =
        `The call did not open within ${openMs} ms, so nothing can be said. The network may let no UDP through: connect by ` +
        'WebSocket instead.';
      limit.timeout(clock, () => reject(new RealtimeError('connect-timeout', message)), openMs);
    });
  }

  #end(close: TransportClose): void {
    if (this.#scope.isDisposed || !this.#connection) return;
    this.close();
    this.#listener.onClose(close);
  }

  send(frame: string | ArrayBuffer | Uint8Array<ArrayBuffer>): boolean {
    return this.#connection?.send(frame as string) ?? false;
  }

  /** What waits is the vendor's client's own affair. */
  bufferedBytes(): number {
    return 0;
  }

  async setInput(track: MediaStreamTrack | null): Promise<void> {
    if (this.#scope.isDisposed) return;
    const before = this.#track;
    this.#track = this.#ownTrack(track);
    await this.#connection?.setInput(this.#track);
    before?.stop();
  }

  setInputOpen(isOpen: boolean): void {
    this.#isInputOpen = isOpen;
    if (this.#track) this.#track.enabled = isOpen;
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

function aborted(): RealtimeError {
  return new RealtimeError('aborted', 'The call was given up while it was being made.');
}
