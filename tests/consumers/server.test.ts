import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEmulator } from '../../packages/emulator/src/index.ts';
import type { Emulator } from '../../packages/emulator/src/index.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { withServer } from '../support/package/dev-servers.ts';
import { createScratchApp, removeScratchApp, tarballOf, writeFiles } from '../support/package/scratch-app.ts';
import { SERVER_APPS, SERVER_TOOLS } from '../support/package/server-apps.ts';

/** Keys of the vendors and signed tokens, as long as real ones are. */
const SECRETS = /\b(sk[-_][A-Za-z0-9]{20,}|ek_[A-Za-z0-9]{20,}|AIza[\w-]{30,}|eyJ[\w-]{10,}\.[\w-]{10,}\.)/;

function ask(address: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(`${address}/api/realtime`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"vendor":"openai"}',
  });
}

describe('a server that installs the packed packages', () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await createEmulator({ port: 0 });
    createScratchApp(SERVER_TOOLS);
  });

  afterAll(async () => {
    removeScratchApp();
    await emulator.close();
  });

  it.each(Object.entries(SERVER_APPS))(
    'mints with %s as its guide shows it',
    async (_, { files, command }) => {
      writeFiles(files(emulator.origin));
      const port = await findFreePort();
      await withServer(command(port), async (address) => {
        // Next compiles the route when it is asked for, and says its address before it listens.
        const stranger = await vi.waitFor(() => ask(address, {}), { timeout: 120_000, interval: 200 });
        expect([stranger.status, await stranger.json()]).toMatchObject([
          401,
          { error: { code: 'credential-rejected' } },
        ]);
        const user = { authorization: 'Bearer good' };
        const granted = await ask(address, user);
        expect([granted.status, await granted.json()]).toMatchObject([
          200,
          { value: expect.stringMatching(/^ek_/) as string },
        ]);
        // A page of another site, and the limit of ten credentials a minute.
        expect((await ask(address, { ...user, origin: 'https://evil.example' })).status).toBe(403);
        for (let count = 1; count < 10; count += 1) expect((await ask(address, user)).status).toBe(200);
        const refused = await ask(address, user);
        expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true]);
      });
    },
  );

  it.each(['core', 'hooks', 'ui', 'server'])('finds no secret in the package %s', (name) => {
    const text = execFileSync('tar', ['-xzOf', tarballOf(name)], {
      encoding: 'utf8',
      maxBuffer: 512 * 1024 * 1024,
    });
    expect(SECRETS.exec(text)?.[0] ?? null).toBeNull();
  });
});
