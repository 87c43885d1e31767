import { describe, expect, it } from 'vitest';

import { validateJsonSchema } from './json-schema.ts';
import type { SchemaNode } from './json-schema.ts';

function paths(schema: SchemaNode, value: unknown): readonly string[] {
  return validateJsonSchema(schema, value).map((issue) => issue.path.join('.'));
}

function isValid(schema: SchemaNode, value: unknown): boolean {
  return validateJsonSchema(schema, value).length === 0;
}

describe('validateJsonSchema', () => {
  it.each<[SchemaNode, unknown, unknown]>([
    [{ type: 'string' }, 'a', 1],
    [{ type: 'integer' }, 3, 3.5],
    [{ type: 'number' }, 3.5, '3.5'],
    [{ type: 'boolean' }, false, 0],
    [{ type: 'null' }, null, undefined],
    [{ type: 'array' }, [], {}],
    [{ type: 'object' }, {}, []],
    [{ type: ['string', 'null'] }, null, 1],
    [{ enum: ['a', { b: [1] }] }, { b: [1] }, { b: [2] }],
    [{ const: { a: 1, b: 2 } }, { b: 2, a: 1 }, { a: 1 }],
    [{ minimum: 2 }, 2, 1.9],
    [{ maximum: 2 }, 2, 2.1],
    [{ exclusiveMinimum: 2 }, 2.1, 2],
    [{ exclusiveMaximum: 2 }, 1.9, 2],
    [{ multipleOf: 0.1 }, 0.3, 0.35],
    [{ minLength: 2 }, 'ab', 'a'],
    [{ maxLength: 1 }, '😀', '😀😀'],
    [{ pattern: '^[a-z]+$' }, 'abc', 'abC'],
    [{ pattern: '^[\\w-.]+$' }, 'a-b.c', 'a b'],
    [{ minItems: 1 }, [1], []],
    [{ maxItems: 1 }, [1], [1, 2]],
    [{ uniqueItems: true }, [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 1 }]],
    [{ items: { type: 'string' } }, ['a'], ['a', 1]],
    [{ prefixItems: [{ type: 'string' }], items: false }, ['a'], ['a', 'b']],
    [{ minProperties: 1 }, { a: 1 }, {}],
    [{ maxProperties: 1 }, { a: 1 }, { a: 1, b: 1 }],
    [{ properties: { a: { type: 'string' } } }, { a: 'x', b: 1 }, { a: 1 }],
    [{ required: ['a'] }, { a: undefined }, {}],
    [{ properties: { a: true }, additionalProperties: false }, { a: 1 }, { a: 1, b: 1 }],
    [{ additionalProperties: { type: 'number' } }, { b: 1 }, { b: '1' }],
    [
      { patternProperties: { '^x-': { type: 'string' } }, additionalProperties: false },
      { 'x-a': 'b' },
      { 'x-a': 1 },
    ],
    [{ allOf: [{ minimum: 1 }, { maximum: 3 }] }, 2, 4],
    [{ anyOf: [{ type: 'string' }, { minimum: 3 }] }, 'a', 2],
    [{ oneOf: [{ multipleOf: 2 }, { multipleOf: 3 }] }, 4, 6],
    [{ not: { type: 'string' } }, 1, 'a'],
  ])('accepts and refuses by %j', (schema, good, bad) => {
    expect(validateJsonSchema(schema, good)).toEqual([]);
    expect(isValid(schema, bad)).toBe(false);
  });

  it('accepts everything by the schema `true`', () => {
    expect(validateJsonSchema(true, { anything: 1 })).toEqual([]);
  });

  it('names the place of every issue', () => {
    const schema = {
      type: 'object',
      required: ['city'],
      properties: { stops: { type: 'array', items: { properties: { name: { type: 'string' } } } } },
    };
    expect(paths(schema, { stops: [{ name: 'a' }, { name: 1 }] })).toEqual(['city', 'stops.1.name']);
  });

  it('follows references within the schema, also recursive and escaped ones', () => {
    const schema = {
      $ref: '#/$defs/tree~1node',
      $defs: {
        'tree/node': {
          type: 'object',
          properties: { children: { type: 'array', items: { $ref: '#/$defs/tree~1node' } } },
        },
      },
    };
    expect(isValid(schema, { children: [{ children: [] }] })).toBe(true);
    expect(paths(schema, { children: [{ children: 'none' }] })).toEqual(['children.0.children']);
  });

  it('ends with a schema that refers to itself and with a value that nests without end', () => {
    expect(isValid({ $ref: '#' }, 1)).toBe(false);
    let deep: unknown = 'end';
    for (let i = 0; i < 10_000; i += 1) deep = { next: deep };
    expect(isValid({ properties: { next: { $ref: '#' } } }, deep)).toBe(false);
  });

  it('says so when the schema itself is broken', () => {
    expect(() => validateJsonSchema({ $ref: '#/$defs/missing' }, 1)).toThrow('#/$defs/missing');
    expect(() => validateJsonSchema({ $ref: 'https://example.com/schema' }, 1)).toThrow('within it');
    expect(() => validateJsonSchema({ pattern: '(' }, 'a')).toThrow(SyntaxError);
  });

  it('never takes a prototype for data', () => {
    const closed = { properties: { city: { type: 'string' } }, additionalProperties: false };
    expect(paths(closed, JSON.parse('{"constructor": 1, "__proto__": 2}'))).toEqual([
      'constructor',
      '__proto__',
    ]);
    expect(isValid({ required: ['toString'] }, {})).toBe(false);
    expect(() => validateJsonSchema({ $ref: '#/constructor' }, 1)).toThrow('does not contain');
    expect(isValid({ const: {} }, JSON.parse('{"__proto__": 1}'))).toBe(false);
  });

  it('ignores what it does not know', () => {
    expect(isValid({ type: 'string', format: 'date', 'x-mine': 1, description: 'A day' }, 'someday')).toBe(
      true,
    );
    expect(isValid({ type: 'of-the-future' }, 1)).toBe(true);
  });

  it('lists a bounded number of issues', () => {
    expect(
      validateJsonSchema(
        { items: { type: 'string' } },
        Array.from({ length: 1_000 }, () => 1),
      ),
    ).toHaveLength(20);
  });
});
