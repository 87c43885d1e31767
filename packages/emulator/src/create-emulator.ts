import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { WebSocketServer } from 'ws';
import { createDefaultAgent } from './agent/default-agent.ts';
import { systemClock } from './clock.ts';
import { checkOptions, readTiming } from './emulator-options.ts';
import type { EmulatorOptions } from './emulator-options.ts';
import { vendors } from './find-vendors.ts';
import { createRandom } from './random.ts';
import { createRecognizer } from './recognizer/pocketsphinx.ts';
import { SessionLog } from './session-log.ts';
import type { EmulatorEvents, SessionRecord } from './session-log.ts';
import type { SocketRefusal, SocketRoute, Vendor, VendorContext } from './vendor.ts';
import { createFliteVoice } from './voice/voice.ts';

/** A running emulator. */
export interface Emulator {
  /** For example `http://127.0.0.1:4010`. Every vendor's real paths lie under it; sockets have the same with `ws:`. */
  readonly origin: string;
  readonly port: number;
  /** Ids of the vendors that it speaks for. */
  readonly vendors: readonly string[];
  /** Every connection since the start, oldest first, also those that have ended. */
  readonly sessions: readonly SessionRecord[];
  /** Watches sessions and frames. Returns a function that ends the watch. */
  on<K extends keyof EmulatorEvents>(type: K, listener: (event: EmulatorEvents[K]) => void): () => void;
  /** Ends every connection and everything that the emulator started itself, and frees the port. */
  close(): Promise<void>;
}

/** The largest message that a socket takes, in bytes; vendors refuse smaller ones by their own rules. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/**
 * Creates an emulator on the loopback interface: the vendors' wire protocols with real audio, and no key needed.
 *
 * @throws RangeError for an option out of range, and the system's error with `code: 'EADDRINUSE'` for a port that is taken.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const context = createContext(options);
  const served = vendors.map((definition) =>
    definition.create({ ...context, createRandom: createSources(options.seed ?? 1) }),
  );
  const app = createApp(served);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const sockets = serveSockets(server, served);
  try {
    await listen(server, options.port ?? 0);
  } catch (error) {
    await closeOwn(context, options);
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | null = null;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    vendors: vendors.map((definition) => definition.id),
    sessions: context.log.sessions,
    on: (type, listener) => context.log.on(type, listener),
    close: () => (closing ??= shutDown(context, options, server, sockets)),
  };
}

function createContext(options: EmulatorOptions): Omit<VendorContext, 'createRandom'> {
  const { clock = systemClock, apiKeys = [] } = options;
  const epochMs = options.epochMs ?? Date.now() - clock.now();
  return {
    agent: options.agent ?? createDefaultAgent(),
    voice: options.voice ?? createFliteVoice(),
    recognizer: options.recognizer ?? createRecognizer(),
    clock,
    timing: readTiming(options),
    usageReports: options.usageReports ?? 'prompt',
    log: new SessionLog(),
    apiKeys,
    wallClock: () => epochMs + clock.now(),
  };
}

/** Each vendor draws from sources of its own: one that joins changes nothing for the others. */
function createSources(seed: number): VendorContext['createRandom'] {
  let sources = 0;
  return () => {
    sources += 1;
    return createRandom(seed * 7_919 + sources);
  };
}

/** Pages on this machine may call the emulator; pages of other machines may not. */
function createApp(served: readonly Vendor[]): Hono {
  const app = new Hono();
  const isLoopback = (origin: string) => /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
  app.use(
    cors({
      origin: (origin) => (isLoopback(origin) ? origin : null),
      exposeHeaders: ['Location', 'X-Request-Id'],
    }),
  );
  for (const vendor of served) app.route('/', vendor.routes);
  app.get('/', (c) => c.json({ name: 'repartee-emulator', vendors: vendors.map(({ id }) => id) }));
  return app;
}

function serveSockets(server: Server, served: readonly Vendor[]): WebSocketServer {
  const routes = new WeakMap<IncomingMessage, SocketRoute>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered, request) => routes.get(request)?.selectProtocol(offered) ?? false,
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A client that goes away during the upgrade is no fault of ours.
    stream.on('error', () => stream.destroy());
    // Some clients put a slash too many between the address and the path; read as an address, that would be a host.
    const url = new URL(`/${(request.url ?? '').replace(/^\/+/, '')}`, 'http://127.0.0.1');
    const route = served.map((vendor) => vendor.socketRoute(url.pathname)).find((found) => found !== null);
    if (!route) return turnAway(stream, { status: 404, message: '' });
    routes.set(request, route);
    const upgrade = () =>
      sockets.handleUpgrade(request, stream, head, (socket) => route.open(socket, request, url));
    if (!route.refuse) return upgrade();
    void route.refuse(url).then(
      (refusal) => (refusal ? turnAway(stream, refusal) : upgrade()),
      (error: unknown) => turnAway(stream, { status: 500, message: String(error) }),
    );
  });
  return sockets;
}

function turnAway(stream: Duplex, { status, message }: SocketRefusal): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain',
    `Content-Length: ${Buffer.byteLength(message)}`,
  ];
  stream.end(`${head.join('\r\n')}\r\n\r\n${message}`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A voice and a recogniser that were passed in stay their owner's. */
async function closeOwn(
  context: Pick<VendorContext, 'voice' | 'recognizer'>,
  options: EmulatorOptions,
): Promise<void> {
  await Promise.all([
    options.voice ? null : context.voice.close(),
    options.recognizer ? null : context.recognizer.close(),
  ]);
}

async function shutDown(
  context: Pick<VendorContext, 'log' | 'voice' | 'recognizer'>,
  options: EmulatorOptions,
  server: Server,
  sockets: WebSocketServer,
): Promise<void> {
  context.log.close();
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  const stopped = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await Promise.all([stopped, closeOwn(context, options)]);
}
