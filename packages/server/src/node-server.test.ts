import { createServer } from 'node:http';
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { afterEach, expect, test } from 'vitest';
import { createCredentialHandler } from './create-credential-handler.ts';
import { toNodeListener } from './node.ts';

const API_KEY = 'sk-loopback-1234567890';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(resolve);
        }),
    ),
  );
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that mints like the vendor: it checks the key and the body, and answers with an expiry in seconds. */
async function startVendor() {
  const seen: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  const origin = await listen((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const isMint = request.method === 'POST' && request.url === '/v1/realtime/client_secrets';
      const isKnown = request.headers.authorization === `Bearer ${API_KEY}`;
      const body = JSON.parse(Buffer.concat(parts).toString() || 'null') as {
        session?: { type?: string };
      } | null;
      seen.push({ headers: request.headers, body });
      const answer = (status: number, content: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
      };
      if (!isMint) return answer(404, { error: { message: 'Unknown path.' } });
      if (!isKnown)
        return answer(401, {
          error: { code: 'invalid_api_key', message: `Incorrect API key: ${request.headers.authorization}` },
        });
      if (body?.session?.type !== 'realtime') return answer(400, { error: { param: 'session.type' } });
      answer(200, { value: 'ek_loopback', expires_at: 1_795_000_000, session: body.session });
    });
  });
  return { origin, seen };
}

/** The handler on a real Node server, minting at the loopback vendor. */
async function startApp(vendor: string, apiKey: string, errors: unknown[] = []): Promise<string> {
  const handler = createCredentialHandler({
    minters: [openaiMinter({ apiKey, baseUrl: `${vendor}/v1` })],
    authorize: (request) => (request.headers.get('cookie') === 'session=ann' ? { id: 'ann' } : null),
    terms: { config: { instructions: 'Be brief.' } },
    onError: (error) => errors.push(error),
  });
  return listen(toNodeListener(handler));
}

const ask = (app: string, headers: Record<string, string> = {}) =>
  fetch(app, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' });

test('a browser’s request over a real socket gets a secret', async () => {
  const { origin, seen } = await startVendor();
  const app = await startApp(origin, API_KEY);
  const response = await ask(app, { cookie: 'session=ann' });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ value: 'ek_loopback', expiresAtMs: 1_795_000_000_000 });
  expect(seen[0]?.body).toMatchObject({ session: { type: 'realtime', instructions: 'Be brief.' } });
  expect(seen[0]?.headers['openai-safety-identifier']).toMatch(/^[0-9a-f]{64}$/);
});

test('a request that is not authorized never reaches the vendor', async () => {
  const { origin, seen } = await startVendor();
  const app = await startApp(origin, API_KEY);
  expect((await ask(app)).status).toBe(401);
  expect(seen).toEqual([]);
});

test('the app gets to know of a key that the vendor refuses, the browser does not', async () => {
  const { origin } = await startVendor();
  const errors: unknown[] = [];
  const app = await startApp(origin, 'sk-wrong-1234567890', errors);
  const response = await ask(app, { cookie: 'session=ann' });
  expect(response.status).toBe(502);
  expect(await response.text()).not.toContain('sk-');
  expect(errors).toMatchObject([{ code: 'credential-rejected' }]);
  expect(JSON.stringify(errors)).not.toContain('1234567890');
});

test('a vendor that cannot be reached is an error with a code', async () => {
  const errors: unknown[] = [];
  const app = await startApp('http://127.0.0.1:9', API_KEY, errors);
  const response = await ask(app, { cookie: 'session=ann' });
  expect(response.status).toBe(502);
  expect(errors).toMatchObject([{ code: 'credential-fetch-failed' }]);
});

/** The files that an entry loads, and the packages that they import. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.endsWith('.ts')) return seen;
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  for (const [, name = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gms))
    loadedBy(name.startsWith('.') ? new URL(name, new URL(file, 'file:///')).pathname.slice(1) : name, seen);
  return seen;
}

test('the main entry imports nothing of Node, so that workers can run it', () => {
  const packages = [...loadedBy('index.ts')].filter((name) => !name.endsWith('.ts'));
  expect(packages.toSorted()).toEqual([
    '@repartee/core/server',
    'rate-limiter-flexible/lib/RateLimiterMemory.js',
  ]);
});
