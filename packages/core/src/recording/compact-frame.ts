import type { WireFrame } from '../protocol/wire-frame.ts';

/** A text on the wire that is longer than this and has no spaces is data: audio or an image in Base64, in characters. */
const LONG = 256;
const LONG_DATA = /"[\w+/=:;,-]{256,}"/g;
const DATA = /^[\w+/=]+$/;

/** Characters of a text, bytes of a binary frame. */
export const lengthOf = (frame: WireFrame): number =>
  typeof frame === 'string' ? frame.length : frame.byteLength;

/** Writes a frame as a recording keeps it. Secrets are taken out when the file is written. */
export function compactFrame(frame: WireFrame, words: 'keep' | 'mask'): string {
  if (typeof frame !== 'string') {
    const text = readJson(frame);
    return text === null ? `[${frame.byteLength} bytes]` : compactFrame(text, words);
  }
  if (words === 'mask') return maskFrame(frame);
  return frame.length < LONG ? frame : shorten(frame);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Some vendors send their JSON in binary frames. */
function readJson(frame: Exclude<WireFrame, string>): string | null {
  const bytes = frame instanceof ArrayBuffer ? new Uint8Array(frame) : frame;
  if (bytes[0] !== 0x7b) return null;
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** Keeps the type and the length of a frame whose words are masked. */
export function maskFrame(frame: string): string {
  const [, type] = /"type"\s*:\s*"([\w.-]+)"/.exec(frame) ?? [];
  return `[${type ?? 'frame'}, ${frame.length} characters]`;
}

/** Replaces long data by its length. Most long frames hold one piece of audio, which spans their middle. */
function shorten(frame: string): string {
  const middle = frame.length >> 1;
  const from = frame.lastIndexOf('"', middle) + 1;
  const to = frame.indexOf('"', middle);
  const isData = to - from > LONG && DATA.test(frame.slice(middle - 32, middle + 32));
  if (!isData) return frame.replace(LONG_DATA, (data) => `"[${data.length - 2} characters]"`);
  const rest = `${frame.slice(0, from)}[${to - from} characters]${frame.slice(to)}`;
  // Engines keep a text that was put together as its parts, and each part keeps the whole that it comes from in memory. A search
  // makes one piece of it.
  if (rest.length < LONG) return rest.includes('\0') ? maskFrame(rest) : rest;
  return rest.replace(LONG_DATA, (data) => `"[${data.length - 2} characters]"`);
}
