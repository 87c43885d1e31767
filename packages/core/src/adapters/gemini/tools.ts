import type { ToolDeclaration } from '../../protocol/tool-declaration.ts';
import { isNonBlocking, isSynchronous, isThinker } from './models.ts';
import type { GeminiOptions } from './options.ts';
import { unsupported } from './errors.ts';
import type { WireFunction, WireTools } from './wire-types.ts';

/** The keywords of Google's OpenAPI-style schemas. With other schemas, extended-thinking models speak of a tool instead of calling it. */
const KNOWN =
  /^(type|format|title|description|nullable|enum|items|properties|required|anyOf|min.*|max.*|pattern|default|propertyOrdering)$/;

/** Converts a JSON Schema to Google's OpenAPI-style schema, whose types are in upper case. */
function toOpenApi(schema: unknown, isNames = false): unknown {
  if (Array.isArray(schema)) return schema.map((entry) => toOpenApi(entry));
  if (typeof schema !== 'object' || !schema) return schema;
  const entries = Object.entries(schema).filter(([key]) => isNames || KNOWN.test(key));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const isType = key === 'type' && !isNames && typeof value === 'string';
      return [key, isType ? value.toUpperCase() : toOpenApi(value, key === 'properties' && !isNames)];
    }),
  );
}

/**
 * Writes the declarations of the app's tools.
 *
 * @throws RealtimeError `unsupported-capability` for a behavior that the model does not have.
 */
export function writeTools(
  tools: readonly ToolDeclaration[],
  model: string,
  options: GeminiOptions,
): WireTools[] {
  if (tools.length === 0) return [];
  const declare = ({ name, description, parameters }: ToolDeclaration): WireFunction => {
    const asked = options.tools?.[name]?.behavior;
    const isAsync = isNonBlocking(model, options, name);
    if (isAsync ? isSynchronous(model) : isThinker(model))
      throw unsupported(`${asked} tools on ${model} (${name})`);
    return {
      name,
      description,
      ...(parameters &&
        (isThinker(model) ? { parameters: toOpenApi(parameters) } : { parametersJsonSchema: parameters })),
      behavior: asked || isThinker(model) ? (isAsync ? 'NON_BLOCKING' : 'BLOCKING') : undefined,
    };
  };
  return [{ functionDeclarations: tools.map(declare) }];
}
