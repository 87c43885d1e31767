import { expect, test } from 'vitest';
import type { ServerEvent } from '../protocol/server-event.ts';
import { DeltaBuffer } from './delta-buffer.ts';

function createBuffer() {
  const seen: ServerEvent[] = [];
  return { seen, buffer: new DeltaBuffer((event) => seen.push(event)) };
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
  const { seen, buffer } = createBuffer();
  for (const event of [words('One '), audio([1, 2]), words('two '), audio([3]), words('three.')])
    buffer.take(event);
  expect(seen).toEqual([]);
  await Promise.resolve();
  expect(seen).toEqual([audio([1, 2, 3]), words('One two three.')]);
});

test('a single delta is passed on as it came, its bytes uncopied', async () => {
  const { seen, buffer } = createBuffer();
  const event = audio([7]);
  buffer.take(event);
  await Promise.resolve();
  expect(seen[0]).toBe(event);
});

test('whatever is no delta, or of another part, comes after what was held', () => {
  const { seen, buffer } = createBuffer();
  const done = { type: 'audio-done', responseId: 'r', itemId: 'b', contentIndex: 0 } as const;
  for (const event of [words('A'), words('B', 'b'), words('C', 'b', 'output-transcript-delta'), done])
    buffer.take(event);
  expect(seen).toEqual([words('A'), words('B', 'b'), words('C', 'b', 'output-transcript-delta'), done]);
});

test('every task has its own', async () => {
  const { seen, buffer } = createBuffer();
  buffer.take(words('A'));
  await Promise.resolve();
  buffer.take(words('B'));
  await Promise.resolve();
  buffer.flush();
  expect(seen).toEqual([words('A'), words('B')]);
});
