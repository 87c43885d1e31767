import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { expect, test, vi } from 'vitest';
import { CallVendor } from '../../test/call-vendor.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import { createCredentialHandler } from '../create-credential-handler.ts';
import type { AuthorizedUser } from '../authorized-user.ts';
import type { CredentialHandler, CredentialHandlerOptions } from '../handler-options.ts';
import type { CallController } from './call-options.ts';
import { connectSideband } from './connect-sideband.ts';

const API_KEY = 'sk-calls-1234567890';
const SECRET = 'a secret of the test, long enough for tickets';
const ENDPOINT = 'https://app.example/api/realtime';

/** A price of one for each hundred tokens. */
const moneyOf = (usage: { readonly total?: number }) => (usage.total ?? 0) / 100;

interface World {
  readonly handler: CredentialHandler;
  readonly vendor: CallVendor;
  readonly calls: CallController[];
  readonly events: AuditEvent[];
}

async function createWorld(
  more: Partial<CredentialHandlerOptions> = {},
  calls: Partial<NonNullable<CredentialHandlerOptions['calls']>> = {},
): Promise<World> {
  const vendor = await CallVendor.start();
  const controllers: CallController[] = [];
  const events: AuditEvent[] = [];
  const handler = createCredentialHandler<AuthorizedUser>({
    minters: [openaiMinter({ apiKey: API_KEY, baseUrl: `${vendor.origin}/v1` })],
    authorize: () => ({ id: 'ann' }),
    terms: { config: { instructions: 'Keep this secret.' } },
    audit: (event) => events.push(event),
    logger: { info() {}, warn() {}, error() {} },
    calls: {
      secret: SECRET,
      connect: connectSideband,
      moneyOf: moneyOf as never,
      onCall: (call) => controllers.push(call),
      ...calls,
    },
    ...more,
  });
  return { handler, vendor, calls: controllers, events };
}

const send = (handler: CredentialHandler, type: string, body: string, ticket?: string) =>
  handler(
    new Request(ENDPOINT, {
      method: 'POST',
      headers: { 'content-type': type, ...(ticket && { authorization: `Bearer ${ticket}` }) },
      body,
    }),
  );

async function askForTicket(handler: CredentialHandler): Promise<string> {
  const response = await send(handler, 'application/json', '{"vendor":"openai"}');
  expect(response.status).toBe(200);
  const { value, url } = (await response.json()) as { value: string; url: string };
  expect(new URL(url, ENDPOINT).pathname).toBe('/api/realtime');
  return value;
}

/** Opens a call as a browser does. */
async function call(world: World): Promise<CallController> {
  const answer = await send(
    world.handler,
    'application/sdp',
    'v=0\r\noffer',
    await askForTicket(world.handler),
  );
  expect([answer.status, await answer.text()]).toEqual([201, 'v=0\r\nanswer']);
  return world.calls.at(-1) as CallController;
}

const usage = (tokens: number) => ({
  type: 'response.done',
  response: {
    id: `resp_${tokens}`,
    status: 'completed',
    output: [],
    usage: { total_tokens: tokens, input_tokens: tokens, output_tokens: 0 },
  },
});

test('the server posts the offer with its own key and terms; the browser gets neither', async () => {
  const world = await createWorld();
  const ticket = await askForTicket(world.handler);
  expect(Buffer.from(ticket.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('secret');
  const answer = await send(world.handler, 'application/sdp', 'v=0\r\noffer', ticket);
  expect(await answer.text()).toBe('v=0\r\nanswer');
  expect(JSON.stringify([...answer.headers])).not.toMatch(/rtc_|sk-/);
  expect(world.vendor.opened).toEqual([
    {
      authorization: `Bearer ${API_KEY}`,
      sdp: 'v=0\r\noffer',
      session: expect.objectContaining({ instructions: 'Keep this secret.' }) as object,
    },
  ]);
  expect(world.events).toMatchObject([{ type: 'session-granted', userId: 'ann' }]);
});

test('a ticket opens one call, for a minute, and only as it was issued', async () => {
  const { handler, vendor } = await createWorld();
  const other = await createWorld({}, { secret: 'another secret that is long enough for tickets' });
  const offer = async (ticket?: string) =>
    (await send(handler, 'application/sdp', 'v=0\r\noffer', ticket)).status;
  const ticket = await askForTicket(handler);
  const forged = `${ticket.slice(0, -1)}${ticket.endsWith('A') ? 'B' : 'A'}`;
  expect(await offer()).toBe(401);
  expect(await offer('ticket.AAAA')).toBe(401);
  expect(await offer(forged.replace(/.{4}$/, 'AAAA'))).toBe(401);
  expect(await offer(await askForTicket(other.handler))).toBe(401);
  const replies = await Promise.all([offer(ticket), offer(ticket), offer(ticket)]);
  expect(replies.toSorted()).toEqual([201, 401, 401]);
  expect(await offer(ticket)).toBe(401);
  const old = await askForTicket(handler);
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
  expect(await offer(old)).toBe(401);
  now.mockRestore();
  expect(vendor.opened).toHaveLength(1);
});

test('a call is hung up when its money is used up, at once and until the vendor takes it', async () => {
  const world = await createWorld({
    limits: { moneyPerMinute: 0.5, sessionMinutes: 10, user: { moneyPerDay: 100 } },
  });
  const running = await call(world);
  world.vendor.refusals.hangUps = 2;
  await world.vendor.emit(usage(300));
  await vi.waitFor(() => expect(running.money).toBe(3));
  await world.vendor.emit(usage(200));
  expect(await running.ended).toMatchObject({ reason: 'money', money: 5 });
  expect(world.vendor.hangUps).toEqual(['rtc_1']);
  // The page learns why.
  expect(world.vendor.received.at(-1)).toMatchObject({ item: { id: 'repartee_budget-exceeded' } });
  expect(world.events.at(-1)).toMatchObject({
    type: 'session-closed',
    reason: 'money',
    money: 5,
    userId: 'ann',
  });
});

test('a call is hung up when its time is over, though nothing is watched', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const world = await createWorld({ limits: { sessionMinutes: 1, user: { minutesPerDay: 1 } } }, {
      connect: undefined,
    } as never);
    const running = await call(world);
    vi.advanceTimersByTime(60_000);
    expect(await running.ended).toMatchObject({ reason: 'time', money: null });
    expect(world.vendor.hangUps).toEqual(['rtc_1']);
  } finally {
    vi.useRealTimers();
  }
});

test('an ended call gives back the time that it has not used', async () => {
  const world = await createWorld({ limits: { sessionMinutes: 10, user: { minutesPerDay: 10 } } });
  const running = await call(world);
  const refused = await send(world.handler, 'application/sdp', 'v=0\r\n', await askForTicket(world.handler));
  expect([refused.status, await refused.json()]).toMatchObject([429, { error: { code: 'budget-exceeded' } }]);
  await running.hangUp();
  await call(world);
});

test('tools run on the server, and the instructions change there', async () => {
  const world = await createWorld(
    {},
    {
      tools: [
        { name: 'stock', execute: (args, { user }) => ({ args, for: user.id }) },
        {
          name: 'broken',
          execute: () => {
            throw new Error('password=hunter2');
          },
        },
      ],
    },
  );
  const running = await call(world);
  for (const name of ['stock', 'broken', 'of_the_page']) {
    const call_id = `call_${name}`;
    await world.vendor.emit({
      type: 'response.output_item.done',
      response_id: 'resp_1',
      output_index: 0,
      item: {
        id: `item_${name}`,
        type: 'function_call',
        status: 'completed',
        call_id,
        name,
        arguments: '{"sku":7}',
      },
    });
  }
  const outputs = () =>
    world.vendor.received.flatMap(({ type, item }) =>
      type === 'conversation.item.create' ? [item as { id: string; call_id: string; output: string }] : [],
    );
  await vi.waitFor(() => expect(outputs()).toHaveLength(2));
  expect(Object.fromEntries(outputs().map(({ call_id, output }) => [call_id, output]))).toEqual({
    call_stock: '{"args":{"sku":7},"for":"ann"}',
    call_broken: 'The tool failed.',
  });
  // A result is an item of its own.
  expect(outputs().map(({ id }) => id)).not.toContain('item_stock');
  expect(world.vendor.received.filter(({ type }) => type === 'response.create')).toHaveLength(1);
  expect(running.update({ instructions: 'Say goodbye.' })).toBe(true);
  await vi.waitFor(() =>
    expect(world.vendor.received).toContainEqual(
      expect.objectContaining({
        type: 'session.update',
        session: expect.objectContaining({ instructions: 'Say goodbye.' }) as object,
      }),
    ),
  );
});

test('the result of a tool waits for a sideband that was lost meanwhile', async () => {
  let finish: (result: string) => void = () => {};
  const result = new Promise<string>((resolve) => (finish = resolve));
  const world = await createWorld({}, { tools: [{ name: 'stock', execute: () => result }] });
  const running = await call(world);
  await world.vendor.emit({ type: 'response.created', response: { id: 'resp_1' } });
  await world.vendor.emit({
    type: 'response.output_item.done',
    response_id: 'resp_1',
    output_index: 0,
    item: {
      id: 'i',
      type: 'function_call',
      status: 'completed',
      call_id: 'c',
      name: 'stock',
      arguments: '{}',
    },
  });
  world.vendor.refusals.sidebands = 1;
  world.vendor.sidebands.at(-1)?.close(1000);
  // The sideband is lost, and the first attempt to open another one was refused.
  await vi.waitFor(() => expect(world.vendor.refusals.sidebands).toBeLessThanOrEqual(0));
  finish('Seven.');
  await vi.waitFor(() => expect(world.vendor.sidebands).toHaveLength(2));
  await world.vendor.emit(usage(100));
  const sent = () => world.vendor.received.map(({ type }) => type);
  await vi.waitFor(() => expect(sent()).toEqual(['conversation.item.create', 'response.create']));
  expect(world.vendor.received[0]).toMatchObject({ item: { call_id: 'c', output: 'Seven.' } });
  await running.hangUp();
});

test('a sideband that comes too early tries again; a call without one is not left alone', async () => {
  const world = await createWorld();
  world.vendor.refusals.sidebands = 2;
  const running = await call(world);
  await world.vendor.emit(usage(100));
  await vi.waitFor(() => expect(running.money).toBe(1));
  world.vendor.refusals.sidebands = 100;
  world.vendor.sidebands.at(-1)?.close(1000);
  expect(await running.ended).toMatchObject({ reason: 'remote', money: 1 });
  expect(world.vendor.hangUps).toEqual(['rtc_1']);
});

test('a call that the vendor refuses is not charged', async () => {
  const world = await createWorld({ limits: { sessionMinutes: 10, user: { minutesPerDay: 10 } } });
  const ticket = await askForTicket(world.handler);
  const offer = await send(world.handler, 'application/sdp', 'no offer', ticket);
  expect(offer.status).toBe(400);
  await call(world);
});

test('a secret that can be guessed is refused', async () => {
  await expect(createWorld({}, { secret: 'short' })).rejects.toMatchObject({ code: 'invalid-config' });
});
