import { aborted } from '../errors/aborted.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { Transport, TransportListener, TransportOpenOptions, TransportPort } from './transport-port.ts';

/** The largest frame that is taken from the other side, in bytes (or UTF-16 units of text): 64 MiB. */
const MAX_FRAME_LENGTH = 64 * 1024 * 1024;

/** The close code for a frame that is too large, RFC 6455 section 7.4.1: what the session is told. */
const MESSAGE_TOO_BIG = 1009;

/** The code that the other side gets instead. Browsers throw for every code but 1000 and 3000 to 4999. */
const MESSAGE_TOO_BIG_FOR_US = 4009;

/** The part of the WebSocket interface that the transport uses; browsers, Node 22 and the `ws` package have it. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(data: string | ArrayBuffer | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

/** The options of `createWebSocketTransport`. */
export interface WebSocketTransportOptions {
  /** A WebSocket class, for places without a global one: in Node 20 the `ws` package's. */
  readonly webSocket?: new (url: string, protocols: string[]) => WebSocketLike;
  /** @default 67108864 (64 MiB) */
  readonly maxFrameLength?: number;
}

/** Creates the port that opens WebSocket connections. */
export function createWebSocketTransport(options: WebSocketTransportOptions = {}): TransportPort {
  return {
    open: (request) =>
      new Promise((resolve, reject) => {
        const connection = new WebSocketConnection(options, request);
        connection.begin(resolve, reject);
      }),
  };
}

const OPEN = 1;

/** Errors are told by the close event. It holds on to nothing, because it stays on the socket when all else is gone. */
const ignore = (): void => {};

class WebSocketConnection implements Transport {
  readonly #listener: TransportListener;
  readonly #signal: AbortSignal;
  readonly #maxFrameLength: number;
  readonly #socket: WebSocketLike;

  constructor(options: WebSocketTransportOptions, request: TransportOpenOptions) {
    this.#listener = request.listener;
    this.#signal = request.signal;
    this.#maxFrameLength = options.maxFrameLength ?? MAX_FRAME_LENGTH;
    if (request.signal.aborted) throw aborted('The connection');
    this.#socket = createSocket(options, request);
    this.#socket.binaryType = 'arraybuffer';
  }

  begin(resolve: (transport: Transport) => void, reject: (error: RealtimeError) => void): void {
    const socket = this.#socket;
    const abort = () => {
      this.close();
      reject(aborted('The connection'));
    };
    this.#signal.addEventListener('abort', abort, { once: true });
    const settle = () => this.#signal.removeEventListener('abort', abort);
    // Frames may follow the handshake in the same packet: they are taken from the first moment on.
    socket.onmessage = (event: MessageEvent) => this.#take(event.data as string | ArrayBuffer);
    socket.onopen = () => {
      settle();
      socket.onclose = (event: CloseEvent) => this.#end(event);
      resolve(this);
    };
    // The error event says nothing in browsers; the close event that always follows has code and reason.
    socket.onerror = ignore;
    socket.onclose = (event: CloseEvent) => {
      settle();
      this.#detach();
      reject(refused(event));
    };
  }

  #take(data: string | ArrayBuffer): void {
    const length = typeof data === 'string' ? data.length : data.byteLength;
    if (length <= this.#maxFrameLength) return this.#listener.onFrame(data);
    this.#detach();
    this.#socket.close(MESSAGE_TOO_BIG_FOR_US, 'frame too large');
    this.#listener.onClose({
      code: MESSAGE_TOO_BIG,
      reason: `a frame of ${length} is larger than the limit of ${this.#maxFrameLength}`,
      wasClean: false,
      error: new RealtimeError(
        'malformed-frame',
        `The vendor sent a frame of ${length} bytes, and this client takes ${this.#maxFrameLength} at most, so the ` +
          'connection was closed. Set `maxFrameLength` of createWebSocketTransport if such frames are expected.',
      ),
    });
  }

  #end(event: CloseEvent): void {
    this.#detach();
    this.#listener.onClose({ code: event.code, reason: event.reason, wasClean: event.wasClean });
  }

  send(frame: string | ArrayBuffer | Uint8Array<ArrayBuffer>): boolean {
    if (this.#socket.readyState !== OPEN) return false;
    this.#socket.send(frame);
    return true;
  }

  bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  close(code = 1000, reason = ''): void {
    this.#detach();
    this.#socket.close(code, reason);
  }

  /** Ignores everything that follows on the socket. The error handler stays: `ws` throws for errors without a handler. */
  #detach(): void {
    this.#socket.onopen = null;
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
  }
}

function createSocket(options: WebSocketTransportOptions, { plan }: TransportOpenOptions): WebSocketLike {
  const WebSocketClass =
    options.webSocket ?? (globalThis.WebSocket as WebSocketTransportOptions['webSocket']);
  if (!WebSocketClass) {
    throw new RealtimeError(
      'connect-refused',
      'There is no WebSocket here. In Node 20 pass the class of the ws package: ' +
        'createWebSocketTransport({ webSocket: WebSocket }).',
    );
  }
  if (plan.kind !== 'websocket') throw refusedPlan(plan.kind);
  try {
    return new WebSocketClass(plan.url, [...plan.protocols]);
  } catch (cause) {
    throw new RealtimeError(
      'connect-refused',
      'The browser refused the address or the protocols of the connection. Check the adapter’s base ' +
        'URL, and that a page on https uses wss.',
      { cause },
    );
  }
}

function refusedPlan(kind: string): RealtimeError {
  return new RealtimeError(
    'unsupported-capability',
    `This transport opens WebSockets, and the adapter plans ${kind}.`,
  );
}

function refused(event: CloseEvent): RealtimeError {
  return new RealtimeError(
    'connect-refused',
    `The connection was refused with code ${event.code}${event.reason ? ` (${event.reason})` : ''}. ` +
      'Check the network, the adapter’s base URL, the page’s connect-src policy and the credential.',
    { wire: { code: event.code, reason: event.reason } },
  );
}
