import type { UsageRecord } from '../../protocol/usage-record.ts';

const FIELDS = [
  'inputText',
  'inputAudio',
  'inputImage',
  'cachedText',
  'cachedAudio',
  'cachedImage',
  'outputText',
  'outputAudio',
  'outputImage',
  'reasoning',
  'ms',
  'characters',
  'messages',
] as const;

/** All that can be billed, as whole numbers, so that sums are the same in whatever order they are made. */
export type Tally = Readonly<Record<(typeof FIELDS)[number], number>>;

/** Combines two tallies field by field. */
export function combine(one: Tally, other: Tally, by: (a: number, b: number) => number): Tally {
  const entries = FIELDS.map((field) => [field, by(one[field], other[field])]);
  return Object.fromEntries(entries) as Tally;
}

/** A tally of nothing but the given fields. */
export function createTally(fields: Partial<Tally> = {}): Tally {
  return Object.fromEntries(FIELDS.map((field) => [field, Math.round(fields[field] ?? 0)])) as Tally;
}

/** A tally of nothing. */
export const NOTHING = createTally();

/** Adds two tallies. */
export const plus = (one: Tally, other: Tally): Tally => combine(one, other, (a, b) => a + b);

/** Takes one tally from another. */
export const minus = (one: Tally, other: Tally): Tally => combine(one, other, (a, b) => a - b);

/** The larger of every two fields. */
export const larger = (one: Tally, other: Tally): Tally => combine(one, other, Math.max);

/** Whether a tally is empty. */
export const isNothing = (tally: Tally): boolean => FIELDS.every((field) => tally[field] === 0);

/** Reads what a vendor reports. Cached input stays a part of the input, reasoning a part of the output. */
export function tallyOf(record: UsageRecord): Tally {
  if (record.unit === 'seconds') return createTally({ ms: record.seconds * 1000 });
  if (record.unit === 'characters') return createTally({ characters: record.characters });
  const { input, cachedInput, output, reasoning } = record;
  return createTally({
    inputText: input.text,
    inputAudio: input.audio,
    inputImage: input.image,
    // A part cannot be more than the whole: what is not itemised lands in one modality or another.
    cachedText: Math.min(cachedInput.text, input.text),
    cachedAudio: Math.min(cachedInput.audio, input.audio),
    cachedImage: Math.min(cachedInput.image, input.image),
    outputText: output.text,
    outputAudio: output.audio,
    outputImage: output.image,
    reasoning,
  });
}
