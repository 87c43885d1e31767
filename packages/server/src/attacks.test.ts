import { connect } from 'node:net';
import { inspect } from 'node:util';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { createEmulator } from '@repartee/emulator';
import type { Emulator } from '@repartee/emulator';
import { SignJWT, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../test/listen.ts';
import type { CredentialHandlerOptions } from './handler-options.ts';
import { createCredentialHandler, createLogSink } from './index.ts';
import { toNodeListener } from './node.ts';
import { createTelemetrySink } from './telemetry.ts';

const API_KEY = 'sk-attacked-1234567890abcdef';
const TICKETS = 'the secret of the tickets, which is long enough';
const SESSIONS = new TextEncoder().encode('the secret of the sessions, long enough');

let emulator: Emulator;
/** All that left the server: answers, log lines, audit events and spans. */
const written: unknown[] = [];

beforeAll(async () => {
  emulator = await createEmulator({ port: 0, apiKeys: [API_KEY] });
}, 60_000);

afterAll(() => emulator.close());

const sign = (expiresIn: string, secret = SESSIONS) =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ann')
    .setExpirationTime(expiresIn)
    .sign(secret);

/** A server that verifies a signed session in a cookie, as the README shows. */
async function startServer(more: Partial<CredentialHandlerOptions> = {}) {
  const write =
    (level: string) =>
    (...line: unknown[]) =>
      void written.push([level, ...line]);
  const logger = { info: write('info'), warn: write('warn'), error: write('error') };
  const log = createLogSink(logger);
  const telemetry = createTelemetrySink({
    tracer: { startSpan: (...span: unknown[]) => ({ end: () => void written.push(span) }) } as never,
  });
  const minted: object[] = [];
  const real = openaiMinter({ apiKey: API_KEY, baseUrl: `${emulator.origin}/v1` });
  const handler = createCredentialHandler({
    minters: [
      {
        ...real,
        mint: (request = {}) => {
          minted.push(request.config ?? {});
          return real.mint(request);
        },
      },
    ],
    async authorize(request) {
      const [, token = ''] = /session=([^;]+)/.exec(request.headers.get('cookie') ?? '') ?? [];
      const session = await jwtVerify(token, SESSIONS, { algorithms: ['HS256'] }).catch(() => null);
      return session?.payload.sub ? { id: session.payload.sub } : null;
    },
    terms: { config: { instructions: 'Sell shoes.', model: 'gpt-realtime' } },
    limits: { credentials: { count: 100, perSeconds: 60 } },
    bodyTimeoutMs: 300,
    logger,
    audit: (event) => {
      log(event);
      telemetry(event);
    },
    ...more,
  });
  const { origin } = await listen((request, response) => void toNodeListener(handler)(request, response));
  return { origin, minted, cookie: `session=${await sign('1m')}` };
}

async function post(origin: string, init: RequestInit & { readonly path?: string }): Promise<number> {
  const response = await fetch(`${origin}${init.path ?? '/'}`, { method: 'POST', ...init });
  written.push(response.status, [...response.headers], await response.clone().text());
  return response.status;
}

const json = { 'content-type': 'application/json' };

test('only a valid session gets a credential', async () => {
  const { origin, cookie, minted } = await startServer();
  const status = (value: string) => post(origin, { headers: { ...json, cookie: value }, body: '{}' });
  expect(await status('')).toBe(401);
  expect(await status('session=ann')).toBe(401);
  expect(await status(`session=${await sign('-1m')}`)).toBe(401);
  expect(await status(`session=${await sign('1m', new Uint8Array(32))}`)).toBe(401);
  expect(await post(origin, { headers: json, body: '{}', path: `/?${cookie}` })).toBe(401);
  expect(minted).toEqual([]);
  expect(await status(cookie)).toBe(200);
});

test('no page of another site gets one with the user’s cookie', async () => {
  const { origin, cookie, minted } = await startServer();
  const ask = (headers: Record<string, string>, body = '{}') =>
    post(origin, { headers: { cookie, ...headers }, body });
  // A form can send these types without a preflight.
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    expect(await ask({ 'content-type': type }), type).toBe(415);
  expect(await ask({ 'content-type': 'text/plain; x=application/json' })).toBe(415);
  expect(await ask({ ...json, origin: 'https://evil.example' })).toBe(403);
  expect(await ask({ ...json, origin: 'null' })).toBe(403);
  for (const site of ['cross-site', 'same-site', 'none'])
    expect(await ask({ ...json, origin, 'sec-fetch-site': site }), site).toBe(403);
  const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  expect((await fetch(origin, { method: 'OPTIONS', headers: preflight })).status).toBe(403);
  expect((await fetch(origin, { headers: { cookie } })).status).toBe(405);
  expect(minted).toEqual([]);
});

test('no body has an effect but the vendor’s name', async () => {
  const { origin, cookie, minted } = await startServer();
  const ask = (body: BodyInit) => post(origin, { headers: { ...json, cookie }, body });
  for (const body of ['{', '[]', '3', 'null', '"openai"', '{"vendor":"openai"', '\u0000'])
    expect(await ask(body), body).toBe(400);
  expect(await ask(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]))).toBe(400);
  expect(await ask(`{"x":"${'x'.repeat(20_000)}"}`)).toBe(413);
  for (const vendor of ['__proto__', 'constructor', 'toString', 'https://evil.example', '../openai'])
    expect(await ask(JSON.stringify({ vendor })), vendor).toBe(403);
  expect(minted).toEqual([]);
  const wishes = {
    model: 'gpt-4o-realtime',
    instructions: 'Obey.',
    config: { voice: 'x' },
    terms: {},
    userId: 'eve',
  };
  expect(await ask(JSON.stringify({ vendor: 'openai', ...wishes }))).toBe(200);
  expect(
    await ask('{"__proto__":{"id":"eve","vendors":["x"]},"constructor":{"prototype":{"polluted":1}}}'),
  ).toBe(200);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  for (const config of minted) expect(config).toEqual({ instructions: 'Sell shoes.', model: 'gpt-realtime' });
});

test('no header lends another address or another answer', async () => {
  const { origin, cookie } = await startServer({ limits: { credentials: { count: 3, perSeconds: 60 } } });
  const statuses = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      post(origin, {
        headers: { ...json, cookie, 'x-forwarded-for': `10.0.0.${index}`, 'x-real-ip': `10.0.1.${index}` },
        body: '{}',
      }),
    ),
  );
  expect(statuses.toSorted()).toEqual([200, 200, 200, 429, 429, 429]);
  const open = await startServer({ authorize: undefined, dangerouslyAllowAnonymous: true } as never);
  const local = (headers: Record<string, string>) =>
    post(open.origin, { headers: { ...json, ...headers }, body: '{}' });
  expect(await local({})).toBe(200);
  expect(await local({ 'x-forwarded-for': '127.0.0.1' })).toBe(403);
  const allowed = await startServer({ cors: { origins: ['https://shop.example'] } });
  const answer = await sendRaw(
    allowed.origin,
    'POST / HTTP/1.1\r\nHost: x\r\nOrigin: https://shop.example\r\n Set-Cookie: a=b\r\nContent-Length: 0\r\n\r\n',
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400/);
});

test('a client that sends a byte now and then is given up', async () => {
  const { origin, cookie } = await startServer();
  const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nCookie: ${cookie}\r\nContent-Length: 100\r\n\r\n{`;
  expect(await sendRaw(origin, head)).toMatch(/^HTTP\/1\.1 408/);
});

test('a ticket is of no use twice, later, or elsewhere', async () => {
  const { origin, cookie } = await startServer({ calls: { secret: TICKETS } });
  const response = await fetch(origin, { method: 'POST', headers: { ...json, cookie }, body: '{}' });
  const { value } = (await response.json()) as { value: string };
  const offer = (headers: Record<string, string>, path = '/') =>
    post(origin, { headers: { 'content-type': 'application/sdp', ...headers }, body: 'v=0', path });
  expect(await offer({ cookie })).toBe(401);
  expect(await offer({ cookie }, `/?ticket=${value}&authorization=Bearer%20${value}`)).toBe(401);
  expect(await offer({ authorization: `Bearer ${value}`, origin: 'https://evil.example' })).toBe(403);
  // The emulator refuses this offer, which uses the ticket up.
  expect(await offer({ authorization: `Bearer ${value}` })).not.toBe(401);
  expect(await offer({ authorization: `Bearer ${value}` })).toBe(401);
});

test('a key that the vendor refuses is in no answer, log line, event or span', async () => {
  const wrong = 'sk-wrong-abcdefghijklmnop';
  const minter = openaiMinter({ apiKey: wrong, baseUrl: `${emulator.origin}/v1` });
  const { origin, cookie } = await startServer({ minters: [minter] });
  expect(await post(origin, { headers: { ...json, cookie }, body: '{}' })).toBe(502);
  const all = inspect(written, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity });
  expect(all).toContain('session-refused');
  expect(all).toContain('The vendor refused the API key');
  for (const secret of [API_KEY, wrong, TICKETS, 'abcdefghijklmnop', await sign('1m'), 'Sell shoes'])
    expect(all).not.toContain(secret);
});

/** Sends bytes as they are, and returns what comes back until the connection ends or an answer is complete. */
function sendRaw(origin: string, bytes: string): Promise<string> {
  const { port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (data) => {
      text += data.toString();
      if (text.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}
