import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import type { Impairment } from './webrtc/peer.ts';

/** Receives a client's messages. */
export interface ConnectionListener {
  /** @param text - `null` for a binary message on a connection that carries text. */
  onMessage(text: string | null): void;
  onClose(): void;
}

/** The data of a frame: a text, or bytes that are sent unchanged. */
export type FrameData = string | Uint8Array;

/** A connection that carries events: a WebSocket, a call's data channel or a room. */
export interface EventConnection {
  readonly kind: 'socket' | 'call' | 'room';
  readonly isOpen: boolean;
  listen(listener: ConnectionListener): void;
  send(data: FrameData): void;
  /** Sends a keep-alive, if the transport needs one. */
  ping(): void;
  /** Closes in order. The client receives code and reason if the transport can carry them. */
  close(code: number, reason: string): void;
  /** Breaks the connection as a failing network does. */
  drop(): void;
  /** Breaks the connection with a TCP reset, where there is one. */
  reset?(): void;
  /** Stops reading, so that the client has to wait. Returns a function that ends it. */
  pause?(): () => void;
  /** Sets what is wrong with the packets of a call from now on. */
  impair?(impairment: Impairment): void;
  /** Closes the data channels of a call. Its audio goes on. */
  closeChannels?(): void;
}

/** The TCP connections under WebSockets. */
const streams = new WeakMap<WebSocket, Socket>();

/** Remembers the TCP connection of a WebSocket, for a reset. */
export function rememberStream(socket: WebSocket, stream: Socket): void {
  streams.set(socket, stream);
}

/** Events on a WebSocket. With `binary`, the server sends JSON in binary frames and reads both kinds of frames as text. */
export function socketConnection(socket: WebSocket, frames: 'text' | 'binary' = 'text'): EventConnection {
  const isText = frames === 'text';
  let pauses = 0;
  return {
    kind: 'socket',
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    listen({ onMessage, onClose }) {
      socket.on('message', (data: RawData, isBinary: boolean) =>
        onMessage(isText && isBinary ? null : decodeText(data)),
      );
      // A close event follows every error of a socket.
      socket.on('error', () => {});
      socket.once('close', onClose);
    },
    send: (data) => socket.send(isText || typeof data !== 'string' ? data : Buffer.from(data)),
    ping: () => socket.ping(),
    close: (code, reason) => socket.close(code, reason),
    drop: () => socket.terminate(),
    reset() {
      const stream = streams.get(socket);
      if (stream) stream.resetAndDestroy();
      else socket.terminate();
    },
    pause() {
      pauses += 1;
      socket.pause();
      let isPaused = true;
      return () => {
        if (!isPaused) return;
        isPaused = false;
        pauses -= 1;
        if (pauses === 0) socket.resume();
      };
    },
  };
}

function decodeText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : data.toString('utf8');
}
