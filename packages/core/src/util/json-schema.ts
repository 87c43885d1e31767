/** One thing that is wrong with a value, and where. */
export interface SchemaIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A JSON Schema: an object of keywords, `true` (anything) or `false` (nothing). */
export type SchemaNode = boolean | { readonly [keyword: string]: unknown };

/** The list goes to a model, which needs a few issues to correct its call. */
const MAX_ISSUES = 20;

/** The limit ends schemas that refer to themselves and values that nest without end. No tool's arguments go this deep. */
const MAX_DEPTH = 64;

interface Run {
  readonly root: SchemaNode;
  readonly issues: SchemaIssue[];
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly depth: number;
}

type Keywords = { readonly [keyword: string]: unknown };
type Check = (run: Run, schema: Keywords, value: unknown, place: Place) => void;

/**
 * Validates a value that came from JSON by a JSON Schema (2020-12). It supports every assertion and applicator but
 * `unevaluatedProperties`, `unevaluatedItems`, `$dynamicRef` and references by anchor or to another document;
 * `checkJsonSchema` refuses a schema that has one of them. `format` and unknown keywords are annotations. Only own properties
 * count, so a key such as `constructor` cannot reach a prototype. The list holds at most 20 issues; an empty list means that
 * the value is valid.
 *
 * @throws Error when the schema itself is broken: a `$ref` that leads nowhere or a `pattern` that is not an expression.
 */
export function validateJsonSchema(schema: SchemaNode, value: unknown): readonly SchemaIssue[] {
  const run: Run = { root: schema, issues: [] };
  visit(run, schema, value, { path: [], depth: 0 });
  return run.issues;
}

function visit(run: Run, schema: unknown, value: unknown, place: Place): void {
  if (run.issues.length >= MAX_ISSUES || schema === true) return;
  if (place.depth > MAX_DEPTH) return report(run, place, 'is nested too deep');
  if (schema === false) return report(run, place, 'is not allowed');
  if (!isRecord(schema)) return;
  for (const check of CHECKS) check(run, schema, value, place);
}

const checkReference: Check = (run, schema, value, place) => {
  if (typeof schema['$ref'] === 'string') visit(run, resolve(run.root, schema['$ref']), value, deeper(place));
};

const checkType: Check = (run, schema, value, place) => {
  const { type } = schema;
  if (type === undefined) return;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (!types.some((name) => hasType(value, name))) report(run, place, `must be ${types.join(' or ')}`);
};

const checkChoice: Check = (run, schema, value, place) => {
  if (Array.isArray(schema['enum']) && !schema['enum'].some((option) => isSame(option, value))) {
    report(run, place, `must be one of ${schema['enum'].map((option) => JSON.stringify(option)).join(', ')}`);
  }
  if (Object.hasOwn(schema, 'const') && !isSame(schema['const'], value)) {
    report(run, place, `must be ${JSON.stringify(schema['const'])}`);
  }
};

const checkNumber: Check = (run, schema, value, place) => {
  if (typeof value !== 'number') return;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number' && value < minimum) report(run, place, `must be at least ${minimum}`);
  if (typeof maximum === 'number' && value > maximum) report(run, place, `must be at most ${maximum}`);
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) {
    report(run, place, `must be more than ${exclusiveMinimum}`);
  }
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) {
    report(run, place, `must be less than ${exclusiveMaximum}`);
  }
  if (typeof multipleOf === 'number' && !isMultiple(value, multipleOf)) {
    report(run, place, `must be a multiple of ${multipleOf}`);
  }
};

const checkString: Check = (run, schema, value, place) => {
  if (typeof value !== 'string') return;
  // The standard counts characters, not the halves that some of them are stored as.
  checkSize(run, place, [...value].length, schema['minLength'], schema['maxLength'], 'characters');
  const { pattern } = schema;
  if (typeof pattern === 'string' && !toExpression(pattern).test(value)) {
    report(run, place, `must match ${pattern}`);
  }
};

const checkArray: Check = (run, schema, value, place) => {
  if (!Array.isArray(value)) return;
  checkSize(run, place, value.length, schema['minItems'], schema['maxItems'], 'entries');
  if (
    schema['uniqueItems'] === true &&
    value.some((entry, i) => value.slice(0, i).some((e) => isSame(e, entry)))
  ) {
    report(run, place, 'must not hold the same entry twice');
  }
  const first = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : [];
  for (const [i, entry] of value.entries())
    visit(run, i < first.length ? first[i] : schema['items'], entry, at(place, i));
  if (Object.hasOwn(schema, 'contains')) checkContains(run, schema, value, place);
};

function checkContains(run: Run, schema: Keywords, value: readonly unknown[], place: Place): void {
  const { minContains = 1, maxContains } = schema;
  const fits = value.filter((entry, i) => isValid(run, schema['contains'], entry, at(place, i))).length;
  checkSize(run, place, fits, minContains, maxContains, 'entries of the required form');
}

const checkObject: Check = (run, schema, value, place) => {
  if (!isRecord(value)) return;
  const { required, additionalProperties } = schema;
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  const patterns = isRecord(schema['patternProperties']) ? Object.entries(schema['patternProperties']) : [];
  const keys = Object.keys(value);
  checkSize(run, place, keys.length, schema['minProperties'], schema['maxProperties'], 'properties');
  for (const key of Array.isArray(required) ? required : []) {
    if (typeof key === 'string' && !Object.hasOwn(value, key)) report(run, at(place, key), 'is missing');
  }
  for (const key of keys) {
    const matching = patterns.filter(([pattern]) => toExpression(pattern).test(key));
    const isKnown = Object.hasOwn(properties, key);
    if (isKnown) visit(run, properties[key], value[key], at(place, key));
    for (const [, schemaOfKey] of matching) visit(run, schemaOfKey, value[key], at(place, key));
    if (!isKnown && matching.length === 0) visit(run, additionalProperties, value[key], at(place, key));
    if (Object.hasOwn(schema, 'propertyNames') && !isValid(run, schema['propertyNames'], key, place))
      report(run, at(place, key), 'has a name that is not allowed');
  }
  checkDependents(run, schema, value, place);
};

function checkDependents(run: Run, schema: Keywords, value: Keywords, place: Place): void {
  const { dependentRequired, dependentSchemas } = schema;
  for (const [key, names] of isRecord(dependentRequired) ? Object.entries(dependentRequired) : []) {
    if (!Object.hasOwn(value, key) || !Array.isArray(names)) continue;
    for (const name of names)
      if (!Object.hasOwn(value, name)) report(run, at(place, name), `is missing beside ${key}`);
  }
  for (const [key, part] of isRecord(dependentSchemas) ? Object.entries(dependentSchemas) : [])
    if (Object.hasOwn(value, key)) visit(run, part, value, deeper(place));
}

const checkCombination: Check = (run, schema, value, place) => {
  const { allOf, anyOf, oneOf } = schema;
  if (Array.isArray(allOf)) for (const part of allOf) visit(run, part, value, deeper(place));
  if (Array.isArray(anyOf) && !anyOf.some((part) => isValid(run, part, value, place))) {
    report(run, place, 'fits none of the allowed forms');
  }
  if (Array.isArray(oneOf)) {
    const fits = oneOf.filter((part) => isValid(run, part, value, place)).length;
    if (fits !== 1)
      report(run, place, fits === 0 ? 'fits none of the allowed forms' : 'fits more than one form');
  }
  if (Object.hasOwn(schema, 'not') && isValid(run, schema['not'], value, place))
    report(run, place, 'is not allowed');
  if (Object.hasOwn(schema, 'if'))
    visit(run, schema[isValid(run, schema['if'], value, place) ? 'then' : 'else'], value, deeper(place));
};

const CHECKS: readonly Check[] = [
  checkReference,
  checkType,
  checkChoice,
  checkNumber,
  checkString,
  checkArray,
  checkObject,
  checkCombination,
];

function checkSize(run: Run, place: Place, size: number, min: unknown, max: unknown, unit: string): void {
  if (typeof min === 'number' && size < min) report(run, place, `must have at least ${min} ${unit}`);
  if (typeof max === 'number' && size > max) report(run, place, `must have at most ${max} ${unit}`);
}

/** Compiles a `pattern`. @throws SyntaxError */
export function toExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    // Many patterns escape more than Unicode mode allows. Without it, only a broken pattern throws.
    return new RegExp(pattern);
  }
}

function isValid(run: Run, schema: unknown, value: unknown, place: Place): boolean {
  const trial: Run = { root: run.root, issues: [] };
  visit(trial, schema, value, deeper(place));
  return trial.issues.length === 0;
}

/** Follows a `$ref`. @throws Error for a reference by anchor or to another document, and for one that leads nowhere. */
export function resolve(root: SchemaNode, reference: string): unknown {
  if (!/^#(\/|$)/.test(reference))
    throw new Error(
      `The schema refers to ${reference}; only references within it, such as #/$defs/name, work.`,
    );
  const steps = decodeURIComponent(reference.slice(1)).split('/').slice(1);
  let node: unknown = root;
  for (const step of steps) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) {
      throw new Error(`The schema refers to ${reference}, which it does not contain.`);
    }
    node = (node as Keywords)[key];
  }
  return node;
}

function report(run: Run, place: Place, message: string): void {
  if (run.issues.length < MAX_ISSUES) run.issues.push({ path: place.path, message });
}

function at(place: Place, key: string | number): Place {
  return { path: [...place.path, key], depth: place.depth + 1 };
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}

function hasType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
    case 'number':
    case 'string':
      return typeof value === type;
    default:
      return true;
  }
}

function isRecord(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMultiple(value: number, step: number): boolean {
  // Floating-point division gives 0.3 / 0.1 = 2.9999999999999996.
  const quotient = value / step;
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || a === b) return true;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((entry, i) => isSame(entry, b[i]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}
