/** A frame of a vendor's recording, seen from the client: `in` came from the vendor. */
export interface VendorFrame {
  readonly direction: 'in' | 'out';
  /** In milliseconds since the recording began. */
  readonly atMs: number;
  readonly text: string;
}

/** Between two frames of a recording without times, in milliseconds. */
const GAP_MS = 5;

/**
 * Reads the frames of a recording that a vendor, or a test suite, made: one JSON object a line, or a list of them, with `dir` (`c2s` or
 * `s2c`) and `event`, the frame. Lines of another form are left out: requests, closes, and what is not JSON. Empty where there is none.
 */
export function readVendorFrames(text: string): readonly VendorFrame[] {
  return listRows(text).flatMap(readRow);
}

function listRows(text: string): readonly unknown[] {
  const whole = text.trimStart().startsWith('[') ? parse(text) : null;
  if (Array.isArray(whole)) return whole;
  return text.split('\n').map(parse);
}

function readRow(row: unknown, index: number): readonly VendorFrame[] {
  const { dir, event } = (row ?? {}) as Readonly<Record<string, unknown>>;
  if ((dir !== 'c2s' && dir !== 's2c') || typeof event !== 'object' || event === null) return [];
  return [{ direction: dir === 'c2s' ? 'out' : 'in', atMs: index * GAP_MS, text: JSON.stringify(event) }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
