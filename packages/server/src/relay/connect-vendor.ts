import type { IncomingMessage } from 'node:http';
import { RealtimeError } from '@repartee/core/server';
import type { ProviderAdapter, RealtimeErrorCode, SessionConfig } from '@repartee/core/server';
import { WebSocket } from 'ws';
import type { RelayOptions, RelayRoute } from './relay-options.ts';

const TIMEOUT_MS = 10_000;

/** The largest frame, in bytes. */
export const MAX_FRAME_BYTES = 4_194_304;

/** The silence of a socket after which the system asks whether the other side is still there, in milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/** The error codes of refused upgrades, by their status; any other status is a failure of the vendor. */
const REFUSALS: Readonly<Record<number, RealtimeErrorCode>> = {
  401: 'credential-rejected',
  403: 'credential-rejected',
  429: 'rate-limited',
};

export interface VendorRequest {
  readonly route: RelayRoute;
  readonly config: SessionConfig;
  readonly userId: string;
  readonly maxSeconds: number | null;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/**
 * Connects to the vendor as a browser would, with a credential that never leaves the server. The socket is paused: what the vendor
 * writes waits for the client.
 *
 * @throws RealtimeError as the minter does; `rate-limited`, `credential-rejected`, `vendor-failed`, `aborted`
 */
export async function connectVendor(
  { route, config, userId, maxSeconds, signal: gone }: VendorRequest,
  options: RelayOptions,
): Promise<{ readonly vendor: WebSocket; readonly adapter: ProviderAdapter }> {
  const { timeoutMs = TIMEOUT_MS, maxFrameBytes: maxPayload = MAX_FRAME_BYTES } = options;
  const { minter, adapter: given } = route;
  const signal = AbortSignal.any([gone, AbortSignal.timeout(timeoutMs)]);
  const limit = maxSeconds === null ? {} : { maxDurationSeconds: maxSeconds };
  const [adapter, credential] = await Promise.all([
    'load' in given ? given.load() : given,
    minter.mint({ config, userId, signal, ...limit }),
  ]);
  gone.throwIfAborted();
  const plan = adapter.plan({ credential, config, resumeHandle: null });
  if (plan.kind !== 'websocket')
    throw new RealtimeError('invalid-config', `The relay needs the WebSocket transport of ${adapter.id}.`);
  const settings = {
    maxPayload,
    perMessageDeflate: false,
    skipUTF8Validation: true,
    handshakeTimeout: timeoutMs,
  };
  const vendor = new WebSocket(plan.url, [...plan.protocols], settings);
  await opened(vendor, gone);
  return { vendor, adapter };
}

function opened(vendor: WebSocket, gone: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => vendor.terminate();
    gone.addEventListener('abort', abort, { once: true });
    vendor.once('upgrade', ({ socket }: IncomingMessage) => socket.setKeepAlive(true, KEEP_ALIVE_MS));
    vendor.once('open', () => {
      gone.removeEventListener('abort', abort);
      vendor.pause();
      resolve();
    });
    vendor.once('unexpected-response', (request, response) => {
      reject(refusalOf(response));
      request.destroy();
    });
    // Stays: an error of the socket comes before the session listens.
    vendor.on('error', (cause) => {
      gone.removeEventListener('abort', abort);
      reject(new RealtimeError('vendor-failed', 'The vendor could not be reached.', { cause }));
    });
  });
}

function refusalOf({ statusCode = 0, headers }: IncomingMessage): RealtimeError {
  const seconds = Number(headers['retry-after']);
  return new RealtimeError(
    REFUSALS[statusCode] ?? 'vendor-failed',
    `The vendor refused the relay with status ${statusCode}.`,
    { retryAfterMs: seconds > 0 ? seconds * 1000 : null },
  );
}
