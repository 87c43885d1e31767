/**
 * A small generator of pseudo-random numbers (mulberry32, public domain), so that a failure comes again. Returns whole
 * numbers from 0 to below `limit`.
 */
function createDice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** Values that stand where something else is expected, as JSON. */
const WRONG_VALUES = [
  'null',
  'true',
  '-1',
  '1e999',
  '0.5',
  '""',
  '"constructor"',
  '[]',
  '[null,[],{}]',
  '{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
];

/** Frames that are wrong as a whole. */
const WRONG_FRAMES: readonly (string | ArrayBuffer)[] = [
  '',
  ' ',
  '{',
  'null',
  '7',
  '"text"',
  '[]',
  '{}',
  '{"type":null}',
  '{"__proto__":{"polluted":true}}',
  '\u0000\uffff',
  '['.repeat(100_000),
  new ArrayBuffer(0),
  new ArrayBuffer(7),
];

/** Bends frames out of shape: cut off, with values replaced, with fields taken away or named like those of every object. */
export function bendFrames(
  frames: readonly (string | ArrayBuffer)[],
  count: number,
  seed = 1,
): readonly (string | ArrayBuffer)[] {
  const dice = createDice(seed);
  const bent = Array.from({ length: count }, () => {
    const frame = frames[dice(frames.length)] as string | ArrayBuffer;
    if (typeof frame !== 'string') return frame.slice(0, dice(frame.byteLength + 1));
    return dice(8) === 0 ? frame.slice(0, dice(frame.length)) : bendText(frame, dice);
  });
  return [...WRONG_FRAMES, ...bent];
}

/** A JSON string, number or word, in a place where a value stands. */
const VALUE = /(?<=[:[,]\s*)(?:"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d[\d.eE+-]*|true|false|null)/g;
const KEY = /"(?:[^"\\]|\\.)*"(?=\s*:)/g;

function bendText(frame: string, dice: (limit: number) => number): string {
  const isKey = dice(4) === 0;
  const places = [...frame.matchAll(isKey ? KEY : VALUE)];
  const place = places[dice(Math.max(1, places.length))];
  if (!place) return frame;
  const put = isKey
    ? (['"__proto__"', '"gone"', '"constructor"'][dice(3)] as string)
    : WRONG_VALUES[dice(WRONG_VALUES.length)];
  return frame.slice(0, place.index) + put + frame.slice(place.index + place[0].length);
}
