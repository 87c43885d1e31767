import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Vendor, VendorContext, VendorDefinition } from '../../vendor.ts';
import { Calls } from './calls.ts';
import { ClientSecrets } from './client-secrets.ts';
import { socketConnection } from '../../event-connection.ts';
import type { EventConnection } from '../../event-connection.ts';
import { faults } from './faults.ts';
import { Refusal } from './frames.ts';
import { admit, admitToCall, selectProtocol, turnAway, TurnedAway } from './handshake.ts';
import { createRoutes } from './http-routes.ts';
import { RealtimeServerSession } from './realtime-session.ts';
import { SessionSocket } from './session-socket.ts';

/** OpenAI Realtime, the protocol of general availability: conversations over WebSocket and WebRTC, and the secrets to open them. */
export const vendor: VendorDefinition = { id: 'openai', basePath: '/v1', faults, create };

function create(context: VendorContext): Vendor {
  const secrets = new ClientSecrets({
    random: context.createRandom(),
    now: context.wallClock,
    apiKeys: context.apiKeys,
  });
  const calls = new Calls(context);
  const services = { context, secrets, calls };
  return {
    routes: createRoutes(secrets, calls),
    socketRoute: (path) =>
      path === '/v1/realtime'
        ? {
            selectProtocol,
            isSideband: (url) => url.searchParams.has('call_id'),
            open: (...args) => open(services, ...args),
          }
        : null,
  };
}

interface Services {
  readonly context: VendorContext;
  readonly secrets: ClientSecrets;
  readonly calls: Calls;
}

/** Accepts every upgrade. A refused client gets an error frame and a close, whose reason is `type.code`. */
function open(services: Services, socket: WebSocket, request: IncomingMessage, url: URL): void {
  const { context, secrets } = services;
  const connection = socketConnection(socket);
  const isSideband = url.searchParams.has('call_id');
  let wire: SessionSocket | null = null;
  const newWire = () => {
    const random = context.createRandom();
    wire = new SessionSocket(connection, context, random, `${url.pathname}${url.search}`);
    return { random, socket: wire };
  };
  try {
    if (isSideband) return join(services, connection, admitToCall(request, url, secrets));
    const own = newWire();
    new RealtimeServerSession({ context, ...own, config: admit(request, url, secrets) }).start();
  } catch (error) {
    if (!(error instanceof TurnedAway)) throw error;
    const { type, code } = error.refusal.wire;
    wire ??= newWire().socket;
    wire.listen({ onMessage: () => {}, onClose: () => {} });
    wire.sendError(error.refusal, null);
    wire.close(error.closeCode, `${type}.${code}`);
  }
}

/** A sideband connection gets no greeting: its first event is the next event of the call. */
function join({ calls }: Services, connection: EventConnection, id: string): void {
  try {
    calls.join(id, connection);
  } catch (error) {
    throw error instanceof Refusal ? turnAway(error) : error;
  }
}
