/** A value that differs from the expected one. Test runners show the difference of the two fields. */
export interface Mismatch extends Error {
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Creates the error of a check that failed, without any test runner's library. */
export function createMismatch(message: string, expected: unknown, actual: unknown): Mismatch {
  const error = new Error(`${message}\nexpected: ${toText(expected)}\nactual:   ${toText(actual)}`);
  error.name = 'AssertionError';
  return Object.assign(error, { expected, actual, showDiff: true });
}

/** Bytes and functions have no JSON: they are shown by their size and name. */
function toText(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => {
    if (entry instanceof Uint8Array || entry instanceof ArrayBuffer) return `[${entry.byteLength} bytes]`;
    return typeof entry === 'function' ? `[function ${entry.name || 'without a name'}]` : entry;
  });
}
