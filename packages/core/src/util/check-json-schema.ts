import { IGNORED_KEYWORD } from './ignored-keyword.ts';
import { resolve, toExpression } from './json-schema.ts';
import type { SchemaNode } from './json-schema.ts';

/** A part of a schema that the validator would ignore or fail on, although it restricts values. */
export interface SchemaFault {
  readonly keyword: string;
  /** JSON Pointer of the schema that has the keyword; empty at the root. */
  readonly at: string;
  /** The fault and its remedy. */
  readonly reason: string;
}

/** The value that a keyword must have. Keywords that are not listed are annotations. */
const KINDS = {
  number:
    'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems minProperties ' +
    'maxProperties minContains maxContains',
  boolean: 'uniqueItems',
  string: 'pattern $ref',
  list: 'required enum',
  object: 'dependentRequired',
  schema: 'items additionalProperties contains propertyNames not if then else',
  'list of schemas': 'allOf anyOf oneOf prefixItems',
  'object of schemas': 'properties patternProperties dependentSchemas $defs definitions',
};
type Kind = keyof typeof KINDS;

const KIND_OF = new Map(
  Object.entries(KINDS).flatMap(([kind, keywords]) =>
    keywords.split(' ').map((keyword) => [keyword, kind as Kind]),
  ),
);

const TYPES = 'null boolean object array number integer string'.split(' ');

/**
 * Finds the first part of a JSON Schema that the validator would silently ignore or fail on: a keyword that restricts values
 * but is not supported, a keyword with a value of the wrong kind, an unknown type, a broken reference or pattern. Annotations
 * and unknown keywords pass.
 */
export function checkJsonSchema(schema: SchemaNode): SchemaFault | null {
  return checkNode(schema, schema, '', new Set());
}

function checkNode(root: SchemaNode, node: unknown, at: string, seen: Set<unknown>): SchemaFault | null {
  if (!isObject(node) || seen.has(node)) return null;
  seen.add(node);
  for (const [keyword, value] of Object.entries(node)) {
    const kind = KIND_OF.get(keyword);
    const reason = findReason(root, keyword, value, at !== '');
    if (reason) return { keyword, at, reason };
    const place = `${at}/${keyword}`;
    if (keyword === '$ref' || kind === 'schema') {
      // The target of a reference may lie under an unknown keyword.
      const [part, from] =
        keyword === '$ref' ? [resolve(root, String(value)), String(value).slice(1)] : [value, place];
      const fault = checkNode(root, part, from, seen);
      if (fault) return fault;
    }
    if (kind !== 'list of schemas' && kind !== 'object of schemas') continue;
    for (const [key, part] of Object.entries(value as object)) {
      const name = key.replaceAll('~', '~0').replaceAll('/', '~1');
      const fault = isSchema(part)
        ? checkNode(root, part, `${place}/${name}`, seen)
        : { keyword, at, reason: `Its part "${key}" must be a schema.` };
      if (fault) return fault;
    }
  }
  return null;
}

function findReason(root: SchemaNode, keyword: string, value: unknown, isNested: boolean): string | null {
  if (IGNORED_KEYWORD.test(keyword)) return 'It is not supported.';
  if (keyword === '$id' && isNested)
    return 'It is supported only at the root. Use `$defs` and `$ref` with "#/$defs/…".';
  if (keyword === 'type') return findTypeReason(value);
  const kind = KIND_OF.get(keyword);
  if (kind && !isOfKind(value, kind)) {
    const hint =
      keyword === 'items' && Array.isArray(value) ? ' Use `prefixItems` for a list of schemas.' : '';
    return `It must be a ${kind}.${hint}`;
  }
  try {
    if (keyword === '$ref') resolve(root, String(value));
    if (keyword === 'pattern') toExpression(String(value));
    if (keyword === 'patternProperties') Object.keys(value as object).forEach(toExpression);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return null;
}

function findTypeReason(value: unknown): string | null {
  const unknown = (Array.isArray(value) ? value : [value]).find((type) => !TYPES.includes(type));
  return unknown === undefined
    ? null
    : `There is no type ${JSON.stringify(unknown)}. Use one of ${TYPES.join(', ')}.`;
}

function isOfKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'number':
    case 'boolean':
    case 'string':
      return typeof value === kind;
    case 'schema':
      return isSchema(value);
    case 'list':
    case 'list of schemas':
      return Array.isArray(value);
    case 'object':
    case 'object of schemas':
      return isObject(value);
  }
}

function isSchema(value: unknown): boolean {
  return typeof value === 'boolean' || isObject(value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
