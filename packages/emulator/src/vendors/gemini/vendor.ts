import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { socketConnection } from '../../event-connection.ts';
import type { Vendor, VendorContext, VendorDefinition } from '../../vendor.ts';
import { AuthTokens } from './auth-tokens.ts';
import type { Admission } from './auth-tokens.ts';
import { faults } from './faults.ts';
import { Closing } from './frames.ts';
import { createRoutes } from './http-routes.ts';
import { LiveSession } from './live-session.ts';
import { LiveSocket } from './live-socket.ts';
import { Sessions } from './sessions.ts';

/** Gemini Live (BidiGenerateContent): conversations over WebSocket, and the tokens to open them. */
export const vendor: VendorDefinition = { id: 'gemini', faults, create };

/** Both methods, in every version that clients ask for. Some write more slashes than one. */
const PATH =
  /^\/+ws\/+google\.ai\.generativelanguage\.(v1|v1beta|v1alpha)\.GenerativeService\.BidiGenerateContent(Constrained)?$/;

interface Services {
  readonly context: VendorContext;
  readonly tokens: AuthTokens;
  readonly sessions: Sessions;
  readonly isApiKey: (key: string) => boolean;
}

function create(context: VendorContext): Vendor {
  const { apiKeys, wallClock: now } = context;
  const isApiKey = (key: string) =>
    apiKeys.length > 0 ? apiKeys.includes(key) : key !== '' && !key.startsWith('auth_tokens/');
  const tokens = new AuthTokens({ random: context.createRandom(), now });
  const sessions = new Sessions({ random: context.createRandom(), now, rules: context.resumeRules });
  return {
    routes: createRoutes(tokens, isApiKey),
    socketRoute(path) {
      const match = PATH.exec(path);
      if (!match) return null;
      const [, version = '', constrained] = match;
      return {
        selectProtocol: () => false,
        open: (socket, request, url) =>
          open(
            { context, tokens, sessions, isApiKey },
            { socket, request, url, version, isToken: Boolean(constrained) },
          ),
      };
    },
  };
}

interface Opening {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly version: string;
  /** Whether it is the method that takes tokens. */
  readonly isToken: boolean;
}

/** Accepts every upgrade, then closes with a code and a reason if the credential is wrong. */
function open(services: Services, { socket, request, url, version, isToken }: Opening): void {
  const { context, sessions } = services;
  // The query holds the credential, which must not be logged.
  const connection = socketConnection(socket, 'binary');
  const wire = new LiveSocket({ connection, context, vendor: 'gemini', path: url.pathname });
  wire.guard(() => {
    const admission = isToken ? admitToken(services, request, url) : admitKey(services, request, url);
    const random = context.createRandom();
    new LiveSession({ context, random, socket: wire, sessions, version, admission }).start();
  });
}

function admitToken({ tokens }: Services, request: IncomingMessage, url: URL): Admission {
  const header = /^Token\s+(\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  return tokens.admit(url.searchParams.get('access_token') ?? header ?? '');
}

function admitKey({ isApiKey }: Services, request: IncomingMessage, url: URL): null {
  const header = request.headers['x-goog-api-key'];
  const key = url.searchParams.get('key') ?? (typeof header === 'string' ? header : '');
  if (isApiKey(key)) return null;
  throw new Closing(1007, 'API key not valid. Please pass a valid API key.');
}
