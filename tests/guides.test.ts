import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createEmulator } from '../packages/emulator/src/index.ts';
import type { Emulator } from '../packages/emulator/src/index.ts';
import type { Express } from 'express';
import { runnerImport } from 'vite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { root } from './support/sources.ts';

/** Inside the demo, so that the blocks find the packages as an app would. */
const folder = path.join(root, 'apps/demo/node_modules/.guides');

let emulator: Emulator;

beforeAll(async () => {
  emulator = await createEmulator({ port: 0 });
  mkdirSync(folder, { recursive: true });
  vi.stubEnv('OPENAI_API_KEY', 'sk-guide');
  // The guides leave these to the app: one user is signed in by this header.
  const readUser = (token: string | null) => Promise.resolve(token === 'Bearer good' ? { id: 'ada' } : null);
  vi.stubGlobal('readSession', (request: Request) => readUser(request.headers.get('authorization')));
  vi.stubGlobal('verifyToken', readUser);
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await emulator.close();
});

/** Runs the first code block of a guide, with the minter pointed at the emulator. */
async function runGuide<Module>(name: string): Promise<Module> {
  const page = readFileSync(path.join(root, `docs/server/${name}.md`), 'utf8');
  const [, block = ''] = /^```ts\n([\s\S]*?)^```/m.exec(page) ?? [];
  const pointed = block.replace('openaiMinter({', `openaiMinter({ baseUrl: '${emulator.origin}/v1',`);
  expect(pointed).not.toBe(block);
  const file = path.join(folder, `${name}.ts`);
  writeFileSync(file, pointed);
  return (await runnerImport<Module>(file, { logLevel: 'error' })).module;
}

/** Asks for a credential, signed in and not. */
async function ask(send: (request: Request) => Response | Promise<Response>): Promise<void> {
  const request = (headers: Record<string, string>) =>
    new Request('http://127.0.0.1/api/realtime', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });
  expect((await send(request({}))).status).toBe(401);
  const granted = await send(request({ authorization: 'Bearer good' }));
  expect(granted.status).toBe(200);
  expect(await granted.json()).toMatchObject({ value: expect.stringMatching(/^ek_/) });
}

it('the Next.js guide mints credentials', async () => {
  const { POST } = await runGuide<{ POST: (request: Request) => Promise<Response> }>('nextjs');
  await ask(POST);
});

it('the Express guide mints credentials', async () => {
  const { app } = await runGuide<{ app: Express }>('express');
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await ask(({ method, headers, url }) =>
    fetch(url.replace('127.0.0.1', `127.0.0.1:${port}`), { method, headers, body: '{}' }),
  );
  await new Promise((resolve) => server.close(resolve));
});

it('the Hono guide mints credentials', async () => {
  const { app } = await runGuide<{ app: { fetch(request: Request): Response | Promise<Response> } }>('hono');
  await ask((request) => app.fetch(request));
});

it('the worker guide mints credentials', async () => {
  type Worker = { fetch(request: Request, env: { OPENAI_API_KEY: string }): Promise<Response> };
  const { default: worker } = await runGuide<{ default: Worker }>('workers');
  await ask((request) => worker.fetch(request, { OPENAI_API_KEY: 'sk-guide' }));
});
