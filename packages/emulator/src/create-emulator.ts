import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { serve } from '@hono/node-server';
import type { Clock } from '@repartee/core';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { WebSocketServer } from 'ws';
import type { EmulatedAgent } from './agent/agent.ts';
import { createDefaultAgent } from './agent/default-agent.ts';
import { systemClock } from './clock.ts';
import { createRandom } from './random.ts';
import { createRecognizer } from './recognizer/pocketsphinx.ts';
import type { Recognizer } from './recognizer/recognizer.ts';
import { WritableSession } from './session-log.ts';
import type { SessionRecord } from './session-log.ts';
import { vendorModules } from './vendor-modules.ts';
import type { Timing, Vendor, VendorContext } from './vendor.ts';
import { createFliteVoice } from './voice/voice.ts';
import type { Voice } from './voice/voice.ts';

/** How an emulator is made. Everything has a default. */
export interface EmulatorOptions extends Partial<Timing> {
  /** 0 takes any free port. @default 0 */
  readonly port?: number;
  readonly agent?: EmulatedAgent;
  readonly voice?: Voice;
  readonly recognizer?: Recognizer;
  readonly clock?: Clock;
  /** The time of day, in milliseconds since 1970. @default Date.now */
  readonly wallClock?: () => number;
  /** The same seed gives the same ids and the same jitter. @default 1 */
  readonly seed?: number;
}

/** A running emulator. */
export interface Emulator {
  /** Where it listens, on loopback: `http://127.0.0.1:<port>`. */
  readonly origin: string;
  readonly port: number;
  /** The vendors whose protocols it speaks. */
  readonly vendors: readonly string[];
  /** Every session since the start, newest last. */
  readonly sessions: readonly SessionRecord[];
  close(): Promise<void>;
}

/** The default pace: fast enough to be ahead of every listener, slow enough that generation can be interrupted. */
const TIMING: Timing = { latencyMs: 120, jitterMs: 0, pace: 6, sessionCapMs: 3_600_000 };

/**
 * Starts the emulator on loopback.
 *
 * @throws Error with code `EADDRINUSE` when the port is taken.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const sessions: WritableSession[] = [];
  const context: VendorContext = {
    agent: options.agent ?? createDefaultAgent(),
    voice: options.voice ?? createFliteVoice(),
    recognizer: options.recognizer ?? createRecognizer(),
    clock: options.clock ?? systemClock,
    random: createRandom(options.seed ?? 1),
    timing: { ...TIMING, ...pickTiming(options) },
    wallClock: options.wallClock ?? Date.now,
    openSession(session) {
      const record = new WritableSession(session);
      sessions.push(record);
      return record;
    },
  };
  const vendors = vendorModules.map((module) => module.createVendor(context));
  const server = await listen(createApp(vendors), options.port ?? 0);
  const sockets = acceptSockets(server, vendors);
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    vendors: vendors.map((vendor) => vendor.id),
    sessions,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      context.recognizer.close();
      await context.voice.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pickTiming(options: EmulatorOptions): Partial<Timing> {
  const entries = Object.keys(TIMING).map((key) => [key, options[key as keyof Timing]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function createApp(vendors: readonly Vendor[]): Hono {
  const app = new Hono();
  const isLoopback = (origin: string) => /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin);
  app.use('*', cors({ origin: (origin) => (isLoopback(origin) ? origin : null) }));
  for (const vendor of vendors) app.route('/', vendor.routes);
  app.get('/', (c) => c.json({ name: 'repartee-emulator', vendors: vendors.map((vendor) => vendor.id) }));
  return app;
}

function listen(app: Hono, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve(server as Server);
    });
    server.once('error', reject);
  });
}

function acceptSockets(server: Server, vendors: readonly Vendor[]): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: 32 * 1024 * 1024,
    handleProtocols: (offered) =>
      vendors.map((vendor) => vendor.selectProtocol(offered)).find(Boolean) ?? false,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const accept = vendors.map((vendor) => vendor.accept(url.pathname)).find((found) => found !== null);
    if (!accept) {
      socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection) => accept(connection, request, url));
  });
  return sockets;
}
