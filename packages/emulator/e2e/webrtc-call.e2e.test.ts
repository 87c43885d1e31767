import { createEmulator, createSpeechWav } from '@repartee/emulator';
import type { Emulator, EmulatorOptions } from '@repartee/emulator';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { installCall } from './call-page.ts';

/* Calls of a real browser with the emulator's peer: real ICE, DTLS, Opus, and real speech. */

const timeout = 30_000;

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['REPARTEE_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--autoplay-policy=no-user-gesture-required',
      '--allow-loopback-in-peer-connection',
    ],
  });
});

afterAll(() => browser?.close());

async function start(options: EmulatorOptions = {}): Promise<{ emulator: Emulator; page: Page }> {
  const emulator = await createEmulator(options);
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    await emulator.close();
  });
  await page.goto(emulator.origin);
  await page.evaluate(installCall);
  return { emulator, page };
}

const begin = (page: Page, key = 'sk-test') => page.evaluate((given) => call.begin({ key: given }), key);

/** The first event of a type, once it has come. */
async function event(
  page: Page,
  type: string,
  from = 0,
): Promise<Record<string, unknown> & { atMs: number }> {
  const found = await page.waitForFunction(
    ([name, start]) => call.events.slice(start).find((each) => each.type === name),
    [type, from] as const,
    { timeout },
  );
  return (await found.jsonValue()) as Record<string, unknown> & { atMs: number };
}

const types = (page: Page) => page.evaluate(() => call.events.map((each) => each.type));

async function say(page: Page, text: string): Promise<void> {
  const wav = await createSpeechWav({ text, leadingSilenceMs: 200 });
  await page.evaluate((words) => call.speak(words), Buffer.from(wav).toString('base64'));
}

const ask = (page: Page, text: string) =>
  page.evaluate((words) => {
    const content = [{ type: 'input_text', text: words }];
    call.send({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content } });
    call.send({ type: 'response.create' });
  }, text);

const telling = (text: string): NonNullable<EmulatorOptions['agent']> => ({
  respond: () => [{ type: 'speech', text }],
});
const LONG = Array.from(
  { length: 6 },
  (_, index) => `This is sentence number ${index} of a long story.`,
).join(' ');

describe('a call', () => {
  it('hears speech, and answers in speech that is heard', async () => {
    const { emulator, page } = await start();
    const { status, location } = await begin(page);
    expect(status).toBe(201);
    expect(location).toMatch(/^\/v1\/realtime\/calls\/rtc_/);
    const created = await event(page, 'session.created');
    // The ids of a call and of its session have the same end.
    const suffix = location?.split('rtc_')[1];
    expect(created['session']).toMatchObject({ id: `sess_${suffix}` });
    await say(page, 'What is the weather like in London?');
    await event(page, 'output_audio_buffer.stopped');
    const item = emulator.sessions[0]?.frames.find(
      ({ frame }) => frame['type'] === 'response.output_audio_transcript.done',
    );
    expect(item?.frame['transcript']).toMatch(/london/i);
    expect(await page.evaluate(() => Math.max(...call.levels))).toBeGreaterThan(0.05);
    const all = await types(page);
    expect(all.filter((type) => type === 'session.created')).toHaveLength(1);
    expect(all).not.toContain('response.output_audio.delta');
    const order = [
      'response.created',
      'output_audio_buffer.started',
      'response.done',
      'output_audio_buffer.stopped',
    ];
    expect(all.filter((type) => order.includes(type))).toEqual(order);
  });

  it('is cut where the user speaks: the answer falls silent, and the conversation keeps what was sent', async () => {
    const { page } = await start({ agent: telling(LONG) });
    await begin(page);
    await ask(page, 'Tell me a story.');
    const started = await event(page, 'output_audio_buffer.started');
    await event(page, 'response.done');
    await say(page, 'Please stop.');
    const cleared = await event(page, 'output_audio_buffer.cleared');
    const truncated = await event(page, 'conversation.item.truncated');
    // Audio goes out in real time: what was sent lasts as long as it was heard, whatever clock is right.
    const heard = cleared.atMs - started.atMs;
    expect(Number(truncated['audio_end_ms']) / heard).toBeGreaterThan(0.7);
    expect(Number(truncated['audio_end_ms']) / heard).toBeLessThan(1.3);
    expect(await types(page)).not.toContain('output_audio_buffer.stopped');
  });

  it('is cut by command, with what was being generated', async () => {
    const { page } = await start({ agent: telling(LONG), pace: 1 });
    await begin(page);
    await ask(page, 'Tell me a story.');
    await event(page, 'output_audio_buffer.started');
    await page.evaluate(() => {
      call.send({ type: 'response.cancel' });
      call.send({ type: 'output_audio_buffer.clear' });
    });
    await event(page, 'output_audio_buffer.cleared');
    await event(page, 'conversation.item.truncated');
    expect(await event(page, 'response.done')).toMatchObject({
      response: { status: 'cancelled', status_details: { reason: 'client_cancelled' } },
    });
    // All that had been sent has been heard: what comes from now on is silence.
    const from = await page.evaluate(() => call.levels.length);
    await page.waitForFunction(
      (start) => call.levels.length > start + 40 && call.levels.slice(-30).every((level) => level < 0.01),
      from,
      { timeout },
    );
  });

  it('ends when its server hangs up, and is known no more', async () => {
    const { emulator, page } = await start();
    const { location } = await begin(page);
    const hangUp = () =>
      fetch(`${emulator.origin}${location}/hangup`, {
        method: 'POST',
        headers: { Authorization: 'Bearer sk-test' },
      });
    expect((await hangUp()).status).toBe(200);
    await page.waitForFunction(() => call.state().channel === 'closed', null, { timeout });
    await expect.poll(() => emulator.sessions[0]?.isOpen, { timeout }).toBe(false);
    const again = await hangUp();
    expect(again.status).toBe(404);
    expect(await again.json()).toMatchObject({ error: { code: 'call_id_not_found' } });
  });

  it('is joined by its server, which gets no greeting, sees the events and changes the session', async () => {
    const { emulator, page } = await start();
    const { location } = await begin(page);
    const id = String(location).split('/').at(-1);
    const url = `${emulator.origin.replace('http', 'ws')}/v1/realtime?call_id=${id}`;
    const socket = new WebSocket(url, { headers: { Authorization: 'Bearer sk-test' } });
    const seen: string[] = [];
    socket.on('message', (data: Buffer) => seen.push((JSON.parse(data.toString()) as { type: string }).type));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(
      JSON.stringify({ type: 'session.update', session: { type: 'realtime', instructions: 'Be brief.' } }),
    );
    expect(await event(page, 'session.updated')).toMatchObject({ session: { instructions: 'Be brief.' } });
    await ask(page, 'Hello.');
    await event(page, 'output_audio_buffer.stopped');
    await expect.poll(() => seen, { timeout }).toContain('output_audio_buffer.stopped');
    expect(seen[0]).toBe('session.updated');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await page.evaluate(() => call.end());
    expect(await closed).toBe(1000);
  });

  it('outlives a network that lets nothing through for a while', async () => {
    const { emulator, page } = await start();
    await begin(page);
    emulator.sessions[0]?.stall(1_500);
    await ask(page, 'Hello.');
    await event(page, 'output_audio_buffer.stopped');
    expect(await page.evaluate(() => call.state())).toMatchObject({
      connection: 'connected',
      channel: 'open',
    });
  });

  it('breaks without a word: the browser still takes it for open', async () => {
    const { emulator, page } = await start();
    await begin(page);
    emulator.sessions[0]?.drop();
    await expect.poll(() => emulator.sessions[0]?.isOpen, { timeout }).toBe(false);
    expect(await page.evaluate(() => call.state())).toMatchObject({
      connection: 'connected',
      channel: 'open',
    });
  });
});

describe('a call that is not let in', () => {
  const offer = (origin: string, init: RequestInit) =>
    fetch(`${origin}/v1/realtime/calls`, { method: 'POST', ...init });

  it.each([
    ['without a key', { body: 'v=0' }, 401, 'missing_api_key'],
    [
      'with a wrong key',
      { body: 'v=0', headers: { Authorization: 'Bearer ek_unknown' } },
      401,
      'invalid_api_key',
    ],
    [
      'with an offer that is none',
      { body: 'hello', headers: { Authorization: 'Bearer sk-x', 'Content-Type': 'application/sdp' } },
      400,
      'invalid_offer',
    ],
    [
      'with an offer as JSON',
      { body: '{}', headers: { Authorization: 'Bearer sk-x', 'Content-Type': 'application/json' } },
      400,
      'unsupported_content_type',
    ],
  ])('%s', async (_, init, status, code) => {
    const emulator = await createEmulator();
    onTestFinished(() => emulator.close());
    const response = await offer(emulator.origin, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
    await expect.poll(() => emulator.sessions.filter(({ isOpen }) => isOpen)).toEqual([]);
  });

  it('posted by the app’s own server without a session', async () => {
    const emulator = await createEmulator();
    onTestFinished(() => emulator.close());
    const body = new FormData();
    body.set('sdp', 'v=0');
    const response = await offer(emulator.origin, { body, headers: { Authorization: 'Bearer sk-x' } });
    expect(await response.json()).toMatchObject({
      error: { code: 'missing_required_parameter', param: 'session' },
    });
  });
});

it('takes the session from a server that posts the offer for its page', async () => {
  const { page } = await start();
  const answer = await page.evaluate(async () => {
    const connection = new RTCPeerConnection();
    connection.addTransceiver('audio');
    const channel = connection.createDataChannel('oai-events');
    await connection.setLocalDescription(await connection.createOffer());
    const body = new FormData();
    body.set('sdp', connection.localDescription?.sdp ?? '');
    body.set(
      'session',
      JSON.stringify({ type: 'realtime', model: 'gpt-realtime-2.1', instructions: 'Be kind.' }),
    );
    const headers = { Authorization: 'Bearer sk-test' };
    const response = await fetch('/v1/realtime/calls', { method: 'POST', body, headers });
    const first = new Promise<string>((resolve) => (channel.onmessage = ({ data }) => resolve(String(data))));
    await connection.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    const created = JSON.parse(await first) as unknown;
    connection.close();
    return created;
  });
  expect(answer).toMatchObject({ type: 'session.created', session: { instructions: 'Be kind.' } });
});

it('leaves nothing behind after many calls, one after the other and side by side', async () => {
  const { emulator, page } = await start();
  const callOnce = () =>
    page.evaluate(async () => {
      const { status } = await call.begin({ key: 'sk-test' });
      call.end();
      return status;
    });
  for (let round = 0; round < 2; round += 1) expect(await callOnce()).toBe(201);
  const others = await Promise.all(
    [1, 2, 3].map(async () => {
      const other = await browser.newPage();
      await other.goto(emulator.origin);
      await other.evaluate(installCall);
      return other;
    }),
  );
  const answers = await Promise.all(others.map((other) => begin(other)));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  await Promise.all(others.map((other) => other.evaluate(() => call.end())));
  await Promise.all(others.map((other) => other.close()));
  // A session is closed when the process of its call has ended.
  await expect
    .poll(() => emulator.sessions.map(({ isOpen }) => isOpen), { timeout })
    .toEqual(Array(5).fill(false));
});
