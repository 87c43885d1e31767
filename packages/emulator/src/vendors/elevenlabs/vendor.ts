import type { WebSocket } from 'ws';
import { socketConnection } from '../../event-connection.ts';
import { LiveKitServer } from '../../livekit/livekit-server.ts';
import { createId } from '../../random.ts';
import { StallableSocket } from '../../stallable-socket.ts';
import type { SocketRoute, Vendor, VendorContext, VendorDefinition } from '../../vendor.ts';
import { AgentCatalog } from './agents.ts';
import { Conversation } from './conversation.ts';
import { createRoutes } from './http-routes.ts';
import { SignedUrls } from './signed-urls.ts';
import { Monitors } from './monitors.ts';
import { Rooms } from './rooms.ts';
import { createFileRoutes } from './file-routes.ts';
import { FileStore } from './files.ts';
import { faults } from './faults.ts';
import { Fault } from './frames.ts';

/** ElevenLabs Agents over WebSocket and WebRTC: public agents and private ones, the signedUrls that open them, and agents that are made. */
export const vendor: VendorDefinition = { id: 'elevenlabs', faults, create };

const PATH = '/v1/convai/conversation';

/** The socket of a monitor; its id is that of the conversation. */
const MONITOR = /^\/v1\/convai\/conversations\/([\w-]+)\/monitor$/;

interface Services {
  readonly context: VendorContext;
  readonly agents: AgentCatalog;
  readonly signedUrls: SignedUrls;
  readonly fileStore: FileStore;
  readonly monitors: Monitors;
}

function create(context: VendorContext): Vendor {
  const random = context.createRandom();
  const agents = new AgentCatalog(random);
  const signedUrls = new SignedUrls(random, context.wallClock);
  const fileStore = new FileStore(context.createRandom());
  const { apiKeys } = context;
  const isApiKey = (key: string) => (apiKeys.length > 0 ? apiKeys.includes(key) : /^sk[_-].+/.test(key));
  const { clock, wallClock: now } = context;
  const server = new LiveKitServer({ random: context.createRandom(), clock, now });
  const monitors = new Monitors();
  const rooms = new Rooms(context, context.createRandom(), server, { fileStore, monitors });
  const routes = createRoutes({
    agents,
    signedUrls,
    rooms,
    random,
    isApiKey,
    findFault: () => server.findFault(),
  });
  return {
    routes: routes.route('/', server.routes).route('/', createFileRoutes(fileStore)),
    socketRoute: (path) => {
      const watched = MONITOR.exec(path)?.[1];
      if (watched !== undefined) return monitorRoute(watched, monitors, isApiKey);
      return path === PATH
        ? {
            selectProtocol: (offered) => offered.has('convai') && 'convai',
            open: (socket, _request, url) =>
              open({ context, agents, signedUrls, fileStore, monitors }, socket, url),
          }
        : server.socketRoute(path);
    },
  };
}

/** A monitor needs a key in a header, so no browser opens one. It is no conversation of its own. */
function monitorRoute(id: string, monitors: Monitors, isApiKey: (key: string) => boolean): SocketRoute {
  return {
    selectProtocol: () => false,
    isSideband: () => true,
    open(socket, request) {
      const connection = socketConnection(socket);
      try {
        if (!isApiKey(String(request.headers['xi-api-key'] ?? '')))
          throw new Fault('invalid_api_key', 'Invalid API key');
        monitors.join(id, connection);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        connection.close(error.code, error.message.slice(0, 100));
      }
    },
  };
}

/**
 * Accepts every upgrade, then sends an error and closes if the credential is wrong. The vendor documents nothing here; a
 * browser could not distinguish a refused upgrade from a broken network.
 */
function open(
  { context, agents, signedUrls, fileStore, monitors }: Services,
  socket: WebSocket,
  url: URL,
): void {
  const path = `${url.pathname}${url.search}`;
  const connection = socketConnection(socket);
  const wire = new StallableSocket({ connection, context, vendor: 'elevenlabs', path });
  const random = context.createRandom();
  try {
    const agent = agents.find(url.searchParams.get('agent_id'));
    const signature = url.searchParams.get('conversation_signature');
    if (agent.isPrivate && signature === null)
      throw new Fault('value_error', 'This agent needs a signed URL: authorization failed.');
    const signed = signature === null ? null : signedUrls.redeem(signature, agent.agentId);
    if (typeof signed === 'string') throw new Fault('value_error', signed);
    const conversationId = signed?.conversationId ?? createId(random, 'conv');
    new Conversation({
      context,
      random,
      socket: wire,
      agent,
      conversationId,
      fileStore,
      monitors,
      output: null,
    }).begin();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    wire.listen({ onMessage: () => {}, onClose: () => {} });
    wire.close(error.code, error.message.slice(0, 100));
  }
}
