import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ask, beginCall, lastCall } from './scenarios/call.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

const timeout = 30_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ env: { REPARTEE_CALL_TOKENS: '1' } });
});

afterAll(() => demo?.close());

/** Opens a call as a page that knows the endpoint and nothing of the kit. It ignores whatever comes. Returns when the call is over. */
async function callDeafly(): Promise<void> {
  const endpoint = '/api/realtime/openai/emulated/credential?transport=webrtc';
  const headers = { 'content-type': 'application/json' };
  const asked = await fetch(endpoint, { method: 'POST', headers, body: '{"vendor":"openai"}' });
  const { value, url } = (await asked.json()) as { value: string; url: string };
  const peer = new RTCPeerConnection();
  peer.addTransceiver('audio');
  const channel = peer.createDataChannel('oai-events');
  channel.addEventListener('open', () => {
    const content = [{ type: 'input_text', text: 'Hello.' }];
    const item = { type: 'message', role: 'user', content };
    channel.send(JSON.stringify({ type: 'conversation.item.create', item }));
    channel.send(JSON.stringify({ type: 'response.create' }));
  });
  const closed = new Promise((resolve) => channel.addEventListener('close', resolve));
  await peer.setLocalDescription(await peer.createOffer());
  const answer = await fetch(new URL(url, asked.url), {
    method: 'POST',
    headers: { 'content-type': 'application/sdp', authorization: `Bearer ${value}` },
    body: peer.localDescription?.sdp ?? '',
  });
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  await closed;
}

it('a call whose budget is used up is hung up by the server, though the page ignores everything', async () => {
  const page = await demo.open({ path: '/?transport=webrtc' });
  await page.evaluate(callDeafly);
  expect(lastCall(demo).frames.map(({ frame }) => frame['type'])).toContain('response.done');
  expect(demo.emulator.sessions.map(({ kind }) => kind)).toEqual(['call']);
  await vi.waitFor(() => expect(lastCall(demo).isOpen).toBe(false), { timeout });
});

it('the built page has no key of the machine that built it, and none of the code that uses keys', () => {
  const texts = readdirSync(demo.dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
  const bundle = texts.join('\n');
  expect(bundle).toContain('oai-events');
  expect(/canary|(xi|x-goog)-api-key|client_secrets|get-signed-url/.exec(bundle)?.[0]).toBeUndefined();
});

it('the page of the kit shows why', async () => {
  const page = await beginCall(demo);
  await ask(page, 'Hello.');
  await page.getByText('The budget for this conversation is used up').first().waitFor({ timeout });
  await page.locator('.repartee-status[data-status="failed"]').waitFor({ state: 'attached', timeout });
  // The page is told first, and the call is hung up then.
  await vi.waitFor(() => expect(lastCall(demo).isOpen).toBe(false), { timeout });
});
