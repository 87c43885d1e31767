import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { createDefaultAgent } from './agent/default-agent.ts';
import { systemClock } from './clock.ts';
import { checkOptions, readTiming } from './emulator-options.ts';
import type { EmulatorOptions } from './emulator-options.ts';
import { createControlRoutes } from './faults/control-routes.ts';
import { createFaultMiddleware } from './faults/fault-middleware.ts';
import { FaultInjector } from './faults/fault-injector.ts';
import type { FaultPlan, PlannedFault } from './faults/fault.ts';
import { RequestFaults } from './faults/request-faults.ts';
import { vendors } from './find-vendors.ts';
import { createRandom } from './random.ts';
import { createRecognizer } from './recognizer/pocketsphinx.ts';
import { SocketServer } from './serve-sockets.ts';
import type { ServedVendor } from './serve-sockets.ts';
import { SessionLog } from './session-log.ts';
import type { EmulatorEvents, SessionRecord } from './session-log.ts';
import { Tapes } from './tapes/tapes.ts';
import type { VendorContext } from './vendor.ts';
import { createFliteVoice } from './voice/voice.ts';

/** A running emulator. */
export interface Emulator {
  /**
   * The address of the emulator, for example `http://127.0.0.1:4010`. It serves every vendor's real paths; for sockets
   * replace `http:` by `ws:`.
   */
  readonly origin: string;
  readonly port: number;
  /** Ids of the vendors that it speaks for. */
  readonly vendors: readonly string[];
  /**
   * The base URL of a vendor's API, for the option `baseUrl` of its adapter and of its minter alike.
   *
   * @throws RangeError for a vendor that the emulator does not speak for.
   * @example
   * ```ts
   * const baseUrl = emulator.baseUrl('some-vendor');
   * ```
   */
  baseUrl(vendor: string): string;
  /** Every connection since the start, oldest first, closed ones included. */
  readonly sessions: readonly SessionRecord[];
  /** Watches sessions and frames. Returns a function that ends the watch. */
  on<K extends keyof EmulatorEvents>(type: K, listener: (event: EmulatorEvents[K]) => void): () => void;
  /** Faults that can still happen. */
  readonly faults: FaultPlan;
  /**
   * Adds faults to the plan.
   *
   * @throws RangeError for a plan that is not valid; then nothing is added.
   */
  addFaults(plan: FaultPlan): void;
  /** Forgets the faults that have not happened. What has happened to a connection stays. */
  clearFaults(): void;
  /** Closes every connection, stops all processes that the emulator started, and frees the port. */
  close(): Promise<void>;
}

/**
 * Creates an emulator on the loopback interface: the vendors' wire protocols with real audio, and no key needed.
 *
 * @throws RangeError for an option out of range, and the system's error with `code: 'EADDRINUSE'` for a port that is in use.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  checkOptions(options);
  const context = createContext(options);
  context.faults.add(options.faults ?? []);
  const served = vendors.map((definition): ServedVendor => ({
    id: definition.id,
    vendor: definition.create({ ...context, createRandom: createSources(options.seed ?? 1) }),
  }));
  const app = createApp(served, context);
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  const sockets = await begin(
    async () => {
      const own = new SocketServer(context, served, createTapes(options, context));
      own.attach(server);
      await listen(server, options.port ?? 0);
      return own;
    },
    context,
    options,
  );
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  let closing: Promise<void> | null = null;
  return {
    origin,
    port,
    vendors: vendors.map((definition) => definition.id),
    baseUrl: (vendor) => origin + findBasePath(vendor),
    sessions: context.log.sessions,
    on: (type, listener) => context.log.on(type, listener),
    get faults() {
      return context.faults.armed.map(({ fault }): PlannedFault => fault);
    },
    addFaults: (plan) => context.faults.add(plan),
    clearFaults: () => context.faults.clear(),
    close: () => (closing ??= shutDown(context, options, server, sockets)),
  };
}

/** Starts a part of the emulator. A failure closes what is open. */
async function begin<Begun>(
  act: () => Promise<Begun>,
  context: SharedContext,
  options: EmulatorOptions,
): Promise<Begun> {
  try {
    return await act();
  } catch (error) {
    await closeOwn(context, options);
    throw error;
  }
}

function createTapes({ replay, record, pace = 1 }: EmulatorOptions, context: SharedContext): Tapes | null {
  if (replay === undefined && record === undefined) return null;
  return new Tapes({ clock: context.clock, wallClock: context.wallClock, replay, record, pace });
}

function findBasePath(id: string): string {
  const vendor = vendors.find((definition) => definition.id === id);
  if (vendor) return vendor.basePath ?? '';
  const known = vendors.map((definition) => definition.id).join(', ');
  throw new RangeError(`The emulator has no vendor "${id}". It has: ${known}.`);
}

/** Everything that the vendors share. */
type SharedContext = Omit<VendorContext, 'createRandom'>;

function createContext(options: EmulatorOptions): SharedContext {
  const { clock = systemClock, apiKeys = [] } = options;
  const epochMs = options.epochMs ?? Date.now() - clock.now();
  return {
    agent: options.agent ?? createDefaultAgent(),
    voice: options.voice ?? createFliteVoice(),
    recognizer: options.recognizer ?? createRecognizer(),
    clock,
    timing: readTiming(options),
    usageReports: options.usageReports ?? 'prompt',
    resumeRules: options.resumeRules ?? 'lenient',
    log: new SessionLog(),
    faults: new FaultInjector(new Map(vendors.map(({ id, faults }) => [id, faults]))),
    apiKeys,
    wallClock: () => epochMs + clock.now(),
  };
}

/** Each vendor has its own random sources, so that a new vendor does not change the others' results. */
function createSources(seed: number): VendorContext['createRandom'] {
  let sources = 0;
  return () => {
    sources += 1;
    return createRandom(seed * 7_919 + sources);
  };
}

/** Pages on this machine may call the emulator; pages of other machines may not. */
function createApp(served: readonly ServedVendor[], { faults, clock, log }: SharedContext): Hono {
  const app = new Hono();
  const isLoopback = (origin: string) => /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
  app.use(
    cors({
      origin: (origin) => (isLoopback(origin) ? origin : null),
      exposeHeaders: ['Location', 'Retry-After', 'X-Request-Id'],
    }),
  );
  const ids = served.map(({ id }) => id);
  app.use(createFaultMiddleware(faults, new RequestFaults({ injector: faults, clock }), ids));
  app.route('/', createControlRoutes({ faults, vendors: ids, sessions: log.sessions, isLoopback }));
  for (const { vendor } of served) app.route('/', vendor.routes);
  app.get('/', (c) => c.json({ name: 'repartee-emulator', vendors: vendors.map(({ id }) => id) }));
  return app;
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

/** Closes the voice and the recogniser unless the caller passed them in. */
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
  context: Pick<SharedContext, 'log' | 'voice' | 'recognizer' | 'faults'>,
  options: EmulatorOptions,
  server: Server,
  sockets: SocketServer,
): Promise<void> {
  context.log.close();
  sockets.close();
  const stopped = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await Promise.all([stopped, closeOwn(context, options)]);
  context.faults.close();
}
