/*
 * Readers for fields that came over a wire. Each takes a value of any type and gives one of the expected type, so that
 * a codec needs no cast and no frame can make it throw.
 */

/** An object from outside, which should be a `T`: each field may be missing or of any type. */
export type Untrusted<T> = { readonly [Key in keyof T]?: unknown };

const EMPTY: object = Object.freeze(Object.create(null) as object);

/** Reads an object. Text, numbers, lists and `null` give an empty one. */
export function readObject<T>(value: unknown): Untrusted<T> {
  return (isObject(value) ? value : EMPTY) as Untrusted<T>;
}

/** Whether a value is an object and no list. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a list. Anything else gives an empty one. */
export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads a list and leaves out each entry that `read` returns `undefined` for. */
export function readEach<Entry>(
  value: unknown,
  read: (entry: unknown) => Entry | undefined,
): readonly Entry[] {
  return readList(value)
    .map((entry) => read(entry))
    .filter((entry) => entry !== undefined);
}

/** Reads text. Anything else gives the empty string. */
export function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Reads text, the empty string included. Anything else gives the fallback. */
export function readTextOr<Fallback>(value: unknown, fallback: Fallback): string | Fallback {
  return typeof value === 'string' ? value : fallback;
}

/** Reads an id. The empty string and anything that is not text give the fallback. */
export function readIdOr<Fallback>(value: unknown, fallback: Fallback): string | Fallback {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

/** Thrown for a frame that cannot be read; the message says why. `decodeFrame` turns it into a `malformed` event. */
export class UnreadableFrame extends Error {}

/** Reads an id that an event needs. @throws UnreadableFrame for the empty string and anything that is not text. */
export function readId(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new UnreadableFrame(`without ${field}`);
}

/** Reads a finite number. Anything else gives the fallback. */
export function readNumberOr<Fallback>(value: unknown, fallback: Fallback): number | Fallback {
  return Number.isFinite(value) ? (value as number) : fallback;
}

/** Reads a count, which is a finite number of at least 0. Anything else gives 0. */
export function readCount(value: unknown): number {
  return typeof value === 'number' && value > 0 && value < Infinity ? value : 0;
}

/** Reads a count. Anything that is no finite number gives the fallback; one below 0 gives 0. */
export function readCountOr<Fallback>(value: unknown, fallback: Fallback): number | Fallback {
  return Number.isFinite(value) ? Math.max(0, value as number) : fallback;
}

/** Looks up a name from outside in a table. Names that every object inherits, such as `constructor`, have no entry. */
export function lookUp<Entry>(table: Readonly<Record<string, Entry>>, name: unknown): Entry | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Limits of values that are passed on as JSON. Parsers overflow the stack on more levels, and no model writes so many. */
const MAX_LEVELS = 100;
const MAX_LENGTH = 1_000_000;

/**
 * Writes the arguments of a tool call as JSON. Anything but an object gives `{}`. Arguments with more than 100 levels or
 * 1,000,000 characters give text that is not JSON, so that the tool is not run and the model gets an error.
 */
export function writeArguments(value: unknown): string {
  return isObject(value) ? writeUntrusted(value) : '{}';
}

/** Writes a value as JSON, within the limits of `writeArguments`; a missing value gives the empty string. */
export function writeUntrusted(value: unknown): string {
  if (!hasDepth(value, MAX_LEVELS)) return `(a value of more than ${MAX_LEVELS} levels)`;
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return '';
  return text.length > MAX_LENGTH ? `(a value of more than ${MAX_LENGTH} characters)` : text;
}

/** Whether a value is nested at most so many levels deep. */
function hasDepth(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((entry) => hasDepth(entry, levels - 1));
}
