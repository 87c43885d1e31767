import { RealtimeError } from '../errors/realtime-error.ts';
import type { JsonSchema } from '../protocol/tool-declaration.ts';
import { checkJsonSchema } from '../util/check-json-schema.ts';
import { validateJsonSchema } from '../util/json-schema.ts';
import type { AnyClientTool } from './client-tool.ts';
import { isStandardSchema } from './client-tool.ts';

/** Arguments that are nested deeper, or longer, than this are refused: no tool needs them, and copies of them cost too much. */
const MAX_DEPTH = 100;
const MAX_LENGTH = 1_000_000;

/** Enough to correct a call by, and little enough for a model to read. */
const MAX_ISSUES = 10;

/**
 * Reads the arguments of a call and validates them against the tool's schema. What the schema makes of them (defaults,
 * transformations) is what the handler gets. A tool without a schema gets whatever the model sent.
 *
 * @throws RealtimeError `tool-rejected` with the list of issues.
 */
export async function readArguments(tool: AnyClientTool, argumentsText: string): Promise<unknown> {
  const value = parseArguments(tool.name, argumentsText);
  const schema: unknown = tool.parameters ?? tool.jsonSchema;
  if (isStandardSchema(schema)) {
    const result = await schema['~standard'].validate(value);
    if (result.issues) throw rejection(tool.name, result.issues);
    return result.value;
  }
  if (schema !== undefined) {
    checkSchema(tool.name, schema as JsonSchema);
    const issues = validateJsonSchema(schema as JsonSchema, value);
    if (issues.length > 0) throw rejection(tool.name, issues);
  }
  return value;
}

/** Schemas without a fault: each is checked once. */
const checked = new WeakSet<object>();

/** The declaration has refused ignored keywords. The check of everything else is loaded with the first call. */
function checkSchema(name: string, schema: JsonSchema): void {
  if (checked.has(schema)) return;
  const fault = checkJsonSchema(schema);
  if (!fault) return void checked.add(schema);
  throw new RealtimeError(
    'tool-failed',
    `The tool "${name}" cannot be run, because its schema is wrong: \`${fault.keyword}\` at ${fault.at || 'the root'}. ${fault.reason}`,
  );
}

function parseArguments(name: string, text: string): unknown {
  // Models leave the arguments of a tool without parameters empty.
  if (text.trim() === '') return {};
  if (text.length > MAX_LENGTH) throw tooLarge(name, `longer than ${MAX_LENGTH} characters`);
  if (depthOf(text) > MAX_DEPTH) throw tooLarge(name, `nested deeper than ${MAX_DEPTH} levels`);
  try {
    // No schema declares an own `__proto__`, which would change the prototype of the first copy.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch (cause) {
    throw new RealtimeError(
      'tool-rejected',
      `The arguments for the tool "${name}" are not valid JSON, so it was not run. Call it again with a JSON object.`,
      { cause },
    );
  }
}

/** The depth of the brackets of a JSON text. The parser itself overflows the stack at some thousands of levels. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const token = text[at];
    if (token === '"') isInString = !isInString;
    else if (token === '\\') at += 1;
    else if (isInString) continue;
    else if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1));
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}

function tooLarge(name: string, what: string): RealtimeError {
  return new RealtimeError(
    'tool-rejected',
    `The arguments for the tool "${name}" are ${what}, so it was not run. Call it again with smaller arguments.`,
  );
}

interface Issue {
  readonly message: string;
  readonly path?: readonly unknown[] | undefined;
}

function rejection(name: string, issues: readonly Issue[]): RealtimeError {
  const lines = issues
    .slice(0, MAX_ISSUES)
    .map((issue) => `- ${formatPath(issue.path ?? [])}: ${issue.message}`);
  const rest = issues.length > MAX_ISSUES ? [`- and ${issues.length - MAX_ISSUES} more`] : [];
  return new RealtimeError(
    'tool-rejected',
    [
      `The arguments for the tool "${name}" do not fit its schema, so it was not run. Correct them and call it again.`,
      ...lines,
      ...rest,
    ].join('\n'),
  );
}

function formatPath(path: readonly unknown[]): string {
  let text = '';
  for (const segment of path) {
    // A Standard Schema may give a segment as a bare key or as an object that holds one.
    const key = typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment;
    text += typeof key === 'number' ? `[${key}]` : `${text === '' ? '' : '.'}${String(key)}`;
  }
  return text === '' ? 'arguments' : text;
}
