import type { DeclaredTool } from './agent.ts';

/** Words that say nothing about what is wanted. */
const FILLERS = new Set(
  'a an and are at can could do for from get give how i in is it like make me my of on please set show tell that the this to use want what which will with would you your current given returns return user'.split(
    ' ',
  ),
);

/** A tool that fits, and the arguments that the words give for it. */
export interface ToolMatch {
  readonly tool: DeclaredTool;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Finds the tool whose name or description the words are about. The name counts double. */
export function matchTool(text: string, tools: readonly DeclaredTool[]): ToolMatch | null {
  const words = new Set(wordsOf(text));
  let best: DeclaredTool | null = null;
  let bestScore = 1;
  for (const tool of tools) {
    const named = wordsOf(tool.name.replace(/([a-z])([A-Z])/g, '$1 $2')).filter((word) =>
      words.has(word),
    ).length;
    const described = wordsOf(tool.description).filter((word) => words.has(word)).length;
    const score = named * 2 + described;
    if (score <= bestScore) continue;
    best = tool;
    bestScore = score;
  }
  return best && { tool: best, arguments: fillArguments(text, best) };
}

/** Fills the properties of a tool's schema with what the words offer: a place, a choice, a number, a yes. */
export function fillArguments(text: string, tool: DeclaredTool): Readonly<Record<string, unknown>> {
  const properties = (tool.parameters['properties'] ?? {}) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  const required = new Set((tool.parameters['required'] ?? []) as readonly string[]);
  const filled: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const value = valueFor(text, schema, required.has(name) || required.size === 0);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

function valueFor(text: string, schema: Readonly<Record<string, unknown>>, isNeeded: boolean): unknown {
  const choices = schema['enum'];
  if (Array.isArray(choices)) {
    const words = text.toLowerCase();
    const hit = choices.find((choice) => words.includes(String(choice).toLowerCase()));
    return hit ?? (isNeeded ? choices[0] : undefined);
  }
  if (schema['type'] === 'number' || schema['type'] === 'integer') {
    const number = /-?\d+(\.\d+)?/.exec(text);
    return number ? Number(number[0]) : isNeeded ? (schema['default'] ?? 1) : undefined;
  }
  if (schema['type'] === 'boolean') return isNeeded ? !/\b(no|not|off|don't)\b/i.test(text) : undefined;
  if (schema['type'] !== 'string' && schema['type'] !== undefined) return undefined;
  return placeIn(text) ?? (isNeeded ? text.trim() : undefined);
}

/** The words behind "in", "for" or "at" up to the end of the phrase, as a name. */
function placeIn(text: string): string | null {
  const match =
    /\b(?:in|for|at|about|of|to)\s+([\p{L}][\p{L}' -]*?)(?=\s+(?:today|tomorrow|now|please|right|this)\b|[?.!,;]|$)/iu.exec(
      text,
    );
  const place = match?.[1]?.replace(/^(the|a|an)\s+/i, '').trim();
  if (!place) return null;
  return place.replace(/\p{L}+/gu, (word) => (word[0] ?? '').toUpperCase() + word.slice(1));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !FILLERS.has(word));
}
