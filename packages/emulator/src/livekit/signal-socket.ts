import { SignalRequest, SignalResponse } from '@livekit/protocol';
import type { RawData, WebSocket } from 'ws';

/** A message to the client, by its case. */
export type Signal = NonNullable<ConstructorParameters<typeof SignalResponse>[0]>['message'];

/** The socket that a client signals on: protocol buffers, or JSON for a client that writes JSON. */
export class SignalSocket {
  readonly #socket: WebSocket;
  #isJson = false;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  /** A message that cannot be read ends the connection, as in the open-source server. */
  listen(onRequest: (request: SignalRequest) => void, onClose: () => void): void {
    this.#socket.on('message', (data: RawData, isBinary: boolean) => {
      this.#isJson = !isBinary;
      const request = this.#read(data as Buffer);
      if (request) onRequest(request);
      else this.#socket.close(1000, '');
    });
    // A close follows the error of a broken connection.
    this.#socket.on('error', () => {});
    this.#socket.once('close', onClose);
  }

  send(message: Signal): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const response = new SignalResponse({ message });
    this.#socket.send(this.#isJson ? response.toJsonString() : response.toBinary());
  }

  close(): void {
    this.#socket.close(1000, '');
  }

  /** Breaks the connection as a failing network does. */
  drop(): void {
    this.#socket.terminate();
  }

  #read(data: Buffer): SignalRequest | null {
    try {
      if (!this.#isJson) return SignalRequest.fromBinary(data);
      return SignalRequest.fromJsonString(data.toString('utf8'), { ignoreUnknownFields: true });
    } catch {
      return null;
    }
  }
}
