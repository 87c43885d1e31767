import { expect, test } from 'vitest';
import { entryOf, oneOf, readRow } from './read.ts';
import type { FieldTable } from './read.ts';

const TABLE: FieldTable = {
  arguments: ['argumentsText'],
  approve: ['isApproved', (value) => value === true],
};

const read = (wire: object, ...fields: string[]) => readRow(wire, ['made', ...fields], TABLE);

test('a field is called and read as its name on the wire says, unless the table knows better', () => {
  const wire = { item_id: 'a', audio_end_ms: 7, arguments: '{}', approve: true, valid: 'b' };
  expect(read(wire, 'item_id', 'audio_end_ms', 'arguments', 'approve', 'valid')).toEqual({
    type: 'made',
    itemId: 'a',
    audioEndMs: 7,
    argumentsText: '{}',
    isApproved: true,
    valid: 'b',
  });
});

test('a wrong value is no id, a count of 0 and an empty text, and only the id is missed', () => {
  expect(read({ audio_end_ms: -1, delta: 7 }, 'audio_end_ms', 'delta')).toEqual({
    type: 'made',
    audioEndMs: 0,
    delta: '',
  });
  expect(read({ item_id: 7 }, 'delta', 'item_id')).toBe('item_id');
});

test.each([undefined, null, 7, ''])('an optional id of %j is null', (value) => {
  expect(read({ call_id: value }, 'call_id?')).toEqual({ type: 'made', callId: null });
});

test('an optional count is null where there is no number, an optional text where there is no text', () => {
  expect(read({ start_ms: '7', name: '' }, 'start_ms?', 'name?', 'output?')).toEqual({
    type: 'made',
    startMs: null,
    name: '',
    output: null,
  });
});

test('a field that may be left out is', () => {
  expect(read({ response_id: null }, 'response_id~')).toEqual({ type: 'made' });
});

test('a word is one of those that are known, with the wire’s underscores', () => {
  const words = ['in-progress', 'incomplete'] as const;
  expect(
    ['in_progress', 'incomplete', 'in-progress', 'toString', 7].map((word) => oneOf(words, word, null)),
  ).toEqual(['in-progress', 'incomplete', null, null, null]);
});

test('a table has no entries but its own', () => {
  expect([entryOf({ a: 1 }, 'a'), entryOf({ a: 1 }, 'constructor')]).toEqual([1, undefined]);
});
