import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listChoices } from '../src/demo-config.ts';
import type { DemoConfig } from '../src/demo-config.ts';
import { VENDORS } from '../src/vendors.ts';
import { createBackend } from './backend.ts';

const KEY = 'sk-not-for-the-page';
const { id, keyName } = VENDORS[0] ?? { id: '', keyName: '' };
const emulated = VENDORS.map((vendor) => ({ vendorId: vendor.id, isReal: false }));
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function serve(env: NodeJS.ProcessEnv): Promise<string> {
  const backend = await createBackend(env);
  const server = createServer((request, response) => void backend.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)), backend.close);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function configOf(origin: string): Promise<{ readonly text: string; readonly config: DemoConfig }> {
  const text = await (await fetch(`${origin}/api/config`)).text();
  return { text, config: JSON.parse(text) as DemoConfig };
}

const post = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' });

const mint = (origin: string, kind: string, headers: Record<string, string> = {}, vendorId = id) =>
  post(`${origin}/api/realtime/${vendorId}/${kind}/credential`, headers);

describe('the server behind the demo', () => {
  it('offers the emulator alone where there is no key, and mints for it', async () => {
    const origin = await serve({});
    const { config } = await configOf(origin);
    expect(listChoices(config)).toEqual(emulated);
    for (const { vendorId } of emulated)
      expect((await mint(origin, 'emulated', {}, vendorId)).status, vendorId).toBe(200);
    expect((await mint(origin, 'real')).status).toBe(404);
    const speech = (kind: string) => post(`${origin}/api/speech/${kind}/credential`);
    expect([(await speech('emulated')).status, (await speech('real')).status]).toEqual([200, 404]);
  });

  it('tells the page that there is a key, and never the key', async () => {
    const origin = await serve({ [keyName]: KEY });
    const { text, config } = await configOf(origin);
    expect(listChoices(config).filter(({ isReal }) => isReal)).toEqual([{ vendorId: id, isReal: true }]);
    expect(text).not.toContain(KEY);
    expect(await (await mint(origin, 'emulated')).text()).not.toContain(KEY);
  });

  it('mints for its own page, and not for another site in the same browser', async () => {
    const origin = await serve({});
    expect((await mint(origin, 'emulated', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await mint(origin, 'emulated', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('goes without an emulator where that is wanted', async () => {
    const origin = await serve({ REPARTEE_EMULATOR: 'off', [keyName]: KEY });
    const { config } = await configOf(origin);
    expect(listChoices(config)).toEqual([{ vendorId: id, isReal: true }]);
    expect((await mint(origin, 'emulated')).status).toBe(404);
    expect(listChoices((await configOf(await serve({ REPARTEE_EMULATOR: 'off' }))).config)).toEqual([]);
  });
});
