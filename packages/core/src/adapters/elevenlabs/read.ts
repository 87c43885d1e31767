import type { WireServerEvents } from './wire-types.ts';

/** What came over the wire as a `T`: every field may be missing or of any type. */
export type Untrusted<T> = { readonly [Key in keyof T]?: unknown };

type FieldOf<T> = T extends unknown ? keyof T : never;

/** What lies under the key of any frame's own: the fields of all of them. */
export type Payload = { readonly [Field in FieldOf<WireServerEvents[keyof WireServerEvents]>]?: unknown };

/** Reads an object. Anything else has none of the fields that are asked for. */
export function object<T>(value: unknown): Untrusted<T> {
  return Object(value) as Untrusted<T>;
}

/** Reads text; anything else counts as none. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Reads a list; anything else counts as an empty one. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
