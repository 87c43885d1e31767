import { describe, expect, it } from 'vitest';
import { checkJsonSchema } from './check-json-schema.ts';
import { findIgnoredKeyword } from './ignored-keyword.ts';
import { validateJsonSchema } from './json-schema.ts';
import type { SchemaNode } from './json-schema.ts';

/*
 * Cases for the keywords that apply other schemas, written from the JSON Schema specification, draft 2020-12 (Core, 2022-06-16). Numbers in
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
  'boolean schemas (4.3.2)': [
    { schema: true, valid: [1, 'a', null, {}, []], invalid: [] },
    { schema: false, valid: [], invalid: [1, 'a', null, {}, []] },
    { schema: {}, valid: [1, 'a', null, {}, []], invalid: [] },
  ],
  'allOf (10.2.1.1)': [
    {
      schema: { allOf: [{ properties: { a: { type: 'integer' } }, required: ['a'] }, { required: ['b'] }] },
      valid: [{ a: 1, b: 1 }],
      invalid: [{ a: 1 }, { b: 1 }, { a: 'x', b: 1 }],
    },
    { schema: { allOf: [true, false] }, valid: [], invalid: [1] },
    { schema: { allOf: [{}, { type: 'number' }] }, valid: [1], invalid: ['a'] },
    {
      schema: { allOf: [{ multipleOf: 2 }], anyOf: [{ multipleOf: 3 }], oneOf: [{ multipleOf: 5 }] },
      valid: [30],
      invalid: [1, 2, 3, 5, 6, 10, 15],
    },
  ],
  'anyOf (10.2.1.2)': [
    { schema: { anyOf: [{ type: 'integer' }, { minimum: 2 }] }, valid: [1, 2.5, 3], invalid: [1.5] },
    {
      schema: { type: 'string', anyOf: [{ maxLength: 2 }, { minLength: 4 }] },
      valid: ['ab', 'abcd'],
      invalid: [3, 'abc'],
    },
    { schema: { anyOf: [false, false] }, valid: [], invalid: [1] },
    { schema: { anyOf: [{ anyOf: [{ type: 'null' }] }] }, valid: [null], invalid: [1] },
  ],
  'oneOf (10.2.1.3)': [
    { schema: { oneOf: [{ type: 'integer' }, { minimum: 2 }] }, valid: [1, 2.5], invalid: [3, 1.5] },
    { schema: { oneOf: [true, true] }, valid: [], invalid: [1] },
    { schema: { oneOf: [true, false, false] }, valid: [1], invalid: [] },
    {
      schema: { type: 'object', oneOf: [{ required: ['a', 'b'] }, { required: ['a', 'c'] }] },
      valid: [{ a: 1, b: 1 }],
      invalid: [{ b: 1 }, { a: 1, b: 1, c: 1 }],
    },
  ],
  'not (10.2.1.4)': [
    { schema: { not: { type: ['integer', 'boolean'] } }, valid: ['a'], invalid: [1, true] },
    {
      schema: { not: { type: 'object', properties: { a: { type: 'string' } } } },
      valid: [1, { a: 1 }],
      invalid: [{ a: 'x' }],
    },
    { schema: { properties: { a: { not: {} } } }, valid: [{ b: 1 }], invalid: [{ a: 1 }] },
    { schema: { not: false }, valid: [1, {}], invalid: [] },
    { schema: { not: { not: {} } }, valid: [1], invalid: [] },
  ],
  'if, then, else (10.2.2)': [
    { schema: schemaOf('{ "if": { "const": 0 } }'), valid: [0, 'a'], invalid: [] },
    { schema: schemaOf('{ "then": { "const": 0 } }'), valid: [0, 'a'], invalid: [] },
    { schema: schemaOf('{ "else": { "const": 0 } }'), valid: [0, 'a'], invalid: [] },
    {
      schema: schemaOf('{ "if": { "exclusiveMaximum": 0 }, "then": { "minimum": -10 } }'),
      valid: [-1, 3],
      invalid: [-100],
    },
    {
      schema: schemaOf('{ "if": { "exclusiveMaximum": 0 }, "else": { "multipleOf": 2 } }'),
      valid: [-1, 4],
      invalid: [3],
    },
    {
      schema: schemaOf(
        '{ "if": { "exclusiveMaximum": 0 }, "then": { "minimum": -10 }, "else": { "multipleOf": 2 } }',
      ),
      valid: [-1, 4],
      invalid: [-100, 3],
    },
    {
      schema: schemaOf('{ "if": true, "then": { "const": 1 }, "else": { "const": 2 } }'),
      valid: [1],
      invalid: [2],
    },
    {
      schema: schemaOf('{ "if": false, "then": { "const": 1 }, "else": { "const": 2 } }'),
      valid: [2],
      invalid: [1],
    },
    {
      schema: schemaOf(
        '{ "allOf": [{ "if": { "exclusiveMaximum": 0 } }, { "then": { "minimum": -10 } }, { "else": { "multipleOf": 2 } }] }',
      ),
      valid: [-100, 3],
      invalid: [],
    },
  ],
  'dependentSchemas (10.2.2.4)': [
    {
      schema: { dependentSchemas: { b: { properties: { a: { type: 'integer' } }, minProperties: 2 } } },
      valid: [{ a: 1, b: 2 }, { a: 'x' }, ['b'], 12],
      invalid: [{ a: 'x', b: 2 }, { b: 2 }],
    },
    {
      schema: { dependentSchemas: { a: true, b: false } },
      valid: [{ a: 1 }, {}],
      invalid: [{ b: 1 }, { a: 1, b: 1 }],
    },
  ],
  'prefixItems, items (10.3.1.1, 10.3.1.2)': [
    {
      schema: { prefixItems: [{ type: 'integer' }, { type: 'string' }] },
      valid: [[1, 'a'], [1], [1, 'a', true], [], { 0: 'x' }],
      invalid: [['a', 1]],
    },
    { schema: { prefixItems: [true, false] }, valid: [[1], []], invalid: [[1, 2]] },
    { schema: { items: { type: 'integer' } }, valid: [[1, 2], [], { a: 'x' }], invalid: [[1, 'x']] },
    { schema: { items: false }, valid: [[]], invalid: [[1]] },
    { schema: { prefixItems: [{}, {}], items: false }, valid: [[], [1], [1, 2]], invalid: [[1, 2, 3]] },
    {
      schema: { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
      valid: [['x', 1, 2]],
      invalid: [['x', 'y']],
    },
    { schema: { items: { items: { type: 'number' } } }, valid: [[[1], []]], invalid: [[['1']]] },
    {
      schema: { allOf: [{ prefixItems: [{ minimum: 3 }] }], items: { minimum: 5 } },
      valid: [[5, 5]],
      invalid: [
        [3, 5],
        [5, 3],
      ],
    },
  ],
  'contains (10.3.1.3)': [
    { schema: { contains: { minimum: 5 } }, valid: [[3, 4, 5], [5, 6], {}, 'a'], invalid: [[2, 3, 4], []] },
    { schema: { contains: true }, valid: [[1]], invalid: [[]] },
    { schema: { contains: false }, valid: ['a'], invalid: [[1], []] },
    {
      schema: { items: { multipleOf: 2 }, contains: { multipleOf: 3 } },
      valid: [[6, 12]],
      invalid: [
        [2, 4, 8],
        [3, 6, 9],
        [1, 5],
      ],
    },
    { schema: { contains: { type: 'null' } }, valid: [[null]], invalid: [[1]] },
  ],
  'properties, patternProperties, additionalProperties (10.3.2.1 to 10.3.2.3)': [
    {
      schema: { properties: { a: { type: 'integer' }, b: false } },
      valid: [{ a: 1 }, {}, [], 12, { c: 'x' }],
      invalid: [{ a: 'x' }, { b: 1 }],
    },
    {
      schema: { patternProperties: { 'f.*o': { type: 'integer' } } },
      valid: [{ foo: 1 }, { foo: 1, fooooo: 2 }, ['foo'], 'foo'],
      invalid: [{ foo: 'x' }, { foo: 1, fxo: 'y' }],
    },
    {
      schema: { patternProperties: { 'a*': { type: 'integer' }, 'aaa*': { maximum: 20 } } },
      valid: [{ a: 21 }, { aaaa: 18 }],
      invalid: [{ a: 'x' }, { aaaa: 31 }, { aaa: 'x', aaaa: 31 }],
    },
    {
      schema: { patternProperties: { '[0-9]{2,}': { type: 'boolean' }, X_: { type: 'string' } } },
      valid: [{ X_: 'a', x_: 3 }, { 31: true }],
      invalid: [{ X_: 1 }, { a31b: null }],
    },
    {
      schema: {
        properties: { foo: {}, bar: {} },
        patternProperties: { '^v': {} },
        additionalProperties: false,
      },
      valid: [{ foo: 1 }, { foo: 1, vroom: 2 }, [1], 'x'],
      invalid: [{ foo: 1, bar: 2, quux: 3 }],
    },
    {
      schema: { properties: { foo: {} }, additionalProperties: { type: 'boolean' } },
      valid: [{ foo: 1, x: true }],
      invalid: [{ foo: 1, x: 12 }],
    },
    {
      schema: { allOf: [{ properties: { foo: {} } }], additionalProperties: { type: 'boolean' } },
      valid: [{ foo: true }],
      invalid: [{ foo: 1 }],
    },
    {
      schema: schemaOf(
        '{ "properties": { "__proto__": { "type": "number" }, "toString": { "type": "string" }, "constructor": false } }',
      ),
      valid: [{}, json('{ "__proto__": 1 }')],
      invalid: [json('{ "__proto__": "x" }'), { toString: 1 }, { constructor: 1 }],
    },
  ],
  'propertyNames (10.3.2.4)': [
    {
      schema: { propertyNames: { maxLength: 3 } },
      valid: [{ f: {}, foo: {} }, {}, [1, 2, 3, 4], 'foobar'],
      invalid: [{ foobar: {} }],
    },
    { schema: { propertyNames: { pattern: '^a+$' } }, valid: [{ a: 1, aa: 1 }], invalid: [{ aaA: 1 }] },
    { schema: { propertyNames: { enum: ['a', 'b'] } }, valid: [{ a: 1, b: 1 }], invalid: [{ a: 1, c: 1 }] },
    { schema: { propertyNames: false }, valid: [{}], invalid: [{ a: 1 }] },
  ],
  '$ref, $defs (8.2.3, 8.2.4)': [
    {
      schema: { properties: { a: { $ref: '#' } }, additionalProperties: false },
      valid: [{ a: false }, { a: { a: 1 } }],
      invalid: [{ b: 1 }, { a: { b: 1 } }],
    },
    { schema: { $ref: '#/$defs/a', $defs: { a: { type: 'integer' } } }, valid: [1], invalid: ['x'] },
    {
      schema: { $ref: '#/$defs/a', maxItems: 2, $defs: { a: { type: 'array' } } },
      valid: [[1]],
      invalid: [[1, 2, 3], 'x'],
    },
    {
      schema: { prefixItems: [{ type: 'integer' }, { $ref: '#/prefixItems/0' }] },
      valid: [[1, 2]],
      invalid: [[1, 'x']],
    },
    {
      schema: {
        $defs: { 'a~b': { type: 'integer' }, 'a/b': { type: 'null' }, 'a%b': { type: 'string' } },
        properties: {
          t: { $ref: '#/$defs/a~0b' },
          s: { $ref: '#/$defs/a~1b' },
          p: { $ref: '#/$defs/a%25b' },
        },
      },
      valid: [{ t: 1, s: null, p: 'x' }],
      invalid: [{ t: 'x' }, { s: 1 }, { p: 1 }],
    },
    {
      schema: {
        $defs: { a: { type: 'integer' }, b: { $ref: '#/$defs/a' }, c: { $ref: '#/$defs/b' } },
        $ref: '#/$defs/c',
      },
      valid: [5],
      invalid: ['a'],
    },
    { schema: { properties: { $ref: { type: 'string' } } }, valid: [{ $ref: 'a' }], invalid: [{ $ref: 2 }] },
    { schema: { $ref: '#/$defs/bool', $defs: { bool: false } }, valid: [], invalid: ['x'] },
    {
      schema: { enum: [{ $ref: '#/$defs/a' }], $defs: { a: { type: 'string' } } },
      valid: [{ $ref: '#/$defs/a' }],
      invalid: ['x'],
    },
    {
      schema: { $id: 'https://example.com/tool', $ref: '#/$defs/a', $defs: { a: { type: 'integer' } } },
      valid: [1],
      invalid: ['x'],
    },
  ],
  'annotations (7, 8)': [
    {
      schema: {
        title: 't',
        description: 'd',
        default: 1,
        examples: [1],
        deprecated: true,
        readOnly: true,
        writeOnly: true,
        $comment: 'c',
        format: 'email',
        contentEncoding: 'base64',
        contentMediaType: 'text/plain',
        contentSchema: { type: 'null' },
        'x-own': { dependencies: 1 },
      },
      valid: [1, 'no address', {}],
      invalid: [],
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
