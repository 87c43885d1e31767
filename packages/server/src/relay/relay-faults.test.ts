import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import { openai } from '@repartee/core/adapters/openai';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { expect, test, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { listen } from '../../test/listen.ts';
import { connect, SECRET, startRelay } from '../../test/relay-world.ts';
import { createCredentialHandler } from '../create-credential-handler.ts';

import type { RelayRoute } from './relay-options.ts';

const WAIT = { interval: 10 };

const LIMITS = { sessionMinutes: 10, user: { concurrentSessions: 1 } };

interface Vendor {
  readonly route: RelayRoute;
  readonly sockets: WebSocket[];
  /** Sockets that wait for an answer to their upgrade. */
  readonly waiting: { readonly socket: Socket; answer(): void; refuse(head: string): void }[];
}

/** A vendor without a voice. It answers an upgrade at once, or when the test says so. */
async function startVendor({ isPatient = false } = {}): Promise<Vendor> {
  const { server, origin } = await listen(() => {});
  const accepted = new WebSocketServer({ noServer: true });
  const sockets: WebSocket[] = [];
  const waiting: Vendor['waiting'] = [];
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => {});
    const answer = () => accepted.handleUpgrade(request, socket, head, (one) => void sockets.push(one));
    if (!isPatient) return answer();
    // Only a socket that is read from sees the other side go.
    socket.resume().once('end', () => socket.destroy());
    waiting.push({ socket, answer, refuse: (text) => socket.end(`${text}\r\n\r\n`) });
  });
  const route = {
    minter: { adapterId: 'openai', mint: async () => ({ value: 'ek_vendor', expiresAtMs: null }) },
    adapter: openai({ transport: 'websocket', baseUrl: origin }),
  };
  return { route, sockets, waiting };
}

/** Sends the head of a request, as no library would. */
async function sendHead(
  url: string,
  lines: readonly string[],
): Promise<{ socket: Socket; status: Promise<string> }> {
  const { hostname, port, pathname, search } = new URL(url);
  const socket = connectSocket(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(
    `${[`GET ${pathname}${search} HTTP/1.1`, `Host: ${hostname}`, ...lines].join('\r\n')}\r\n\r\n`,
  );
  const status = once(socket, 'data').then(([data]) => String(data).split('\r\n')[0] ?? '');
  return { socket, status };
}

const UPGRADE = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'];
const KEY = `Sec-WebSocket-Key: ${createHmac('sha256', 'x').digest().subarray(0, 16).toString('base64')}`;

test('a request that does not open a WebSocket is refused before anything is opened for it', async () => {
  const vendor = await startVendor();
  const { plan, open, relay } = await startRelay({ routes: [vendor.route], limits: LIMITS });
  const { url } = await plan('openai');
  expect(await (await sendHead(url, UPGRADE)).status).toContain(' 400 ');
  expect(vendor.sockets).toEqual([]);
  await open('openai');
  expect(relay.size).toBe(1);
});

test('a client that goes while the vendor is connected to leaves nothing behind', async () => {
  const vendor = await startVendor({ isPatient: true });
  const { plan, open, events, relay } = await startRelay({ routes: [vendor.route], limits: LIMITS });
  const { url } = await plan('openai');
  const { socket } = await sendHead(url, [...UPGRADE, KEY]);
  await vi.waitFor(() => expect(vendor.waiting).toHaveLength(1), WAIT);
  socket.end();
  await vi.waitFor(() => expect(vendor.waiting[0]?.socket.destroyed).toBe(true), WAIT);
  await vi.waitFor(() => expect(events).toMatchObject([{ type: 'session-refused', status: 408 }]), WAIT);
  // Its place is free again.
  const next = open('openai');
  await vi.waitFor(() => expect(vendor.waiting).toHaveLength(2), WAIT);
  vendor.waiting[1]?.answer();
  await next;
  expect(relay.size).toBe(1);
});

test('a refusal of the vendor reaches the page, and is not charged', async () => {
  const vendor = await startVendor({ isPatient: true });
  const { open, relay } = await startRelay({ routes: [vendor.route], limits: LIMITS });
  for (const [status, code, reason] of [
    ['429 Too Many Requests\r\nRetry-After: 7', 1013, 'repartee:rate-limited 7s'],
    ['401 Unauthorized', 1014, 'repartee:credential-fetch-failed 0s'],
    ['503 Overloaded', 1014, 'repartee:vendor-failed 0s'],
  ] as const) {
    const opened = open('openai');
    await vi.waitFor(() => expect(vendor.waiting).toHaveLength(1), WAIT);
    vendor.waiting.pop()?.refuse(`HTTP/1.1 ${status}\r\nContent-Length: 0`);
    expect(await (await opened).closed).toEqual({ code, reason });
  }
  expect(relay.size).toBe(0);
});

test('a drain does not lose a session that is about to begin: it is refused', async () => {
  const vendor = await startVendor({ isPatient: true });
  const { open, relay } = await startRelay({ routes: [vendor.route] });
  const opened = open('openai');
  await vi.waitFor(() => expect(vendor.waiting).toHaveLength(1), WAIT);
  const drained = relay.drain(50);
  vendor.waiting[0]?.answer();
  expect((await (await opened).closed).reason).toBe('repartee:credential-fetch-failed 0s');
  await drained;
  expect(relay.size).toBe(0);
  await vi.waitFor(() => expect(vendor.sockets[0]?.readyState).toBe(WebSocket.CLOSED), WAIT);
});

test('a drain ends although a client answers nothing', async () => {
  const vendor = await startVendor();
  const { open, relay } = await startRelay({ routes: [vendor.route] });
  const client = await open('openai');
  client.socket.pause();
  await relay.drain(10);
  await vi.waitFor(() => expect(relay.size).toBe(0), WAIT);
});

test('a client that shows no sign of life is given up, and one that answers is kept', async () => {
  const vendor = await startVendor();
  const { open, relay } = await startRelay({ routes: [vendor.route], pingMs: 200 });
  await open('openai');
  const gone = await open('openai');
  gone.socket.pause();
  await vi.waitFor(() => expect(relay.size).toBe(1), WAIT);
  await vi.waitFor(() => expect(vendor.sockets[1]?.readyState).toBe(WebSocket.CLOSED), WAIT);
  expect(vendor.sockets[0]?.readyState).toBe(WebSocket.OPEN);
});

test('messages from before the loss of the vendor reach the page, with a code that it can read', async () => {
  const vendor = await startVendor();
  const { open } = await startRelay({ routes: [vendor.route] });
  const client = await open('openai');
  const socket = vendor.sockets[0];
  for (let count = 0; count < 50; count += 1) socket?.send(`frame ${count}`);
  await vi.waitFor(() => expect(socket?.bufferedAmount).toBe(0), WAIT);
  socket?.terminate();
  expect(await client.closed).toEqual({ code: 1014, reason: 'The vendor was lost.' });
  expect(client.frames).toHaveLength(50);
});

test('a page that is lost closes the session of the vendor', async () => {
  const vendor = await startVendor();
  const { open } = await startRelay({ routes: [vendor.route] });
  const client = await open('openai');
  const socket = vendor.sockets[0];
  const closed = new Promise((resolve) => socket?.once('close', resolve));
  client.socket.terminate();
  expect(await closed).toBe(1000);
});

test('the ticket of a call opens no session of the relay, though the secret is the same', async () => {
  const vendor = await startVendor();
  const { plan } = await startRelay({ routes: [vendor.route] });
  const handler = createCredentialHandler({
    minters: [openaiMinter({ apiKey: 'sk-calls-1234567890' })],
    authorize: () => ({ id: 'ann' }),
    calls: { secret: SECRET },
  });
  const asked = await handler(
    new Request('https://app.example/api', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }),
  );
  const { value } = (await asked.json()) as { value: string };
  const url = new URL((await plan('openai')).url);
  url.searchParams.set('ticket', value);
  await expect(connect(url.href, ['realtime'])).rejects.toThrow('401');
});

test('long instructions fit into a ticket', async () => {
  const vendor = await startVendor();
  const { plan, relay } = await startRelay({ routes: [vendor.route] });
  const sentences = Array.from(
    { length: 120 },
    (_, at) => `Rule ${at}: offer size ${at * 7} to customers of group ${at}.`,
  );
  const { url, protocols } = await plan('openai', { instructions: sentences.join(' ') });
  await connect(url, protocols);
  expect(relay.size).toBe(1);
});

const done = (tokens: number) =>
  JSON.stringify({
    type: 'response.done',
    response: {
      id: `resp_${tokens}`,
      status: 'completed',
      output: [],
      usage: { total_tokens: tokens, input_tokens: tokens, output_tokens: 0 },
    },
  });

test.each([
  [
    'throws',
    () => {
      throw new Error('No such price.');
    },
  ],
  ['is not a number', () => NaN],
])('a session whose price %s goes on, and is charged by its time', async (_, moneyOf) => {
  const vendor = await startVendor();
  const limits = { sessionMinutes: 10, moneyPerMinute: 60, user: { moneyPerDay: 600 } };
  const { open, events, errors } = await startRelay({ routes: [vendor.route], limits, moneyOf });
  const client = await open('openai');
  vendor.sockets[0]?.send(done(100));
  vendor.sockets[0]?.send('{"type":"later"}');
  await vi.waitFor(() => expect(client.frames).toHaveLength(2), WAIT);
  client.socket.close(1000);
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ type: 'session-closed', money: null }), WAIT);
  expect(errors).toHaveLength(1);
});

/** A close frame whose reason is not UTF-8. Read and written again, it would be three times as long as a frame may be. */
function writeClose({ isMasked }: { readonly isMasked: boolean }): Buffer {
  const payload = Buffer.concat([Buffer.from([0x03, 0xe8]), Buffer.alloc(120, 0xff)]);
  const mask = isMasked ? Buffer.alloc(4) : Buffer.alloc(0);
  return Buffer.concat([Buffer.from([0x88, (isMasked ? 0x80 : 0) | payload.length]), mask, payload]);
}

const rawSocketOf = (socket: WebSocket) => (socket as unknown as { readonly _socket: Socket })._socket;

test('a close whose reason is not UTF-8 ends its own session, without the reason', async () => {
  const vendor = await startVendor();
  const { open, relay } = await startRelay({ routes: [vendor.route], limits: {} });
  const clients = [await open('openai'), await open('openai')] as const;
  const [first, second] = vendor.sockets;
  if (!first || !second) throw new Error('The relay has not connected.');
  // The answers repeat the reason, which these two do check.
  for (const socket of [clients[0].socket, second]) socket.on('error', () => {});
  const closed = once(first, 'close');
  rawSocketOf(clients[0].socket).write(writeClose({ isMasked: true }));
  expect((await closed).map(String)).toEqual(['1000', '']);
  rawSocketOf(second).write(writeClose({ isMasked: false }));
  expect(await clients[1].closed).toEqual({ code: 1000, reason: '' });
  await vi.waitFor(() => expect(relay.size).toBe(0), WAIT);
});

test('a frame that the adapter cannot read passes to the page, and is logged', async () => {
  const { route, sockets } = await startVendor();
  const { adapter } = route;
  const loaded = 'load' in adapter ? await adapter.load() : adapter;
  const broken = {
    ...loaded,
    createCodec: (...args: Parameters<typeof loaded.createCodec>) => ({
      ...loaded.createCodec(...args),
      decode(): never {
        throw new RangeError('a broken adapter');
      },
    }),
  };
  const routes = [{ ...route, adapter: broken }];
  const { open, errors } = await startRelay({ routes, limits: {}, moneyOf: () => 1 });
  const { frames, socket } = await open('openai');
  const frame = '{"type":"response.done","response":{"usage":{}}}';
  sockets[0]?.send(frame);
  await vi.waitFor(() => expect(frames).toEqual([frame]), WAIT);
  expect(errors).toMatchObject([{ err: { message: 'a broken adapter' } }]);
  expect(socket.readyState).toBe(WebSocket.OPEN);
});
