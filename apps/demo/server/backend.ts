import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createEmulator } from '@repartee/emulator';
import type { SessionConfig } from '@repartee/core';
import { createCredentialHandler } from '@repartee/server';
import { Hono } from 'hono';
import type { DemoConfig } from '../src/demo-config.ts';
import { SPEECH, VENDORS } from '../src/vendors.ts';
import type { Transport } from '../src/vendors.ts';

/** Any key opens the emulator; this one says so. */
const EMULATOR_KEY = 'sk-emulator-needs-no-key';

/** What is behind the page. */
export interface Backend {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates the demo's backend. Real keys are read from the environment and stay here: the page learns only that there is
 * one. `REPARTEE_EMULATOR` names an emulator that is running already, or is `off` where only real vendors are wanted.
 */
export async function createBackend(env: NodeJS.ProcessEnv): Promise<Backend> {
  const named = env['REPARTEE_EMULATOR'];
  const emulator = named ? null : await createEmulator({ port: 0 });
  const origin = named === 'off' ? null : (named ?? emulator?.origin ?? null);
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
      const createHandler = (transport?: Transport) => {
        const minter = createMinter?.(apiKey, baseUrl, transport);
        if (!minter) throw new Error(`Nothing here mints credentials for ${id}.`);
        const setup = isSetUpByCredential ? { configure: readSetup } : {};
        return createCredentialHandler({ minter, authorize: admitOwnPage, ...setup });
      };
      // What opens a call need not be what opens a socket.
      const handlers = { websocket: createHandler('websocket'), webrtc: createHandler('webrtc') };
      app.post(`/api/realtime/${id}/${kind}/credential`, (c) =>
        handlers[c.req.query('transport') === 'webrtc' ? 'webrtc' : 'websocket'](c.req.raw),
      );
    };
    if (origin) offer('emulated', EMULATOR_KEY, `${origin}${emulatedPath}`);
    const apiKey = env[keyName];
    if (apiKey) offer('real', apiKey);
  }
  const offerSpeech = (kind: string, apiKey: string, baseUrl?: string) => {
    const minter = SPEECH.createMinter?.(apiKey, baseUrl);
    if (!minter) throw new Error('Nothing here mints credentials for speech.');
    const handler = createCredentialHandler({ minter, authorize: admitOwnPage });
    app.post(`/api/speech/${kind}/credential`, (c) => handler(c.req.raw));
  };
  if (origin) offerSpeech('emulated', EMULATOR_KEY, origin);
  const speechKey = env[SPEECH.keyName];
  if (speechKey) offerSpeech('real', speechKey);
  const listen = getRequestListener(app.fetch);
  return {
    async handle(request, response) {
      await listen(request, response);
    },
    async close() {
      await emulator?.close();
    },
  };
}

/** The demo knows no users: it lets its own page in, and no other site that this browser has open. */
function admitOwnPage(request: Request): { readonly id: string } | null {
  const site = request.headers.get('sec-fetch-site');
  return site === null || site === 'same-origin' ? { id: 'demo' } : null;
}

/** What the page has set up. It may say what it likes here: in a demo nobody's instructions are to be kept from anybody. */
async function readSetup(request: Request): Promise<SessionConfig> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null); // No body is no setup.
  const { instructions, voice } = Object(body) as {
    readonly instructions?: unknown;
    readonly voice?: unknown;
  };
  return {
    ...(typeof instructions === 'string' ? { instructions } : {}),
    ...(typeof voice === 'string' ? { voice } : {}),
  };
}
