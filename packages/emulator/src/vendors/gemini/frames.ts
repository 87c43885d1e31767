/** A JSON object on the wire. */
export type Wire = Record<string, unknown>;

/** The longest reason of a close, in bytes (RFC 6455): what is longer is cut, as the vendor's are. */
const MAX_REASON_BYTES = 123;

/** The vendor has no errors on the wire: what is wrong ends the connection, with a code and a reason. */
export class Closing extends Error {
  readonly code: number;

  constructor(code: 1007 | 1008 | 1011, reason: string) {
    super(Buffer.from(reason).subarray(0, MAX_REASON_BYTES).toString());
    this.code = code;
  }
}

/** A message or a setup that is wrong. */
export function invalid(reason = 'Request contains an invalid argument.'): Closing {
  return new Closing(1007, reason);
}

/** Fields that hold the app's own data. Their keys must not change. */
const OWN_DATA = new Set([
  'args',
  'response',
  'parameters',
  'parametersJsonSchema',
  'responseJsonSchema',
  'labels',
]);

/** Reads names with underscores as those with humps: the vendor's clients write both. */
export function readNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      const name = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [name, OWN_DATA.has(name) ? entry : readNames(entry)];
    }),
  );
}

/** Writes a duration as the wire has it. */
export function writeDuration(ms: number): string {
  return `${ms / 1000}s`;
}
