import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { runnerImport } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CredentialHandler } from './handler-options.ts';

const folder = new URL('../node_modules/.readme/', import.meta.url);
const SECRET = 'a secret of the test that is long enough';

let handler: CredentialHandler;

/** Runs the first code block of the README, with a minter that asks no vendor. */
beforeAll(async () => {
  vi.stubEnv('SESSION_SECRET', SECRET);
  vi.stubEnv('OPENAI_API_KEY', 'sk-readme');
  vi.stubGlobal('fetch', async () => Response.json({ value: 'ek_readme', expires_at: 1_795_000_000 }));
  const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, block = ''] = /^```ts\n([\s\S]*?)^```/m.exec(page) ?? [];
  mkdirSync(folder, { recursive: true });
  const file = new URL('handler.ts', folder);
  writeFileSync(file, block.replace("'@repartee/server'", "'../../src/index.ts'"));
  const options = { logLevel: 'error', configFile: false } as const;
  ({ handler } = (await runnerImport<{ handler: CredentialHandler }>(file.pathname, options)).module);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const tokenOf = (id: string, expiry: number, secret = SECRET, audience = 'shop') =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setAudience(audience)
    .setExpirationTime(Math.floor(expiry / 1000))
    .sign(new TextEncoder().encode(secret));

const statusOf = async (cookie: string) => {
  const headers = { cookie, 'content-type': 'application/json' };
  return (await handler(new Request('https://app.example/', { method: 'POST', headers }))).status;
};

test('the example gives a credential to a session with a valid signature, and to no other', async () => {
  const later = Date.now() + 60_000;
  const good = await tokenOf('ann', later);
  const [head = '', claims = '', signature = ''] = good.split('.');
  const forged = Buffer.from(Buffer.from(claims, 'base64url').toString().replace('ann', 'eve')).toString(
    'base64url',
  );
  expect(await statusOf(`theme=dark; session=${good}`)).toBe(200);
  for (const token of [
    '',
    'ann',
    `${head}.${forged}.${signature}`,
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`,
    await tokenOf('ann', later, 'another secret of the test'),
    await tokenOf('ann', later, SECRET, 'another app'),
    await tokenOf('ann', Date.now() - 60_000),
  ])
    expect(await statusOf(`session=${token}`), token).toBe(401);
});
