import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createEmulator } from '@repartee/emulator';
import type { SessionConfig } from '@repartee/core';
import { createCredentialHandler } from '@repartee/server';
import type { CredentialHandlerOptions, UsageLimits } from '@repartee/server';
import { connectSideband } from '@repartee/server/node';
import { createRedisStore, REDIS_OPTIONS } from '@repartee/server/redis';
import { Hono } from 'hono';
import { Redis } from 'ioredis';
import type { DemoConfig } from '../src/demo-config.ts';
import { SPEECH, VENDORS } from '../src/vendors.ts';
import type { Transport } from '../src/vendors.ts';
import { createDemoAgent } from './demo-agent.ts';

/** The emulator accepts any key. */
const EMULATOR_KEY = 'sk-emulator-needs-no-key';

/** All pages of the demo are one user, and each reconnection is a credential. */
const DEMO_LIMITS = { credentials: { count: 600, perSeconds: 60 } };

/** The demo's server without its listener. */
export interface Backend {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates the demo's backend. It reads real keys from the environment, and tells the page only whether there is one.
 * `REPARTEE_EMULATOR` is the address of a running emulator, or `off` for real vendors only. `REPARTEE_REDIS` is the address of a
 * Redis in which several instances share their limits. With `REPARTEE_CALL_TOKENS` the server opens WebRTC calls itself where the
 * vendor allows it, and hangs up after so many tokens.
 */
export async function createBackend(env: NodeJS.ProcessEnv): Promise<Backend> {
  const named = env['REPARTEE_EMULATOR'];
  const emulator = named ? null : await createEmulator({ port: 0, agent: createDemoAgent() });
  const origin = named === 'off' ? null : (named ?? emulator?.origin ?? null);
  const redis = openRedis(env['REPARTEE_REDIS']);
  const counting = { limits: DEMO_LIMITS, ...(redis && { store: createRedisStore({ client: redis }) }) };
  const app = new Hono();
  const config: DemoConfig = {
    vendors: VENDORS.map(({ id, keyName, emulatedPath }) => ({
      id,
      emulatorUrl: origin && `${origin}${emulatedPath}`,
      isRealAvailable: Boolean(env[keyName]),
    })),
    speech: { emulatorUrl: origin, realVoice: (env[SPEECH.keyName] && env[SPEECH.voiceName]) ?? null },
  };
  app.get('/api/config', (c) => c.json(config));
  for (const { id, keyName, emulatedPath, createMinter, isSetUpByCredential } of VENDORS) {
    const offer = (kind: string, apiKey: string, baseUrl?: string) => {
      const createHandler = (transport: Transport) => {
        const minter = createMinter?.(apiKey, baseUrl, transport);
        if (!minter) throw new Error(`The demo has no credential minter for ${id}.`);
        return createCredentialHandler({
          minters: [minter],
          authorize: admitOwnPage,
          ...counting,
          ...(transport === 'webrtc' && createCallTerms(env['REPARTEE_CALL_TOKENS'], counting.limits)),
          ...(isSetUpByCredential && { terms: (_, { body }) => ({ config: readSetup(body) }) }),
        });
      };
      // A call can need another credential than a socket.
      const handlers = { websocket: createHandler('websocket'), webrtc: createHandler('webrtc') };
      app.post(`/api/realtime/${id}/${kind}/credential`, (c) =>
        handlers[isCall(c.req.query('transport'), c.req.header('content-type')) ? 'webrtc' : 'websocket'](
          c.req.raw,
        ),
      );
    };
    if (origin) offer('emulated', EMULATOR_KEY, `${origin}${emulatedPath}`);
    const apiKey = env[keyName];
    if (apiKey) offer('real', apiKey);
  }
  offerSpeech(app, env, origin, counting);
  const listen = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return {
    async handle(request, response) {
      await listen(request, response);
    },
    async close() {
      redis?.disconnect();
      await emulator?.close();
    },
  };
}

function offerSpeech(
  app: Hono,
  env: NodeJS.ProcessEnv,
  origin: string | null,
  counting: Pick<CredentialHandlerOptions, 'limits' | 'store'>,
): void {
  const offer = (kind: string, apiKey: string, baseUrl?: string) => {
    const minter = SPEECH.createMinter?.(apiKey, baseUrl);
    if (!minter) throw new Error('The demo has no credential minter for speech.');
    const handler = createCredentialHandler({ minters: [minter], authorize: admitOwnPage, ...counting });
    app.post(`/api/speech/${kind}/credential`, (c) => handler(c.req.raw));
  };
  if (origin) offer('emulated', EMULATOR_KEY, origin);
  const speechKey = env[SPEECH.keyName];
  if (speechKey) offer('real', speechKey);
}

/** An offer comes without the query, because its ticket names the endpoint alone. */
const isCall = (transport: string | undefined, type: string | undefined): boolean =>
  transport === 'webrtc' || type === 'application/sdp';

/** The server opens the calls itself, and hangs up after so many tokens. */
function createCallTerms(
  tokens: string | undefined,
  limits: UsageLimits,
): Pick<CredentialHandlerOptions, 'calls' | 'limits'> {
  if (!tokens) return {};
  const sessionMinutes = 10;
  return {
    limits: {
      ...limits,
      sessionMinutes,
      moneyPerMinute: Number(tokens) / sessionMinutes,
      user: { moneyPerDay: 1e6 },
    },
    calls: {
      secret: crypto.randomUUID(),
      connect: connectSideband,
      moneyOf: (usage) => (usage.unit === 'tokens' ? (usage.total ?? 0) : 0),
    },
  };
}

function openRedis(address: string | undefined): Redis | null {
  if (!address) return null;
  const redis = new Redis(address, REDIS_OPTIONS);
  redis.on('error', () => {}); // The handlers answer with 503, and log it.
  return redis;
}

/** The demo has no users: it accepts requests of its own page, and refuses other sites in the same browser. */
function admitOwnPage(request: Request): { readonly id: string } | null {
  const site = request.headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' ? { id: 'demo' } : null;
}

/** Reads the settings of the page. The demo trusts the page; a product keeps its instructions on the server. */
function readSetup({ instructions, voice }: Readonly<Record<string, unknown>>): SessionConfig {
  return {
    ...(typeof instructions === 'string' ? { instructions } : {}),
    ...(typeof voice === 'string' ? { voice } : {}),
  };
}
