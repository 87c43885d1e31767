import * as v from 'valibot';
import { expect, it } from 'vitest';

import type { AnyClientTool, StandardSchema } from './client-tool.ts';
import { declareTool } from './tool-declarations.ts';

const json = { type: 'object', properties: { city: { type: 'string' } } };
const silent = v.object({ city: v.string() });

function createSchema(
  input: (options: { readonly target: string }) => Record<string, unknown>,
): StandardSchema {
  return { '~standard': { ...silent['~standard'], jsonSchema: { input } } };
}

function declare(fields: Partial<AnyClientTool>) {
  return declareTool({ name: 'look_up', execute: () => {}, ...fields });
}

it('tells name and description, and nothing of what the model need not know', () => {
  expect(
    declare({ description: 'Looks up', timeoutMs: 5, onInterruption: 'continue', respond: false }),
  ).toStrictEqual({ name: 'look_up', description: 'Looks up' });
  expect(declare({})).toStrictEqual({ name: 'look_up' });
});

it('describes the arguments by `jsonSchema` first, then by the schema itself', () => {
  const describing = createSchema(({ target }) => ({ type: 'object', $comment: target }));
  expect(declare({ parameters: json }).parameters).toBe(json);
  expect(declare({ parameters: silent, jsonSchema: json }).parameters).toBe(json);
  expect(declare({ parameters: describing, jsonSchema: json }).parameters).toBe(json);
  expect(declare({ parameters: describing }).parameters).toEqual({
    type: 'object',
    $comment: 'draft-2020-12',
  });
});

it('refuses a schema that cannot describe itself and says what to do', () => {
  const throwing = createSchema(() => {
    throw new Error('cannot be represented');
  });
  for (const parameters of [silent, throwing]) {
    expect(() => declare({ parameters })).toThrow(expect.objectContaining({ code: 'invalid-config' }));
    expect(() => declare({ parameters })).toThrow('Give the tool a `jsonSchema`');
  }
});

it.each<[object, string, string]>([
  [{ properties: { a: { unevaluatedProperties: false } } }, 'unevaluatedProperties', '/properties/a/'],
  [{ items: [{ type: 'string' }] }, 'items', '/'],
  [{ $dynamicRef: '#a' }, '$dynamicRef', '/'],
])('refuses %j, whose keyword would not be checked', (parameters, keyword, place) => {
  for (const fields of [{ parameters }, { jsonSchema: parameters }] as Partial<AnyClientTool>[]) {
    expect(() => declare(fields)).toThrow(
      expect.objectContaining({
        code: 'invalid-config',
        message: expect.stringContaining(`\`${keyword}\` (at ${place}`),
      }),
    );
  }
});

it('leaves the schema that describes a Standard Schema to that schema', () => {
  const described = { type: 'object', unevaluatedProperties: false };
  expect(declare({ parameters: silent, jsonSchema: described }).parameters).toBe(described);
});

it.each<[string, Partial<AnyClientTool>]>([
  ['without a name', { name: '' }],
  ['without a handler', { execute: undefined as never }],
  ['with no time', { timeoutMs: 0 }],
  ['with a time that is not a number', { timeoutMs: Number.NaN }],
])('refuses a tool %s', (_what, fields) => {
  expect(() => declare(fields)).toThrow(expect.objectContaining({ code: 'invalid-config' }));
});
