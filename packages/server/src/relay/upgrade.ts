import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { clientGone, Refused } from '../answers.ts';
import type { Problem } from '../answers.ts';

/** A key has 16 bytes in base64 (RFC 6455, section 4.1). */
const KEY = /^[+/0-9A-Za-z]{22}==$/;
const VERSIONS: ReadonlySet<string> = new Set(['8', '13']);

/** Checks that a request opens a WebSocket, before anything is opened or charged for it. @throws Refused with 400 */
export function checkHandshake({ method, headers }: IncomingMessage): void {
  const isWebSocket = headers.upgrade?.toLowerCase() === 'websocket';
  const isValid = KEY.test(headers['sec-websocket-key'] ?? '');
  if (
    method === 'GET' &&
    isWebSocket &&
    isValid &&
    VERSIONS.has(String(headers['sec-websocket-version']).trim())
  )
    return;
  throw new Refused(400, 'invalid-config', 'The request does not open a WebSocket.');
}

/** Answers an upgrade with a status. The other side may keep its half open forever, so the socket is destroyed. */
export function refuseUpgrade(socket: Duplex, { status, code, message, retryAfterMs = null }: Problem): void {
  const body = JSON.stringify({ error: { code, message } });
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Connection: close',
    'Cache-Control: no-store',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfterMs === null ? [] : [`Retry-After: ${Math.ceil(retryAfterMs / 1000)}`]),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Aborts when the client goes while the vendor is being connected to. Nothing reads from its socket in that time. */
export function watchClient(socket: Duplex): { readonly signal: AbortSignal; stop(): void } {
  const abort = new AbortController();
  const gone = () => abort.abort(clientGone());
  // Takes nothing, and finds the end of the stream.
  const look = () => void socket.read(0);
  if (socket.destroyed) gone();
  socket.on('readable', look);
  socket.once('end', gone);
  socket.once('close', gone);
  return {
    signal: abort.signal,
    stop() {
      socket.off('readable', look);
      socket.off('end', gone);
      socket.off('close', gone);
    },
  };
}
