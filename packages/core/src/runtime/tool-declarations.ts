import { RealtimeError } from '../errors/realtime-error.ts';
import type { JsonSchema, ToolDeclaration } from '../protocol/tool-declaration.ts';
import { findIgnoredKeyword } from '../util/ignored-keyword.ts';
import type { AnyClientTool } from './client-tool.ts';
import { isStandardSchema } from './client-tool.ts';

/**
 * Creates the declaration of a tool for the model.
 *
 * @throws RealtimeError `invalid-config` when the tool cannot be declared.
 */
export function declareTool(tool: AnyClientTool): ToolDeclaration {
  const { name, timeoutMs } = tool;
  if (typeof name !== 'string' || name === '')
    throw refuse('A tool has no name, so the model could not call it. Give it a `name`.');
  if (typeof tool.execute !== 'function')
    throw refuse(`The tool "${name}" has no \`execute\` function to be run by.`);
  if (timeoutMs !== undefined && !(timeoutMs > 0)) {
    throw refuse(
      `The tool "${name}" has a \`timeoutMs\` of ${timeoutMs}, so it could never finish. ` +
        'Give a positive number of milliseconds, or Infinity for no limit.',
    );
  }
  const parameters = describeParameters(tool);
  // A Standard Schema validates the arguments itself.
  if (!isStandardSchema(tool.parameters)) checkParameters(name, parameters);
  return {
    name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

function describeParameters(tool: AnyClientTool): JsonSchema | undefined {
  if (tool.jsonSchema !== undefined) return tool.jsonSchema;
  const schema: unknown = tool.parameters;
  if (!isStandardSchema(schema)) return schema as JsonSchema | undefined;
  const describe = schema['~standard'].jsonSchema;
  if (!describe) throw undescribed(tool.name);
  try {
    return describe.input({ target: 'draft-2020-12' });
  } catch (cause) {
    throw undescribed(tool.name, cause);
  }
}

function checkParameters(name: string, schema: JsonSchema | undefined): void {
  const place = findIgnoredKeyword(schema);
  if (place === null) return;
  const keyword = place.slice(place.lastIndexOf('/') + 1);
  throw refuse(
    `The schema of the tool "${name}" uses \`${keyword}\` (at ${place}), which would not be checked. ` +
      'Rewrite the schema without it, or pass a Standard Schema as `parameters`.',
  );
}

function undescribed(name: string, cause?: unknown): RealtimeError {
  return refuse(
    `The schema of the tool "${name}" cannot describe itself as JSON Schema, so the model would not know its ` +
      "arguments. Give the tool a `jsonSchema` beside `parameters`, for example from your schema library's converter.",
    cause,
  );
}

function refuse(message: string, cause?: unknown): RealtimeError {
  return new RealtimeError('invalid-config', message, { cause });
}
