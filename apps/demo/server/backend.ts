import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createEmulator } from '@repartee/emulator';
import { createCredentialHandler } from '@repartee/server';
import { Hono } from 'hono';
import type { DemoConfig } from '../src/demo-config.ts';
import { SERVER_VENDORS } from './vendors.ts';

/** Any key opens the emulator; this one says so. */
const EMULATOR_KEY = 'sk-emulator-needs-no-key';

/** What is behind the page. */
export interface Backend {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/**
 * Creates the demo's backend. Real keys are read from the environment and stay here: the page learns only that there is
 * one. `REPARTEE_EMULATOR` names an emulator that is running already.
 */
export async function createBackend(env: NodeJS.ProcessEnv): Promise<Backend> {
  const emulator = env['REPARTEE_EMULATOR'] ? null : await createEmulator({ port: 0 });
  const origin = env['REPARTEE_EMULATOR'] ?? emulator?.origin ?? '';
  const app = new Hono();
  const config: DemoConfig = {
    vendors: SERVER_VENDORS.map(({ id, keyName, emulatedPath }) => ({
      id,
      emulatorUrl: `${origin}${emulatedPath}`,
      isRealAvailable: Boolean(env[keyName]),
    })),
  };
  app.get('/api/config', (c) => c.json(config));
  for (const vendor of SERVER_VENDORS) {
    const path = `/api/realtime/${vendor.id}`;
    const emulated = vendor.createMinter(EMULATOR_KEY, `${origin}${vendor.emulatedPath}`);
    const answer = (minter: typeof emulated) => createCredentialHandler({ minter, authorize: admitOwnPage });
    app.post(`${path}/emulated/credential`, (c) => answer(emulated)(c.req.raw));
    const apiKey = env[vendor.keyName];
    if (apiKey) app.post(`${path}/real/credential`, (c) => answer(vendor.createMinter(apiKey))(c.req.raw));
  }
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
