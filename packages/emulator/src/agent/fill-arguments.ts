import type { DeclaredTool } from './agent.ts';

type Schema = Readonly<Record<string, unknown>>;

const PLACE = /city|place|location|town|country|region|where|destination|origin|address|area/i;
const DAY =
  /\b(today|tonight|tomorrow|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i;

/** The end of a phrase: a punctuation mark, the end of the text, or a word of time or courtesy. */
const PHRASE =
  /\b(?:in|for|at|near|about|of|to|from)\s+(?!today|tonight|tomorrow|now\b|the moment)([\p{L}\p{N}][\p{L}\p{N}' -]*?)(?=\s+(?:today|tonight|tomorrow|now|please|right|this|next|on|and)\b|[?.!,;:]|$)/iu;

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** Fills the properties of a tool's schema from the words: a place, a choice, a number, a day, a yes. */
export function fillArguments(text: string, tool: DeclaredTool): Readonly<Record<string, unknown>> {
  const properties = (tool.parameters['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const required = new Set((tool.parameters['required'] ?? []) as readonly string[]);
  const filled: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const isNeeded = required.has(name) || required.size === 0;
    const value = valueFor(text, name, schema, isNeeded);
    if (value !== undefined) filled[name] = value;
  }
  return filled;
}

function valueFor(text: string, name: string, schema: Schema, isNeeded: boolean): unknown {
  const fallback = <T>(value: T) => (isNeeded ? (schema['default'] ?? value) : undefined);
  const choices = schema['enum'];
  if (Array.isArray(choices)) {
    const lowered = text.toLowerCase();
    return choices.find((choice) => lowered.includes(String(choice).toLowerCase())) ?? fallback(choices[0]);
  }
  // A schema may offer a choice of types, of which null is one.
  const types = new Set([schema['type'] ?? 'string'].flat());
  if (types.has('number') || types.has('integer')) return numberIn(text) ?? fallback(1);
  if (types.has('boolean')) return fallback(!/\b(no|not|off|don't|stop)\b/i.test(text));
  if (types.has('string'))
    return textFor(text, `${name} ${String(schema['description'] ?? '')}`) ?? fallback(plain(text));
  if (types.has('array')) return fallback([phraseIn(text) ?? plain(text)]);
  return fallback({});
}

function textFor(text: string, meaning: string): string | null {
  if (PLACE.test(meaning)) return capitalized(phraseIn(text));
  if (/\b(date|day|when|time)\b/i.test(meaning)) return DAY.exec(text)?.[0]?.toLowerCase() ?? null;
  return phraseIn(text);
}

function phraseIn(text: string): string | null {
  return (
    PHRASE.exec(text)?.[1]
      ?.replace(/^(the|a|an)\s+/i, '')
      .trim() || null
  );
}

/** Recognisers write everything in lower case; the name of a place begins with a capital. */
function capitalized(phrase: string | null): string | null {
  return phrase?.replace(/(?<!['’\p{L}])\p{Ll}/gu, (letter) => letter.toUpperCase()) ?? null;
}

function plain(text: string): string {
  return text.replace(/[.!?\s]+$/, '');
}

function numberIn(text: string): number | null {
  const figures = /-?\d+(\.\d+)?/.exec(text);
  if (figures) return Number(figures[0]);
  const words = text.toLowerCase().split(/[^a-z]+/);
  const at = words.findIndex((word) => SMALL.includes(word) || TENS.includes(word));
  const [first = '', second = ''] = words.slice(at);
  if (at < 0) return null;
  if (SMALL.includes(first)) return SMALL.indexOf(first);
  const unit = SMALL.indexOf(second);
  return (TENS.indexOf(first) + 2) * 10 + (unit >= 1 && unit <= 9 ? unit : 0);
}
