import { beforeEach, expect, test } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScope } from '../util/scope.ts';
import { ChunkBatcher } from './chunk-batcher.ts';
import type { ChunkBatch } from './chunk-batcher.ts';

let clock = createManualClock();
let scope = createScope();
let posted: { readonly batches: readonly ChunkBatch[]; readonly transfer: readonly Transferable[] }[] = [];
/** The number of tasks that were asked for. */
let asked = 0;
let mail = createOutbox();

function createOutbox() {
  return new ChunkBatcher({
    format: { encoding: 'pcm16', sampleRateHz: 24_000 },
    clock,
    scope,
    post: (batches, transfer) => void posted.push({ batches, transfer }),
    sendSoon: () => void (asked += 1),
  });
}

/** Runs the task that was asked for behind those of the page. */
function runTask(): void {
  for (; asked > 0; asked -= 1) mail.send();
}

beforeEach(() => {
  clock = createManualClock();
  scope = createScope();
  posted = [];
  asked = 0;
  mail = createOutbox();
});

const chunkOf = (ms: number) => new Uint8Array(ms * 48);

test('chunks of one task go in one message, one buffer an item', async () => {
  const shared = Uint8Array.of(1, 2, 3, 4, 5, 6).buffer;
  mail.add('a', new Uint8Array(shared, 0, 2));
  mail.add('a', new Uint8Array(shared, 2, 2));
  mail.add('b', new Uint8Array(shared, 4, 2));
  expect(posted).toEqual([]);
  await Promise.resolve();
  expect(posted).toHaveLength(1);
  expect(posted[0]?.batches).toEqual([
    { itemId: 'a', audio: Uint8Array.of(1, 2, 3, 4) },
    { itemId: 'b', audio: Uint8Array.of(5, 6) },
  ]);
  // The buffers are transferred: none of them may be shared.
  expect(posted[0]?.transfer).toEqual(posted[0]?.batches.map(({ audio }) => audio.buffer));
  expect(posted[0]?.transfer).not.toContain(shared);
});

const postedMs = () => posted.map(({ batches }) => (batches[0]?.audio.length ?? 0) / 48);

test('the first chunk goes with its task, and all that arrive in the tasks behind it go together', async () => {
  for (let turn = 0; turn < 6; turn += 1) {
    mail.add('a', chunkOf(20));
    await Promise.resolve();
  }
  expect([postedMs(), asked]).toEqual([[20], 1]);
  runTask();
  expect([postedMs(), clock.pendingTimers]).toEqual([[20, 100], 0]);
});

test('behind the first 80 ms, audio waits for a fifth of what is ahead', async () => {
  mail.add('a', chunkOf(80));
  await Promise.resolve();
  for (let turn = 0; turn < 2; turn += 1) {
    mail.add('a', chunkOf(20));
    await Promise.resolve();
  }
  clock.advance(15);
  expect([posted.length, asked]).toEqual([1, 0]);
  clock.advance(1);
  expect(postedMs()).toEqual([80, 40]);
  expect(clock.pendingTimers).toBe(0);
});

test('audio that is far ahead waits for 50 ms and no longer', async () => {
  mail.add('a', chunkOf(900));
  await Promise.resolve();
  for (const ms of [100, 100]) mail.add('a', chunkOf(ms));
  clock.advance(49);
  expect(posted).toHaveLength(1);
  clock.advance(1);
  expect(postedMs()).toEqual([900, 200]);
});

test('more audio than is ahead of it does not wait for the timer, however late that is', async () => {
  mail.add('a', chunkOf(100));
  await Promise.resolve();
  for (let chunk = 0; chunk < 4; chunk += 1) mail.add('a', chunkOf(20));
  expect(asked).toBe(0);
  for (let chunk = 0; chunk < 36; chunk += 1) mail.add('a', chunkOf(20));
  expect([asked, clock.pendingTimers]).toEqual([1, 1]);
  runTask();
  expect([postedMs(), clock.pendingTimers]).toEqual([[100, 800], 0]);
  // The task of a message that went before it does no harm.
  mail.send();
  expect(posted).toHaveLength(2);
});

test('audio at the pace of speech never waits', async () => {
  for (let turn = 1; turn <= 50; turn += 1) {
    mail.add('a', chunkOf(40));
    await Promise.resolve();
    expect(posted).toHaveLength(turn);
    clock.advance(40);
  }
});

test('held chunks go before any other message, and once', async () => {
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
