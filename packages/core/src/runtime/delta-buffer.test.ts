import { expect, test } from 'vitest';
import type { ServerEvent } from '../protocol/server-event.ts';
import { DeltaBuffer } from './delta-buffer.ts';

/** @param played items whose audio the ledger plays */
function createBuffer(played: readonly string[] = []) {
  const seen: (ServerEvent | number)[] = [];
  let byteLength = 0;
  /** The steps that the session takes. */
  let calls = 0;
  const buffer = new DeltaBuffer({
    onEvent(event, sum) {
      calls += 1;
      if (sum) seen.push(sum.byteLength);
      seen.push(event);
    },
    ledger: {
      play({ itemId, audio }) {
        if (!played.includes(itemId)) return false;
        byteLength += audio.byteLength;
        return true;
      },
      takeSum() {
        const sum = byteLength > 0 ? { itemId: 'a', byteLength } : null;
        byteLength = 0;
        return sum;
      },
      settle() {
        const sum = this.takeSum();
        if (!sum) return;
        calls += 1;
        seen.push(sum.byteLength);
      },
    },
  });
  return { seen, buffer, countCalls: () => calls };
}

function words(delta: string, itemId = 'a', type: 'output-transcript-delta' | 'text-delta' = 'text-delta') {
  return { type, responseId: 'r', itemId, contentIndex: 0, delta } as const;
}

function audio(bytes: readonly number[], itemId = 'a') {
  return {
    type: 'audio-delta',
    responseId: 'r',
    itemId,
    contentIndex: 0,
    audio: Uint8Array.from(bytes),
  } as const;
}

test('deltas of one task become one of each kind, however they alternate', async () => {
  const { seen, buffer } = createBuffer(['a']);
  for (const event of [words('One '), audio([1, 2]), words('two '), audio([3]), words('three.')])
    buffer.take(event);
  expect(seen).toEqual([]);
  await Promise.resolve();
  expect(seen).toEqual([3, words('One two three.')]);
});

test('a single delta is passed on as it came', async () => {
  const { seen, buffer } = createBuffer();
  const event = words('One');
  buffer.take(event);
  await Promise.resolve();
  expect(seen[0]).toBe(event);
});

test('an event that is no delta, or of another part, comes after the held ones', () => {
  const { seen, buffer } = createBuffer();
  const done = { type: 'audio-done', responseId: 'r', itemId: 'b', contentIndex: 0 } as const;
  for (const event of [words('A'), words('B', 'b'), words('C', 'b', 'output-transcript-delta'), done])
    buffer.take(event);
  expect(seen).toEqual([words('A'), words('B', 'b'), words('C', 'b', 'output-transcript-delta'), done]);
});

test('words after the first of a part wait for the next frame', async () => {
  const { seen, buffer } = createBuffer();
  buffer.take(words('A'));
  await Promise.resolve();
  expect(seen).toEqual([words('A')]);
  for (const word of ['B', 'C']) {
    buffer.take(words(word));
    await Promise.resolve();
  }
  expect(seen).toHaveLength(1);
  buffer.flush();
  expect(seen.slice(1)).toEqual([words('BC')]);
});

test('audio that the ledger plays is counted once a frame, and before any other event', () => {
  const { seen, buffer } = createBuffer(['a']);
  for (const bytes of [[1, 2], [3]]) buffer.take(audio(bytes));
  expect(seen).toEqual([]);
  buffer.flush();
  expect(seen).toEqual([3]);
  buffer.take(audio([4]));
  const done = { type: 'audio-done', responseId: 'r', itemId: 'a', contentIndex: 0 } as const;
  buffer.take(done);
  expect(seen).toEqual([3, 1, done]);
});

test('audio that the ledger plays goes with the words of its frame, and with any other event', async () => {
  const { seen, buffer, countCalls } = createBuffer(['a']);
  buffer.take(words('A'));
  await Promise.resolve();
  for (const event of [words('B'), audio([1]), words('C'), audio([2])]) buffer.take(event);
  buffer.flush();
  expect([seen.slice(1), countCalls()]).toEqual([[2, words('BC')], 2]);
  const done = { type: 'audio-done', responseId: 'r', itemId: 'a', contentIndex: 0 } as const;
  buffer.take(audio([3]));
  buffer.take(done);
  expect([seen.slice(3), countCalls()]).toEqual([[1, done], 3]);
});

test('audio that the rules decide about goes at once, behind the words that are held', () => {
  const { seen, buffer } = createBuffer();
  for (const event of [audio([1]), audio([2], 'b'), words('One', 'b'), audio([3], 'b')]) buffer.take(event);
  expect(seen).toEqual([audio([1]), audio([2], 'b'), words('One', 'b'), audio([3], 'b')]);
});

test('word times of one part become one, behind its audio and words', async () => {
  const { seen, buffer } = createBuffer(['a']);
  const times = (text: string) =>
    ({
      type: 'word-times-received',
      responseId: 'r',
      itemId: 'a',
      contentIndex: 0,
      words: [{ text, startMs: 0, endMs: 1 }],
    }) as const;
  for (const event of [times('One'), audio([1]), words('One '), times('two')]) buffer.take(event);
  await Promise.resolve();
  expect(seen).toEqual([
    1,
    words('One '),
    { ...times('One'), words: [...times('One').words, ...times('two').words] },
  ]);
});

test('audio behind the supposed end of an item is not joined', () => {
  const { seen, buffer } = createBuffer();
  const late = { ...audio([2]), continuesItem: true } as const;
  for (const event of [audio([1]), late, late]) buffer.take(event);
  expect(seen).toEqual([audio([1]), late, late]);
});
