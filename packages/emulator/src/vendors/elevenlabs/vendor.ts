import type { WebSocket } from 'ws';
import { socketConnection } from '../../event-connection.ts';
import { LiveKitServer } from '../../livekit/livekit-server.ts';
import { createId } from '../../random.ts';
import type { Vendor, VendorContext, VendorDefinition } from '../../vendor.ts';
import { AgentShelf } from './agents.ts';
import { Conversation } from './conversation.ts';
import { ConversationSocket } from './conversation-socket.ts';
import { createRoutes } from './http-routes.ts';
import { Links } from './links.ts';
import { Rooms } from './rooms.ts';
import { Fault } from './wire.ts';

/** ElevenLabs Agents over WebSocket and WebRTC: public agents and private ones, the links that open them, and agents that are made. */
export const vendor: VendorDefinition = { id: 'elevenlabs', create };

const PATH = '/v1/convai/conversation';

interface Counter {
  readonly context: VendorContext;
  readonly agents: AgentShelf;
  readonly links: Links;
}

function create(context: VendorContext): Vendor {
  const random = context.createRandom();
  const agents = new AgentShelf(random);
  const links = new Links(random, context.wallClock);
  const { apiKeys } = context;
  const isApiKey = (key: string) => (apiKeys.length > 0 ? apiKeys.includes(key) : /^sk[_-].+/.test(key));
  const { clock, wallClock: now } = context;
  const server = new LiveKitServer({ random: context.createRandom(), clock, now });
  const rooms = new Rooms(context, context.createRandom(), server);
  const routes = createRoutes({
    agents,
    links,
    rooms,
    random,
    isApiKey,
    findFault: () => server.findFault(),
  });
  return {
    routes: routes.route('/', server.routes),
    socketRoute: (path) =>
      path === PATH
        ? {
            selectProtocol: (offered) => offered.has('convai') && 'convai',
            open: (socket, _request, url) => open({ context, agents, links }, socket, url),
          }
        : server.socketRoute(path),
  };
}

/**
 * The upgrade is always answered; who must not come in gets an error and a close. What the vendor does there is not
 * documented; a browser could not tell a refused upgrade from a broken network.
 */
function open({ context, agents, links }: Counter, socket: WebSocket, url: URL): void {
  const wire = new ConversationSocket(socketConnection(socket), context, `${url.pathname}${url.search}`);
  const random = context.createRandom();
  try {
    const agent = agents.find(url.searchParams.get('agent_id'));
    const signature = url.searchParams.get('conversation_signature');
    if (agent.isPrivate && signature === null)
      throw new Fault('value_error', 'This agent needs a signed URL: authorization failed.');
    const link = signature === null ? null : links.redeem(signature, agent.agentId);
    if (typeof link === 'string') throw new Fault('value_error', link);
    const conversationId = link?.conversationId ?? createId(random, 'conv');
    new Conversation({ context, random, socket: wire, agent, conversationId, line: null }).begin();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    wire.listen(
      () => {},
      () => {},
    );
    wire.close(error.code, error.message.slice(0, 100));
  }
}
