/** What came over the wire as a `T`: every field may be missing or of any type. */
export type Untrusted<T> = { readonly [Key in keyof T]?: unknown };

/** Reads an object. Anything else has none of the fields that are asked for. */
export function object<T>(value: unknown): Untrusted<T> {
  return Object(value) as Untrusted<T>;
}

/** Reads a list; anything else counts as an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads a string, or the fallback where there is none. */
export function string<Fallback>(value: unknown, fallback: Fallback): string | Fallback {
  return typeof value === 'string' ? value : fallback;
}

/** Reads a finite number, or the fallback where there is none. */
export function number<Fallback>(value: unknown, fallback: Fallback): number | Fallback {
  return Number.isFinite(value) ? (value as number) : fallback;
}

/** Reads text; anything else counts as none. */
export function text(value: unknown): string {
  return string(value, '');
}

/** Reads a count: what is not a finite number that is at least 0 counts as 0. */
export function count(value: unknown): number {
  return Math.max(0, number(value, 0));
}

/** Reads an id that nothing works without. */
export function id(value: unknown): string | undefined {
  return string(value, '') || undefined;
}

/** Reads one of a few words, whose hyphens are underscores on the wire, or the fallback. */
export function oneOf<Word extends string, Fallback>(
  words: readonly Word[],
  value: unknown,
  fallback: Fallback,
): Word | Fallback {
  return words.find((word) => word.replace('-', '_') === value) ?? fallback;
}

/** The entry of a table under a name from outside, which may be that of something every object has. */
export function entryOf<Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** What does not follow from a field's name on the wire: its name here, and how a value of it is read. */
export type FieldTable = Readonly<
  Record<string, readonly [name: string, read?: (value: unknown) => unknown]>
>;

/**
 * Our type first, then the wire's fields, all of them needed. One with a question mark is `null` where the wire has
 * nothing of its kind; one with a tilde is left out.
 */
export type Row<Field extends string = string> = readonly [
  type: string,
  ...fields: (Field | `${Field}?` | `${Field}~`)[],
];

/** The name here of a field of the wire: the table's, or the wire's own in our spelling. */
export function nameOf(field: string, table: FieldTable): string {
  return table[field]?.[0] ?? field.replace(/_./g, ([, letter = '']) => letter.toUpperCase());
}

/** How a field is read that the table says nothing of: by the end of its name. */
function readerOf(field: string): (value: unknown) => unknown {
  if (/(_ms|_index)$/.test(field)) return count;
  return /^(.*_)?id$/.test(field) ? id : text;
}

/** Reads the fields of a row, or returns the name of one that is needed and missing. */
export function readRow(wire: object, [type, ...fields]: Row, table: FieldTable): object | string {
  const made: Record<string, unknown> = { type };
  for (const field of fields) {
    const key = field.replace(/\W$/, '');
    const read = table[key]?.[1] ?? readerOf(key);
    const value = (wire as Record<string, unknown>)[key];
    const isOptional = field.endsWith('?');
    const isRead = !isOptional || typeof value === (read === count ? 'number' : 'string');
    let result = isRead ? read(value) : null;
    // An optional id may be there and empty.
    if (isOptional) result ??= null;
    if (result !== undefined) made[nameOf(key, table)] = result;
    else if (key === field) return key;
  }
  return made;
}
