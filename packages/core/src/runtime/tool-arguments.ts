import { RealtimeError } from '../errors/realtime-error.ts';
import type { JsonSchema } from '../protocol/tool-declaration.ts';
import { validateJsonSchema } from '../util/json-schema.ts';
import type { AnyClientTool } from './client-tool.ts';
import { isStandardSchema } from './standard-schema.ts';

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
    const issues = validateJsonSchema(schema as JsonSchema, value);
    if (issues.length > 0) throw rejection(tool.name, issues);
  }
  return value;
}

function parseArguments(name: string, text: string): unknown {
  // Models leave the arguments of a tool without parameters empty.
  if (text.trim() === '') return {};
  try {
    // An own `__proto__` is no argument that anyone declares, and would change a prototype in the first copy made of it.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch (cause) {
    throw new RealtimeError(
      'tool-rejected',
      `The arguments for the tool "${name}" are not valid JSON, so it was not run. Call it again with a JSON object.`,
      { cause },
    );
  }
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
