import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { rememberStream, socketConnection } from './event-connection.ts';
import type { Ticket } from './faults/fault-injector.ts';
import { problemOf, RequestFaults, writeAnswer } from './faults/request-faults.ts';
import { StallableSocket } from './stallable-socket.ts';
import type { StallableSocketOptions } from './stallable-socket.ts';
import type { Tapes } from './tapes/tapes.ts';
import type { SocketRoute, Vendor } from './vendor.ts';

/** The largest message that a socket accepts, in bytes. Vendors' own limits are lower. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** The part of the emulator that a socket of its own needs. */
type SocketContext = StallableSocketOptions['context'];

/** A vendor with its id. */
export interface ServedVendor {
  readonly id: string;
  readonly vendor: Vendor;
}

/** A request for an upgrade, with the route that serves it. */
interface Upgrade {
  readonly id: string;
  readonly route: SocketRoute;
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
  readonly url: URL;
}

/** Serves the vendors' sockets. */
export class SocketServer {
  readonly #context: SocketContext;
  readonly #served: readonly ServedVendor[];
  readonly #faults: RequestFaults;
  readonly #routes = new WeakMap<IncomingMessage, SocketRoute>();
  /** Every connection that has asked for an upgrade, until it ends. */
  readonly #streams = new Set<Duplex>();
  readonly #sockets: WebSocketServer;

  readonly #tapes: Tapes | null;

  constructor(context: SocketContext, served: readonly ServedVendor[], tapes: Tapes | null = null) {
    this.#context = context;
    this.#tapes = tapes;
    this.#served = served;
    this.#faults = new RequestFaults({ injector: context.faults, clock: context.clock });
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_MESSAGE_BYTES,
      handleProtocols: (offered, request) => this.#routes.get(request)?.selectProtocol(offered) ?? false,
    });
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      this.#streams.add(stream);
      stream.once('close', () => this.#streams.delete(stream));
      // The client may close the connection during the upgrade.
      stream.on('error', () => stream.destroy());
      // Some clients put two slashes between the address and the path. The URL parser would take the path for a host.
      const url = new URL(`/${(request.url ?? '').replace(/^\/+/, '')}`, 'http://127.0.0.1');
      const found = this.#find(url.pathname);
      if (!found) return turnAway(stream, 404, '');
      this.#routes.set(request, found.route);
      this.#admit({ ...found, request, stream, head, url }).catch((error: unknown) =>
        turnAway(stream, 500, String(error)),
      );
    });
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    for (const stream of this.#streams) stream.destroy();
  }

  #find(path: string): Pick<Upgrade, 'id' | 'route'> | null {
    for (const { id, vendor } of this.#served) {
      const route = vendor.socketRoute(path);
      if (route) return { id, route };
    }
    return null;
  }

  async #admit(upgrade: Upgrade): Promise<void> {
    const { id, route, stream, url } = upgrade;
    if (route.isSideband?.(url)) return this.#upgrade(upgrade, null);
    const ticket = this.#context.faults.beginConnection(id);
    const outcome = await this.#faults.decide({
      moment: 'upgrade',
      kind: 'signal',
      ticket,
      stream: stream as Socket,
      isAccepted: !route.isRefusedByHttp,
    });
    if (outcome === 'unanswered') return;
    if (outcome !== 'served') return void stream.end(writeAnswer(outcome));
    const refusal = (await route.refuse?.(url)) ?? null;
    if (refusal) return turnAway(stream, refusal.status, refusal.message);
    this.#upgrade(upgrade, ticket);
  }

  #upgrade({ id, route, request, stream, head, url }: Upgrade, ticket: Ticket | null): void {
    if (stream.destroyed) return;
    const { faults } = this.#context;
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      rememberStream(socket, stream as Socket);
      if (this.#tapes?.take(socket, id)) return;
      if (!ticket) return route.open(socket, request, url);
      faults.within(ticket, () => {
        if (!this.#refuse(id, ticket, socket, url)) route.open(socket, request, url);
      });
    });
  }

  /** Sends what the vendor sends to a client that it refuses. Returns whether a fault wants that. */
  #refuse(id: string, { carried }: Ticket, socket: WebSocket, url: URL): boolean {
    const problem = carried.map(problemOf).find((each) => each !== null);
    if (!problem) return false;
    const vendor = this.#context.faults.vendorOf(id);
    const wire = new StallableSocket({
      connection: socketConnection(socket, vendor.frames),
      context: this.#context,
      vendor: id,
      path: url.pathname,
    });
    wire.listen({ onMessage: () => {}, onClose: () => {} });
    const { frames, code, reason } = vendor.end(problem, '');
    for (const frame of frames) wire.sendFrame(frame);
    wire.close(code ?? vendor.refusalCode, reason);
    return true;
  }
}

function turnAway(stream: Duplex, status: number, message: string): void {
  stream.end(writeAnswer({ status, body: message, retryAfterS: null }));
}
