import type { AnyClientTool } from '@repartee/core';

/** Describing a schema may be slow in its library, and schemas are mostly made once, outside of components. */
const described = new WeakMap<object, string>();

/** Writes down what the model is told about a tool: two tools with the same signature need no new declaration. */
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
    // A schema that cannot describe itself is refused, with words on what to do, when its tool is registered.
    return null;
  }
}
