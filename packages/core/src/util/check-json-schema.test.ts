import { describe, expect, it } from 'vitest';
import { checkJsonSchema } from './check-json-schema.ts';
import { findIgnoredKeyword } from './ignored-keyword.ts';
import type { SchemaNode } from './json-schema.ts';

describe('checkJsonSchema', () => {
  it.each<[SchemaNode, string, string]>([
    [{ properties: { a: { unevaluatedProperties: false } } }, 'unevaluatedProperties', '/properties/a'],
    [{ items: [{ type: 'string' }] }, 'items', ''],
    [{ required: 'a' }, 'required', ''],
    [{ minimum: '3' }, 'minimum', ''],
    [{ minimum: 1, exclusiveMinimum: true }, 'exclusiveMinimum', ''],
    [{ uniqueItems: 'yes' }, 'uniqueItems', ''],
    [{ allOf: { type: 'string' } }, 'allOf', ''],
    [{ anyOf: [{ type: 'string' }, 'integer'] }, 'anyOf', ''],
    [{ properties: { a: 'string' } }, 'properties', ''],
    [{ properties: { 'a/b': { type: 'file' } } }, 'type', '/properties/a~1b'],
    [{ anyOf: [{ type: ['string', 'STRING'] }] }, 'type', '/anyOf/0'],
    [{ pattern: '(' }, 'pattern', ''],
    [{ patternProperties: { '(': {} } }, 'patternProperties', ''],
    [{ $ref: '#/$defs/a' }, '$ref', ''],
    [{ $ref: '#a', $defs: { a: { $anchor: 'a' } } }, '$ref', ''],
    [{ $ref: 'other.json' }, '$ref', ''],
    [{ $ref: '#/shapes/a', shapes: { a: { type: 'file' } } }, 'type', '/shapes/a'],
    [{ $defs: { a: { $id: 'a.json' } } }, '$id', '/$defs/a'],
  ])('finds the fault of %j', (schema, keyword, at) => {
    expect(checkJsonSchema(schema)).toMatchObject({ keyword, at });
  });

  it('ends with a schema that holds itself', () => {
    const schema: { not?: unknown } = {};
    schema.not = schema;
    expect(checkJsonSchema(schema as SchemaNode)).toBeNull();
  });
});

describe('findIgnoredKeyword', () => {
  it.each([
    [{ unevaluatedItems: false }, '/unevaluatedItems'],
    [{ anyOf: [{}, { $dynamicRef: '#a' }] }, '/anyOf/1/$dynamicRef'],
    [{ $defs: { a: { $recursiveRef: '#' } } }, '/$defs/a/$recursiveRef'],
    [{ items: [{}, { type: 'string' }], additionalItems: false }, '/items'],
    [{ if: { dependencies: { a: ['b'] } } }, '/if/dependencies'],
    [
      { properties: { properties: { properties: { a: { divisibleBy: 2 } } } } },
      '/properties/properties/properties/a/divisibleBy',
    ],
    [{ patternProperties: { '^a': { disallow: 'string' } } }, '/patternProperties/^a/disallow'],
    [{ not: { extends: {} } }, '/not/extends'],
  ])('finds the keyword of %j', (schema, place) => {
    expect(findIgnoredKeyword(schema)).toBe(place);
  });

  it.each([
    [
      {
        properties: { dependencies: { type: 'array' }, extends: true, items: { items: { type: 'string' } } },
      },
    ],
    [
      {
        default: { dependencies: 1 },
        enum: [{ extends: 1 }],
        const: { disallow: 1 },
        examples: [{ divisibleBy: 1 }],
      },
    ],
    [true],
    [undefined],
  ])('passes %j, in which such names are data', (schema) => {
    expect(findIgnoredKeyword(schema)).toBeNull();
  });
});
