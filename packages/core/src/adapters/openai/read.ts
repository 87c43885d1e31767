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

/** The names here of the wire's fields, and how a value of each is read. */
export type FieldTable = Readonly<Record<string, readonly [name: string, read: (value: unknown) => unknown]>>;

/**
 * Our type first, then the wire's fields, all of them needed. One with a question mark is `null` where the wire has
 * nothing of its kind; one with a tilde is left out.
 */
export type Row<Field extends string = string> = readonly [
  type: string,
  ...fields: (Field | `${Field}?` | `${Field}~`)[],
];

/** Reads the fields of a row, or returns the name of one that is needed and missing. */
export function readRow(wire: object, row: Row, table: FieldTable): object | string {
  const made: Record<string, unknown> = { type: row[0] };
  for (let at = 1; at < row.length; at += 1) {
    const field = row[at] as string;
    const isOptional = field.endsWith('?');
    const key = isOptional || field.endsWith('~') ? field.slice(0, -1) : field;
    const [name, read] = table[key] as FieldTable[string];
    const value = (wire as Record<string, unknown>)[key];
    const isNull = isOptional && typeof value !== (read === count ? 'number' : 'string');
    const result = isNull ? null : read(value);
    if (result !== undefined) made[name] = result;
    else if (key === field) return key;
  }
  return made;
}
