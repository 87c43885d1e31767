import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RedisServer } from '../../test/redis-server.ts';
import type { LimitStore, SessionOpening } from './limit-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { createRedisStore, REDIS_OPTIONS } from './redis-store.ts';
import type { RedisClient } from './redis-store.ts';

let redis: RedisServer;
let client: Redis;

beforeAll(async () => {
  redis = await RedisServer.start();
  client = new Redis(redis.port, { ...REDIS_OPTIONS, lazyConnect: true });
  client.on('error', () => {}); // The tests read the status.
  await client.connect();
});

afterAll(async () => {
  client.disconnect();
  await redis.stop();
});

let count = 0;

/** A session of ten minutes, of an account of its own with half an hour and 9 in money, at 0.6 a minute. */
function createOpening(more: Partial<SessionOpening> = {}): SessionOpening {
  count += 1;
  return {
    sessionId: `session-${count}`,
    seconds: 600,
    microsPerMinute: 600_000,
    accounts: [{ key: `day:user:${count}`, maxSeconds: 1_800, maxMicros: 9_000_000 }],
    slots: [],
    ...more,
  };
}

const again = (opening: SessionOpening, name: string): SessionOpening => ({ ...opening, sessionId: name });

describe.each<[string, () => LimitStore]>([
  ['memory', () => createMemoryStore()],
  ['Redis', () => createRedisStore({ client })],
])('the store in %s', (_, createStore) => {
  test('lets so many credentials through in a window, and says how long to wait', async () => {
    const store = createStore();
    const key = `user-${(count += 1)}`;
    const waits = await Promise.all(
      Array.from({ length: 8 }, () => store.countCredential(key, { count: 3, perSeconds: 60 })),
    );
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(3);
    for (const waitMs of waits.filter((ms) => ms > 0)) expect(waitMs).toBeLessThanOrEqual(60_000);
    expect(await store.countCredential(`${key}-other`, { count: 3, perSeconds: 60 })).toBe(0);
  });

  test('charges at the beginning, gives less where less is left, then nothing', async () => {
    const store = createStore();
    // 9 in money is fifteen minutes, which is less than the half hour.
    const opening = createOpening();
    expect(await store.open(opening)).toEqual({ seconds: 600 });
    expect(await store.open(again(opening, 'second'))).toEqual({ seconds: 300 });
    expect(await store.open(again(opening, 'third'))).toEqual({ reason: 'money', retryAfterSeconds: null });
    const onlyTime = createOpening({
      accounts: [{ key: `day:user:${count}x`, maxSeconds: 601, maxMicros: null }],
    });
    expect(await store.open(onlyTime)).toEqual({ seconds: 600 });
    expect(await store.open(again(onlyTime, 'rest'))).toEqual({ reason: 'minutes', retryAfterSeconds: null });
  });

  test('gives back what was not used, once', async () => {
    const store = createStore();
    const opening = createOpening();
    await store.open(opening);
    expect(await store.end(opening, { seconds: 60, micros: null })).toBe(true);
    expect(await store.end(opening, { seconds: 0, micros: 0 })).toBe(false);
    // 14 minutes of 15 are left.
    expect(await store.open(again(opening, `${count}-b`))).toEqual({ seconds: 600 });
    expect(await store.open(again(opening, `${count}-c`))).toEqual({ seconds: 240 });
  });

  test('charges what the server has seen where that is more', async () => {
    const store = createStore();
    const opening = createOpening();
    await store.open(opening);
    await store.end(opening, { seconds: 10, micros: 8_900_000 });
    expect(await store.open(again(opening, `${count}-b`))).toEqual({ seconds: 10 });
  });

  test('counts a session once, however often it is asked', async () => {
    const store = createStore();
    const opening = createOpening();
    const answers = await Promise.all(Array.from({ length: 5 }, () => store.open(opening)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"seconds":600}']));
    expect(await store.open(again(opening, `${count}-b`))).toEqual({ seconds: 300 });
  });

  test('has so many slots, which an end frees', async () => {
    const store = createStore();
    const opening = createOpening({ accounts: [], slots: [{ key: `user:${count}`, max: 2 }] });
    const [first, second, third] = ['a', 'b', 'c'].map((name) => again(opening, `${count}-${name}`)) as [
      SessionOpening,
      SessionOpening,
      SessionOpening,
    ];
    await store.open(first);
    await store.open(second);
    expect(await store.open(third)).toMatchObject({ reason: 'concurrent' });
    await store.end(first, { seconds: 1, micros: null });
    expect(await store.open(third)).toEqual({ seconds: 600 });
  });

  test('holds the limits of a user and of the team at once', async () => {
    const store = createStore();
    const team = { key: `day:team:${(count += 1)}`, maxSeconds: 900, maxMicros: null };
    const [ann, ben] = ['ann', 'ben'].map((name) =>
      createOpening({
        accounts: [{ key: `day:user:${name}${count}`, maxSeconds: 1_800, maxMicros: null }, team],
      }),
    ) as [SessionOpening, SessionOpening];
    expect(await store.open(ann)).toEqual({ seconds: 600 });
    expect(await store.open(ben)).toEqual({ seconds: 300 });
  });

  test('redeems an id once', async () => {
    const store = createStore();
    const id = `ticket-${(count += 1)}`;
    const answers = await Promise.all(Array.from({ length: 4 }, () => store.redeem(id, 60)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });
});

test('the store in Redis sends one command for each step, as docs/server says', async () => {
  const sent: string[] = [];
  const counting = {
    get status() {
      return client.status;
    },
    eval: (...values: Parameters<typeof client.eval>) => (sent.push('eval'), client.eval(...values)),
    set: (...values: Parameters<RedisClient['set']>) => (sent.push('set'), client.set(...values)),
  };
  const store = createRedisStore({ client: counting as never });
  const opening = createOpening({ slots: [{ key: `user:${count}`, max: 2 }] });
  await store.redeem(opening.sessionId, 60);
  await store.open(opening);
  await store.end(opening, { seconds: 1, micros: null });
  expect(sent).toEqual(['set', 'eval', 'eval']);
});

test('the store in Redis fails at once while Redis is away, and holds its counts over a crash', async () => {
  const store = createRedisStore({ client });
  const opening = createOpening();
  expect(await store.open(opening)).toEqual({ seconds: 600 });
  const lost = new Promise((resolve) => client.once('close', resolve));
  await redis.kill();
  await lost;
  await expect(store.open(again(opening, 'away'))).rejects.toThrow('Redis cannot be reached');
  const back = new Promise((resolve) => client.once('ready', resolve));
  await redis.run();
  await back;
  expect(await store.open(again(opening, `${count}-b`))).toEqual({ seconds: 300 });
});
