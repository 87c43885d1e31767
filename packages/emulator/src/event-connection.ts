import type { RawData, WebSocket } from 'ws';

/** How the frames of a client are handed over. */
export interface ConnectionListener {
  onText(text: string): void;
  onBinary(): void;
  onClose(): void;
}

/** What events travel on: a socket, or the data channel of a call. */
export interface EventConnection {
  readonly isOpen: boolean;
  listen(listener: ConnectionListener): void;
  send(text: string): void;
  /** Keeps it alive, where it needs that. */
  ping(): void;
  /** Ends it in order; code and reason are told where there is a way to. */
  close(code: number, reason: string): void;
  /** Breaks it as a failing network does. */
  drop(): void;
  /** Lets nothing through, where that is not the same as holding events back. Returns what ends it. */
  freeze?(): () => void;
}

/** Events on a WebSocket. */
export function socketConnection(socket: WebSocket): EventConnection {
  return {
    get isOpen() {
      return socket.readyState === socket.OPEN;
    },
    listen({ onText, onBinary, onClose }) {
      socket.on('message', (data: RawData, isBinary: boolean) =>
        isBinary ? onBinary() : onText(textOf(data)),
      );
      // What a broken connection reports is followed by its close.
      socket.on('error', () => {});
      socket.once('close', onClose);
    },
    send: (text) => socket.send(text),
    ping: () => socket.ping(),
    close: (code, reason) => socket.close(code, reason),
    drop: () => socket.terminate(),
  };
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return data instanceof ArrayBuffer ? Buffer.from(data).toString('utf8') : data.toString('utf8');
}
