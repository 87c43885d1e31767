/** A JSON object as it comes: any field may be missing or of any type. */
export type Wire = Readonly<Record<string, unknown>>;

const NOTHING: Wire = Object.freeze(Object.create(null));

/** Reads an object; anything else counts as an empty one. */
export function object(value: unknown): Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : NOTHING;
}

/** Reads a list; anything else counts as an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Reads a string; `null`, absence and other types count as the fallback. */
export function string(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback;
}

/** Reads a string that may be missing. */
export function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Reads a finite number that may be missing. */
export function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Reads a count: what is not a finite number that is at least 0 counts as 0. */
export function count(value: unknown): number {
  return Math.max(0, numberOrNull(value) ?? 0);
}
