import { beforeEach, expect, test } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScope } from '../util/scope.ts';
import { ChunkMail } from './chunk-mail.ts';
import type { ChunkParcel } from './chunk-mail.ts';

let clock = createManualClock();
let scope = createScope();
let posted: { readonly parcels: readonly ChunkParcel[]; readonly transfer: readonly Transferable[] }[] = [];
let mail = createMail();

function createMail() {
  return new ChunkMail({
    format: { encoding: 'pcm16', sampleRateHz: 24_000 },
    clock,
    scope,
    post: (parcels, transfer) => void posted.push({ parcels, transfer }),
  });
}

beforeEach(() => {
  clock = createManualClock();
  scope = createScope();
  posted = [];
  mail = createMail();
});

const chunkOf = (ms: number) => new Uint8Array(ms * 48);

test('what comes in one task goes in one message, item by item, with its buffers', async () => {
  const [one, two, three] = [chunkOf(20), chunkOf(20), chunkOf(20)];
  mail.add('a', one);
  mail.add('a', two);
  mail.add('b', three);
  expect(posted).toEqual([]);
  await Promise.resolve();
  expect(posted).toEqual([
    {
      parcels: [
        { itemId: 'a', chunks: [one, two] },
        { itemId: 'b', chunks: [three] },
      ],
      transfer: [one.buffer, two.buffer, three.buffer],
    },
  ]);
});

test('the first of an answer goes at once; what is far ahead of the ear waits for more', async () => {
  for (let turn = 0; turn < 6; turn += 1) {
    mail.add('a', chunkOf(100));
    await Promise.resolve();
  }
  expect(posted).toHaveLength(6);
  mail.add('a', chunkOf(100));
  mail.add('a', chunkOf(100));
  await Promise.resolve();
  expect(posted).toHaveLength(6);
  clock.advance(50);
  expect(posted.at(-1)?.parcels[0]?.chunks).toHaveLength(2);
  expect(clock.pendingTimers).toBe(0);
});

test('audio at the pace of speech never waits', async () => {
  for (let turn = 1; turn <= 50; turn += 1) {
    mail.add('a', chunkOf(40));
    await Promise.resolve();
    expect(posted).toHaveLength(turn);
    clock.advance(40);
  }
});

test('what is held goes before any other message, and once', async () => {
  mail.add('a', chunkOf(900));
  await Promise.resolve();
  mail.add('a', chunkOf(20));
  mail.send();
  expect(posted).toHaveLength(2);
  mail.send();
  clock.advance(100);
  expect(posted).toHaveLength(2);
});

test('after a flush the next answer is urgent again', async () => {
  mail.add('a', chunkOf(900));
  await Promise.resolve();
  mail.reset();
  mail.add('b', chunkOf(20));
  await Promise.resolve();
  expect(posted).toHaveLength(2);
});

test('a speaker that is closed sends nothing any more and leaves no timer', async () => {
  mail.add('a', chunkOf(900));
  await Promise.resolve();
  mail.add('a', chunkOf(20));
  scope.dispose();
  clock.advance(100);
  expect([posted.length, clock.pendingTimers]).toEqual([1, 0]);
});
