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

/** Reads text; anything else counts as none. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Reads a count: what is not a finite number that is at least 0 counts as 0, which the wire leaves out. */
export function count(value: unknown): number {
  return Number.isFinite(value) ? Math.max(0, value as number) : 0;
}

/** Reads a duration as the wire writes it (`"8.400s"`), in milliseconds; `null` where there is none. */
export function duration(value: unknown): number | null {
  const seconds = /^\d+(\.\d+)?s$/.test(text(value)) ? parseFloat(text(value)) : Number.NaN;
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : null;
}
