import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { socketConnection } from '../../event-connection.ts';
import { StallableSocket } from '../../stallable-socket.ts';
import type { Vendor, VendorContext, VendorDefinition } from '../../vendor.ts';
import { Call } from './call.ts';
import { LINE_DIALECT, MANAGED_DIALECT } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { createRoutes } from './http-routes.ts';
import { Sonic } from './sonic.ts';
import { Tokens } from './tokens.ts';
import { ToolCatalog } from './tools.ts';
import { faults } from './faults.ts';
import { Refusal } from './frames.ts';

/** Cartesia: Managed Agents, Line's stream and Sonic over WebSocket, the tokens that open them, and a client's tools. */
export const vendor: VendorDefinition = { id: 'cartesia', faults, create };

const PATHS: readonly (readonly [RegExp, Dialect])[] = [
  [/^\/v1\/agents\/websocket\/([^/]+)$/, MANAGED_DIALECT],
  [/^\/agents\/stream\/([^/]+)$/, LINE_DIALECT],
];

const SONIC_PATH = '/tts/websocket';

/** A fault of the client's, as a close code. */
const CLOSE_PROTOCOL = 1008;

interface Services {
  readonly context: VendorContext;
  readonly tokens: Tokens;
  readonly tools: ToolCatalog;
}

function create(context: VendorContext): Vendor {
  const random = context.createRandom();
  const tokens = new Tokens({ random, now: context.wallClock, apiKeys: context.apiKeys });
  const tools = new ToolCatalog(random);
  return {
    routes: createRoutes(tokens, tools),
    socketRoute(path) {
      if (path === SONIC_PATH) {
        return {
          selectProtocol: () => false,
          open: (socket, request, url) => openSonic({ context, tokens }, socket, request, url),
        };
      }
      for (const [pattern, dialect] of PATHS) {
        const agentId = pattern.exec(path)?.[1];
        if (agentId === undefined) continue;
        const services = { context, tokens, tools };
        // There are no subprotocols; an offered one is not selected.
        return {
          selectProtocol: () => false,
          open: (...args) => open(services, dialect, agentId, ...args),
        };
      }
      return null;
    },
  };
}

/**
 * Accepts every upgrade, then sends an error and closes if the credential is wrong. The vendor documents nothing here; a
 * browser could not distinguish a refused upgrade from a broken network.
 */
function open(
  { context, tokens, tools }: Services,
  dialect: Dialect,
  agentId: string,
  socket: WebSocket,
  request: IncomingMessage,
  url: URL,
): void {
  const wire = openSocket(context, socket, url);
  const random = context.createRandom();
  try {
    checkVersion(request, url);
    const admission = tokens.redeem(readKey(request, url), agentId);
    if (!agentId.startsWith('agent_'))
      throw new Refusal('agent_not_found', `There is no agent '${agentId}'.`, true);
    new Call({ context, random, socket: wire, dialect, agentId, admission, tools: tools.all }).begin();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message } = error;
    wire.listen({ onMessage: () => {}, onClose: () => {} });
    wire.sendFrame(dialect.write({ type: 'error', code, message, fatal: true }, ''));
    wire.close(CLOSE_PROTOCOL, message.slice(0, 100));
  }
}

/** Text to speech. Refusals work as for calls, because the vendor documents nothing else. */
function openSonic(
  { context, tokens }: Pick<Services, 'context' | 'tokens'>,
  socket: WebSocket,
  request: IncomingMessage,
  url: URL,
): void {
  const wire = openSocket(context, socket, url);
  const sonic = new Sonic(context, wire);
  try {
    checkVersion(request, url);
    tokens.redeemForSpeech(readKey(request, url));
    sonic.begin();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sonic.turnAway(error);
  }
}

function openSocket(context: VendorContext, socket: WebSocket, url: URL): StallableSocket {
  const path = `${url.pathname}${url.search}`;
  return new StallableSocket({ connection: socketConnection(socket), context, vendor: 'cartesia', path });
}

/** @throws Refusal */
function checkVersion(request: IncomingMessage, url: URL): void {
  const version = url.searchParams.get('cartesia_version') ?? request.headers['cartesia-version'];
  if (!version) throw new Refusal('version_required', 'cartesia_version is missing.', true);
}

function readKey(request: IncomingMessage, url: URL): string | null {
  const bearer = /^Bearer\s+(\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const header = request.headers['x-api-key'];
  const { searchParams } = url;
  return (
    bearer ??
    (typeof header === 'string' ? header : null) ??
    searchParams.get('access_token') ??
    searchParams.get('api_key')
  );
}
