import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Vendor, VendorContext, VendorDefinition } from '../../vendor.ts';
import { ClientSecrets } from './client-secrets.ts';
import { admit, selectProtocol, TurnedAway } from './handshake.ts';
import { createRoutes } from './http-routes.ts';
import { RealtimeServerSession } from './realtime-session.ts';
import { SessionSocket } from './session-socket.ts';

/** OpenAI Realtime, the protocol of general availability: conversations over WebSocket, and the secrets to open them. */
export const vendor: VendorDefinition = { id: 'openai', create };

function create(context: VendorContext): Vendor {
  const secrets = new ClientSecrets({
    random: context.createRandom(),
    now: context.wallClock,
    apiKeys: context.apiKeys,
  });
  return {
    routes: createRoutes(secrets),
    socketRoute: (path) =>
      path === '/v1/realtime' ? { selectProtocol, open: (...args) => open(context, secrets, ...args) } : null,
  };
}

/** The upgrade is always answered; who must not come in gets an error frame and a close, whose reason is `type.code`. */
function open(
  context: VendorContext,
  secrets: ClientSecrets,
  socket: WebSocket,
  request: IncomingMessage,
  url: URL,
): void {
  const random = context.createRandom();
  const wire = new SessionSocket(socket, context, random, `${url.pathname}${url.search}`);
  try {
    const config = admit(request, url, secrets);
    new RealtimeServerSession({ context, random, socket: wire, config }).start();
  } catch (error) {
    if (!(error instanceof TurnedAway)) throw error;
    wire.listen({ onText: () => {}, onBinary: () => {}, onClose: () => {} });
    wire.sendError(error.refusal, null);
    const { type, code } = error.refusal.wire;
    wire.close(error.closeCode, `${type}.${code}`);
  }
}
