import { describe, expect, it } from 'vitest';
import { checkJsonSchema } from './check-json-schema.ts';
import { findIgnoredKeyword } from './ignored-keyword.ts';
import { validateJsonSchema } from './json-schema.ts';
import type { SchemaNode } from './json-schema.ts';

/*
 * Cases for the keywords that restrict a value by themselves, written from the JSON Schema specification, draft 2020-12 (Validation, 2022-06-16). Numbers in
 * brackets are its sections.
 */

interface Case {
  readonly schema: SchemaNode;
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
}

const json = (text: string): unknown => JSON.parse(text);
const schemaOf = (text: string): SchemaNode => JSON.parse(text) as SchemaNode;

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'type (6.1.1)': [
    { schema: { type: 'integer' }, valid: [1, 1.0, -3, 1e20], invalid: [1.1, '1', {}, [], true, null] },
    { schema: { type: 'number' }, valid: [1, 1.5], invalid: ['1', {}, [], true, null] },
    { schema: { type: 'string' }, valid: ['', '1'], invalid: [1, {}, [], true, null] },
    { schema: { type: 'object' }, valid: [{}], invalid: [1, 'a', [], true, null] },
    { schema: { type: 'array' }, valid: [[]], invalid: [1, 'a', {}, true, null] },
    { schema: { type: 'boolean' }, valid: [true, false], invalid: [0, '', {}, [], null] },
    { schema: { type: 'null' }, valid: [null], invalid: [0, '', {}, [], false] },
    { schema: { type: ['integer', 'string'] }, valid: [1, 'a'], invalid: [1.1, {}, [], true, null] },
    { schema: { type: ['array'] }, valid: [[1]], invalid: [{}, 'a'] },
  ],
  'enum (6.1.2)': [
    { schema: { enum: [1, 2, 3] }, valid: [1], invalid: [4, '1'] },
    {
      schema: { enum: [6, 'a', [], true, { a: 12 }] },
      valid: [[], { a: 12 }],
      invalid: [null, { a: false }],
    },
    { schema: { enum: [false] }, valid: [false], invalid: [0, [false]] },
    { schema: { enum: [[false]] }, valid: [[false]], invalid: [[0], false] },
    { schema: { enum: [0] }, valid: [0, -0, 0.0], invalid: [false, [0]] },
    { schema: { enum: ['a\u0000b'] }, valid: ['a\u0000b'], invalid: ['ab'] },
    {
      schema: { properties: { a: { enum: ['x'] } }, required: ['a'] },
      valid: [{ a: 'x' }],
      invalid: [{}, { a: 'y' }],
    },
  ],
  'const (6.1.3)': [
    { schema: { const: 2 }, valid: [2, 2.0], invalid: [5, 'a'] },
    {
      schema: { const: { a: 1, b: [2] } },
      valid: [{ b: [2], a: 1 }],
      invalid: [{ a: 1 }, { a: 1, b: [3] }, [1]],
    },
    { schema: { const: [{ a: 1 }] }, valid: [[{ a: 1 }]], invalid: [[2], [{ a: 1 }, { a: 1 }], []] },
    { schema: { const: null }, valid: [null], invalid: [0, false] },
    { schema: { const: false }, valid: [false], invalid: [0, [false]] },
    { schema: { const: -2.0 }, valid: [-2], invalid: [2, -2.1] },
    { schema: { const: 9007199254740992 }, valid: [9007199254740992], invalid: [9007199254740990] },
    { schema: { const: { a: false } }, valid: [{ a: false }], invalid: [{ a: 0 }] },
  ],
  'multipleOf (6.2.1)': [
    { schema: { multipleOf: 2 }, valid: [10, 0, -4, 'a'], invalid: [7] },
    { schema: { multipleOf: 1.5 }, valid: [0, 4.5], invalid: [35] },
    { schema: { multipleOf: 0.0001 }, valid: [0.0075], invalid: [0.00751] },
    { schema: { type: 'integer', multipleOf: 0.123456789 }, valid: [], invalid: [1e308] },
    { schema: { multipleOf: 1e-8 }, valid: [12391239123], invalid: [] },
  ],
  'maximum, exclusiveMaximum, minimum, exclusiveMinimum (6.2.2 to 6.2.5)': [
    { schema: { maximum: 3.0 }, valid: [2.6, 3, 'x'], invalid: [3.5] },
    { schema: { exclusiveMaximum: 3.0 }, valid: [2.2, 'x'], invalid: [3, 3.5] },
    { schema: { minimum: -2 }, valid: [-1, -2, -2.0, 'x'], invalid: [-2.0001, -3] },
    { schema: { exclusiveMinimum: 1.1 }, valid: [1.2, 'x'], invalid: [1.1, 0.6] },
    { schema: { maximum: 300 }, valid: [299.97, 300], invalid: [300.5] },
  ],
  'maxLength, minLength (6.3.1, 6.3.2), in characters': [
    { schema: { maxLength: 2 }, valid: ['f', 'fo', '\u{1F4A9}\u{1F4A9}', 100], invalid: ['foo'] },
    { schema: { minLength: 2 }, valid: ['foo', 'fo', 1], invalid: ['f', '\u{1F4A9}'] },
    { schema: { maxLength: 2.0 }, valid: ['f'], invalid: ['foo'] },
    { schema: { minLength: 2.0 }, valid: ['foo'], invalid: ['f'] },
  ],
  'pattern (6.3.3), not anchored, by code points': [
    { schema: { pattern: '^a*$' }, valid: ['aaa', '', 1, {}, [], true, null], invalid: ['abc'] },
    { schema: { pattern: 'a+' }, valid: ['xxaayy'], invalid: ['xyz'] },
    { schema: { pattern: '^.$' }, valid: ['\u{1F432}', 'a'], invalid: ['ab'] },
    { schema: { pattern: '^\\p{Letter}+$' }, valid: ['straße'], invalid: ['1'] },
  ],
  'maxItems, minItems (6.4.1, 6.4.2)': [
    { schema: { maxItems: 2 }, valid: [[1], [1, 2], 'foobar'], invalid: [[1, 2, 3]] },
    { schema: { minItems: 1 }, valid: [[1, 2], [1], ''], invalid: [[]] },
    { schema: { maxItems: 2.0 }, valid: [[1]], invalid: [[1, 2, 3]] },
  ],
  'uniqueItems (6.4.3)': [
    {
      schema: { uniqueItems: true },
      valid: [
        [1, 2],
        [1, true],
        [0, false],
        [[1], [true]],
        [{ a: false }, { a: 0 }],
        [{}, [1], true, null, 1, '{}'],
        ['1', 1],
        'aa',
      ],
      invalid: [
        [1, 1],
        [1.0, 1],
        ['a', 'b', 'a'],
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
        [
          [1, [2]],
          [1, [2]],
        ],
        [{ a: { b: { c: true } } }, { a: { b: { c: true } } }],
        [null, null],
      ],
    },
    { schema: { uniqueItems: false }, valid: [[1, 1]], invalid: [] },
    {
      schema: { prefixItems: [{ type: 'boolean' }, { type: 'boolean' }], uniqueItems: true },
      valid: [[false, true, 'x']],
      invalid: [
        [false, false],
        [false, true, 'x', 'x'],
      ],
    },
  ],
  'maxContains, minContains (6.4.4, 6.4.5)': [
    { schema: { maxContains: 1 }, valid: [[1, 1], []], invalid: [] },
    { schema: { minContains: 2 }, valid: [[1], []], invalid: [] },
    { schema: { contains: { const: 1 }, maxContains: 1 }, valid: [[1], [1, 2]], invalid: [[], [1, 1], [2]] },
    {
      schema: { contains: { const: 1 }, minContains: 2 },
      valid: [
        [1, 1],
        [1, 2, 1],
      ],
      invalid: [[], [1], [1, 2]],
    },
    { schema: { contains: { const: 1 }, minContains: 0 }, valid: [[], [2], [1]], invalid: [] },
    {
      schema: { contains: { const: 1 }, minContains: 0, maxContains: 1 },
      valid: [[], [1]],
      invalid: [[1, 1]],
    },
    {
      schema: { contains: { const: 1 }, minContains: 3, maxContains: 1 },
      valid: [],
      invalid: [[], [1], [1, 1, 1]],
    },
  ],
  'maxProperties, minProperties (6.5.1, 6.5.2)': [
    {
      schema: { maxProperties: 2 },
      valid: [{ a: 1 }, { a: 1, b: 2 }, [1, 2, 3], 'foobar'],
      invalid: [{ a: 1, b: 2, c: 3 }],
    },
    { schema: { maxProperties: 0 }, valid: [{}], invalid: [{ a: 1 }] },
    { schema: { minProperties: 1 }, valid: [{ a: 1 }, [], '', 12], invalid: [{}] },
  ],
  'required (6.5.3)': [
    { schema: { required: ['a'] }, valid: [{ a: 1 }, { a: null }, [], '', 12], invalid: [{ b: 1 }, {}] },
    { schema: { required: [] }, valid: [{}], invalid: [] },
    {
      schema: schemaOf('{ "required": ["__proto__", "toString", "constructor"] }'),
      valid: [json('{ "__proto__": 1, "toString": 1, "constructor": 1 }'), []],
      invalid: [{}, json('{ "__proto__": 1 }'), { toString: 1 }],
    },
    {
      schema: { required: ['a\nb', 'a"b', 'a\\b'] },
      valid: [{ 'a\nb': 1, 'a"b': 1, 'a\\b': 1 }],
      invalid: [{ 'a\nb': 1 }],
    },
  ],
  'dependentRequired (6.5.4)': [
    {
      schema: { dependentRequired: { b: ['a'] } },
      valid: [{}, { a: 1 }, { a: 1, b: 2 }, ['b'], 'b'],
      invalid: [{ b: 2 }],
    },
    { schema: { dependentRequired: { b: [] } }, valid: [{}, { b: 2 }], invalid: [] },
    {
      schema: { dependentRequired: { c: ['a', 'b'] } },
      valid: [{ a: 1 }, { a: 1, b: 1, c: 1 }],
      invalid: [{ a: 1, c: 1 }, { c: 1 }],
    },
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  it.each(cases)('$schema', ({ schema, valid, invalid }) => {
    expect([findIgnoredKeyword(schema), checkJsonSchema(schema)]).toEqual([null, null]);
    for (const value of valid) expect(validateJsonSchema(schema, value), JSON.stringify(value)).toEqual([]);
    for (const value of invalid)
      expect(validateJsonSchema(schema, value).length, JSON.stringify(value)).toBeGreaterThan(0);
  });
});
