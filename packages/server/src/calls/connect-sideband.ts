import { WebSocket } from 'ws';
import type { SidebandConnector, SidebandListener, SidebandSocket } from './call-options.ts';
import type { SidebandPlan } from '@repartee/core/server';

/** The largest message that is taken, in bytes: a sideband gets no audio. */
const MAX_BYTES = 1_048_576;

/** A sideband that does not open within this is lost, in milliseconds. */
const OPEN_MS = 10_000;

/**
 * The interval at which a sign of life is asked for, in milliseconds: a silent call and a call that nothing watches look
 * alike.
 */
const PING_MS = 15_000;

/** Opens the sideband of a call with `ws`, for the option `calls.connect`. */
export const connectSideband: SidebandConnector = (plan, listener) => openSideband(plan, listener, PING_MS);

/** The same with another interval. */
export function openSideband(
  { url, headers }: SidebandPlan,
  listener: SidebandListener,
  pingMs: number,
): SidebandSocket {
  const socket = new WebSocket(url, {
    headers,
    maxPayload: MAX_BYTES,
    followRedirects: false,
    handshakeTimeout: OPEN_MS,
  });
  let missed = 0;
  const isAlive = () => (missed = 0);
  const timer = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    missed += 1;
    if (missed > 2) socket.terminate();
    else socket.ping();
  }, pingMs);
  for (const event of ['message', 'ping', 'pong']) socket.on(event, isAlive);
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) listener.onFrame(data.toString());
  });
  // `close` follows every error.
  socket.on('error', () => {});
  socket.once('close', () => {
    clearInterval(timer);
    listener.onClose();
  });
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => socket.terminate(),
  };
}
