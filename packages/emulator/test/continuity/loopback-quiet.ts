import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** So many rounds of the event loop without a byte are quiet. */
const QUIET_ROUNDS = 3;

/** After so many rounds without progress something else than the network is awaited: a file, or a receiver that does not read. */
const PATIENT_ROUNDS = 40;

/** Both ends of every TCP connection of this process. With it, virtual time can wait for real sockets on loopback. */
export class Loopback {
  readonly #clients = new Set<Socket>();
  readonly #servers = new Map<number, Socket>();
  readonly #onClient = (message: unknown) => this.#addClient((message as { socket: Socket }).socket);
  readonly #onServer = (message: unknown) => this.#addServer((message as { socket: Socket }).socket);
  #changes = 0;

  constructor() {
    subscribe('net.client.socket', this.#onClient);
    subscribe('net.server.socket', this.#onServer);
  }

  /** The number of open connections, of those on which something was sent. */
  get openCount(): number {
    return [...this.#clients].filter((socket) => !socket.destroyed).length;
  }

  #addClient(socket: Socket): void {
    this.#changes += 1;
    this.#clients.add(socket);
    socket.once('connect', () => (this.#changes += 1));
    socket.once('close', () => {
      this.#changes += 1;
      this.#clients.delete(socket);
    });
  }

  #addServer(socket: Socket): void {
    this.#changes += 1;
    const port = socket.remotePort ?? 0;
    this.#servers.set(port, socket);
    socket.once('close', () => {
      this.#changes += 1;
      if (this.#servers.get(port) === socket) this.#servers.delete(port);
    });
  }

  /** Waits until every byte that was sent has arrived, and what follows from it has been sent. */
  async quiet(): Promise<void> {
    let known = -1;
    for (let still = 0; ;) {
      await settle();
      const progress = this.#progress();
      still = progress === known ? still + 1 : 0;
      known = progress;
      if (still < QUIET_ROUNDS) continue;
      if (this.#isBalanced() || still > PATIENT_ROUNDS) return;
    }
  }

  #progress(): number {
    let sum = this.#changes;
    for (const socket of this.#clients) sum += socket.bytesRead + socket.bytesWritten;
    for (const socket of this.#servers.values()) sum += socket.bytesRead;
    return sum;
  }

  /** Whether nothing is under way. A pair with one end that is gone or does not read does not count. */
  #isBalanced(): boolean {
    for (const client of this.#clients) {
      if (client.connecting) return false;
      const server = this.#servers.get(client.localPort ?? -1);
      if (!server || server.destroyed || client.destroyed) continue;
      if (!server.isPaused() && client.bytesWritten !== server.bytesRead) return false;
      if (!client.isPaused() && server.bytesWritten !== client.bytesRead) return false;
    }
    return true;
  }

  close(): void {
    unsubscribe('net.client.socket', this.#onClient);
    unsubscribe('net.server.socket', this.#onServer);
  }
}
