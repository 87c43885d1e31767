import { RealtimeError } from '../errors/realtime-error.ts';
import type { JsonSchema, ToolDeclaration } from '../protocol/tool-declaration.ts';
import type { AnyClientTool } from './client-tool.ts';
import { isStandardSchema } from './standard-schema.ts';

/**
 * Works out what the model is told about a tool.
 *
 * @throws RealtimeError `invalid-config` when the tool cannot be declared.
 */
export function declareTool(tool: AnyClientTool): ToolDeclaration {
  if (typeof tool.name !== 'string' || tool.name === '') {
    throw new RealtimeError(
      'invalid-config',
      'A tool has no name, so the model could not call it. Give it a `name`.',
    );
  }
  if (typeof tool.execute !== 'function') {
    throw new RealtimeError(
      'invalid-config',
      `The tool "${tool.name}" has no \`execute\` function to be run by.`,
    );
  }
  if (tool.timeoutMs !== undefined && !(tool.timeoutMs > 0)) {
    throw new RealtimeError(
      'invalid-config',
      `The tool "${tool.name}" has a \`timeoutMs\` of ${tool.timeoutMs}, so it could never finish. ` +
        'Give a positive number of milliseconds, or Infinity for no limit.',
    );
  }
  const parameters = describeParameters(tool);
  return {
    name: tool.name,
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

function undescribed(name: string, cause?: unknown): RealtimeError {
  return new RealtimeError(
    'invalid-config',
    `The schema of the tool "${name}" cannot describe itself as JSON Schema, so the model would not know its ` +
      "arguments. Give the tool a `jsonSchema` beside `parameters`, for example from your schema library's converter.",
    { cause },
  );
}
