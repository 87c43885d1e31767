import type { AnyClientTool } from '@repartee/core';

/** The JSON of described schemas: describing can be slow in a schema library, and most schemas are created once. */
const described = new WeakMap<object, string>();

/** Returns what the model gets of a tool, as text. Tools with equal signatures need no new declaration. */
export function toolSignature(tool: AnyClientTool): string {
  const schema = tool.jsonSchema ?? tool.parameters;
  return JSON.stringify([
    tool.name,
    tool.description ?? null,
    schema === undefined ? null : describe(schema),
  ]);
}

function describe(schema: object): string {
  const known = described.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify('~standard' in schema ? describeStandard(schema as StandardCarrier) : schema);
  described.set(schema, text);
  return text;
}

interface StandardCarrier {
  readonly '~standard': {
    readonly jsonSchema?: { readonly input: (options: { readonly target: string }) => unknown };
  };
}

function describeStandard(schema: StandardCarrier): unknown {
  try {
    return schema['~standard'].jsonSchema?.input({ target: 'draft-2020-12' }) ?? null;
  } catch {
    // `session.tools.register` throws for a schema that cannot describe itself, and says what to do.
    return null;
  }
}
