import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createEmulator } from '@repartee/emulator';
import type { Emulator } from '@repartee/emulator';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { InstanceOptions } from '../test/instance.ts';
import { RedisServer } from '../test/redis-server.ts';

const VENDORS = ['openai', 'gemini', 'elevenlabs', 'cartesia'];

let emulator: Emulator;
let redis: RedisServer;
const children: ChildProcess[] = [];
let ports: readonly number[];

/** Two processes with the same limits: 30 credentials for a user, 100 minutes for the team, 2 for each session. */
beforeAll(async () => {
  [emulator, redis] = await Promise.all([createEmulator({ port: 0 }), RedisServer.start()]);
  const options: InstanceOptions = {
    emulator: emulator.origin,
    redisPort: redis.port,
    limits: {
      credentials: { count: 30, perSeconds: 600 },
      sessionMinutes: 2,
      team: { minutesPerDay: 100 },
    },
  };
  ports = await Promise.all([startInstance(options), startInstance(options)]);
}, 60_000);

afterAll(async () => {
  for (const child of children) child.disconnect();
  await Promise.all([emulator.close(), redis.stop()]);
});

function startInstance(options: InstanceOptions): Promise<number> {
  const file = fileURLToPath(new URL('../test/instance.mjs', import.meta.url));
  const child = fork(file, [JSON.stringify(options)], { stdio: 'inherit', execArgv: ['--no-warnings'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`The instance ended with ${code}.`)));
  });
}

async function ask(user: string, number: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${ports[number % 2]}/api/realtime`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-user': user },
    body: JSON.stringify({ vendor: VENDORS[number % 4] }),
  });
  const { value, error } = (await response.json()) as { value?: string; error?: { code: string } };
  return response.status === 200 && value ? 'granted' : `${response.status} ${error?.code}`;
}

const askOften = async (users: readonly string[], times: number) => {
  const answers = await Promise.all(
    Array.from({ length: times }, (_, number) => ask(users[number % users.length] ?? '', number)),
  );
  return Object.fromEntries(
    [...new Set(answers)].map((answer) => [answer, answers.filter((one) => one === answer).length]),
  );
};

test('limits hold to the last credential, over two processes, a crash of Redis, and its return', async () => {
  // 200 at once: three users may have 30 each, and the team has time for 50.
  const users = ['ann', 'ben', 'cleo', 'dan'];
  expect(await askOften(users, 200)).toEqual({
    granted: 50,
    '429 budget-exceeded': 70,
    '429 rate-limited': 80,
  });
  await redis.kill();
  await vi.waitFor(async () => expect(await ask('eve', 0)).toBe('503 credential-fetch-failed'));
  expect(await askOften(['eve'], 20)).toEqual({ '503 credential-fetch-failed': 20 });
  await redis.run();
  // Nothing was forgotten, and nothing that was refused has been counted.
  const back = ['429 budget-exceeded', '429 rate-limited'];
  await vi.waitFor(async () => expect(back).toContain(await ask('fay', 0)), {
    interval: 50,
  });
  await vi.waitFor(async () => expect(back).toContain(await ask('fay', 1)), {
    interval: 50,
  });
  expect(await askOften(['eve'], 40)).toEqual({ '429 budget-exceeded': 30, '429 rate-limited': 10 });
});
