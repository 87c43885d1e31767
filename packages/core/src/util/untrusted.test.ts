import { describe, expect, it, test } from 'vitest';
import {
  lookUp,
  readCount,
  readCountOr,
  readEach,
  readId,
  readIdOr,
  readList,
  readNumberOr,
  readObject,
  readText,
  readTextOr,
  writeArguments,
  UnreadableFrame,
} from './untrusted.ts';

const JUNK: readonly unknown[] = [undefined, null, true, 7, Number.NaN, 'text', [], ['a'], {}, () => 1];

test('an object is read as itself, and any other value as an object without fields', () => {
  const wire = { id: 'a' };
  expect(readObject(wire)).toBe(wire);
  for (const value of JUNK.filter((entry) => Object(entry) !== entry || Array.isArray(entry))) {
    const { length, id } = readObject<{ length: number; id: string }>(value);
    expect([length, id]).toEqual([undefined, undefined]);
  }
});

test('a name that every object inherits has no entry', () => {
  expect([lookUp({ a: 1 }, 'a'), lookUp({ a: 1 }, 'constructor'), lookUp({ a: 1 }, 7)]).toEqual([
    1,
    undefined,
    undefined,
  ]);
});

test('text is text, and anything else is empty or the fallback', () => {
  expect(JUNK.map(readText).filter(Boolean)).toEqual(['text']);
  expect([readTextOr('', null), readTextOr(7, null)]).toEqual(['', null]);
  expect([readIdOr('', null), readIdOr(7, null), readIdOr('a', null)]).toEqual([null, null, 'a']);
});

test('an id that is needed is there, or the error names its field', () => {
  expect(readId('a', 'item_id')).toBe('a');
  for (const value of ['', 7, null]) {
    const read = () => readId(value, 'item_id');
    expect(read).toThrow(UnreadableFrame);
    expect(read).toThrow('without item_id');
  }
});

test('a number is finite, and no other type is turned into one', () => {
  for (const value of ['7', [7], true, null, Infinity, Number.NaN, { valueOf: () => 7 }]) {
    expect([readNumberOr(value, null), readCount(value), readCountOr(value, null)]).toEqual([null, 0, null]);
  }
  expect([readNumberOr(-7, null), readCount(-7), readCountOr(-7, null), readCount(7)]).toEqual([-7, 0, 0, 7]);
});

test('a list is a list, and its unreadable entries are left out', () => {
  expect([readList('ab'), readList({ length: 1 }), readList([1])]).toEqual([[], [], [1]]);
  const read = (entry: unknown) => readIdOr(entry, undefined);
  expect([readEach(['a', 7, '', 'b'], read), readEach(null, read)]).toEqual([['a', 'b'], []]);
});

describe('writeArguments', () => {
  const nest = (levels: number): unknown =>
    JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`) as unknown;

  it('writes an object as JSON, and anything else as an empty one', () => {
    expect(writeArguments({ city: 'Paris' })).toBe('{"city":"Paris"}');
    for (const value of [undefined, null, 7, 'x', [1]]) expect(writeArguments(value)).toBe('{}');
  });

  it('writes text that is not JSON for arguments that are too deep or too long', () => {
    expect(JSON.parse(writeArguments(nest(100)))).toEqual(nest(100));
    expect(writeArguments(nest(101))).toBe('(a value of more than 100 levels)');
    expect(writeArguments(nest(50_000))).toBe('(a value of more than 100 levels)');
    expect(writeArguments({ text: 'x'.repeat(1_000_000) })).toBe('(a value of more than 1000000 characters)');
  });
});
