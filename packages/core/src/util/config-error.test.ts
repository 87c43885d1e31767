import { expect, test } from 'vitest';
import { configError, writeJson } from './config-error.ts';

test('an error names the adapter and has a code', () => {
  expect(configError('acme', 'No.')).toMatchObject({ code: 'invalid-config', adapterId: 'acme' });
  expect(configError('acme', 'No.', 'unsupported-capability').code).toBe('unsupported-capability');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is refused, with the name of its field', (speed) => {
  expect(() => writeJson('acme', { audio: { speed } })).toThrow(/^speed is /);
});

test('a value that JSON cannot hold is refused with a code', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  for (const value of [loop, { count: 1n }]) {
    expect(() => writeJson('acme', value)).toThrow(
      expect.objectContaining({ code: 'invalid-config', adapterId: 'acme' }) as Error,
    );
  }
});

test('anything else is written as JSON writes it', () => {
  expect(writeJson('acme', { a: [1, null, undefined], b: undefined })).toBe('{"a":[1,null,null]}');
});
