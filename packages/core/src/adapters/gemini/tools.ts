import type { ToolDeclaration } from '../../protocol/tool-declaration.ts';
import { isNonBlocking, isSynchronous, isThinker } from './models.ts';
import type { GeminiOptions } from './options.ts';
import { refused } from './refused.ts';
import type { WireFunction, WireTools } from './wire-types.ts';

/** What the vendor's own dialect of schemas knows. The model that thinks at length speaks of tools that use another. */
const KNOWN =
  /^(type|format|title|description|nullable|enum|items|properties|required|anyOf|min.*|max.*|pattern|default|propertyOrdering)$/;

/** Rewrites a JSON Schema in the vendor's own dialect, which names types in capitals. */
function toDialect(schema: unknown, isNames = false): unknown {
  if (Array.isArray(schema)) return schema.map((entry) => toDialect(entry));
  if (typeof schema !== 'object' || !schema) return schema;
  const entries = Object.entries(schema).filter(([key]) => isNames || KNOWN.test(key));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      const isType = key === 'type' && !isNames && typeof value === 'string';
      return [key, isType ? value.toUpperCase() : toDialect(value, key === 'properties' && !isNames)];
    }),
  );
}

/**
 * Writes the app's tools.
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
      throw refused(`${name}: ${asked} tools on ${model}`);
    return {
      name,
      description,
      ...(parameters &&
        (isThinker(model) ? { parameters: toDialect(parameters) } : { parametersJsonSchema: parameters })),
      behavior: asked || isThinker(model) ? (isAsync ? 'NON_BLOCKING' : 'BLOCKING') : undefined,
    };
  };
  return [{ functionDeclarations: tools.map(declare) }];
}
