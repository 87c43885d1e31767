/*
 * How long text takes to speak, by script. A character of a script that writes syllables or words takes longer than a letter.
 * Rates of fluent speech: English 180 words a minute (five letters and a space each), Mandarin 250 characters a minute,
 * Japanese 7 to 8 morae a second (a kanji has about two), Korean 6 syllables a second (F. Pellegrino et al., "A cross-language
 * perspective on speech information rate", Language 87, 2011).
 */

/** Milliseconds a character, by the script of the character. Other characters are taken for letters. */
const RATES: readonly (readonly [script: RegExp, ms: number])[] = [
  [/[\p{Script=Han}]/u, 240],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 135],
  [/[\p{Script=Hangul}]/u, 165],
  [/[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u, 75],
];

/** The rate of letters, in milliseconds. */
const MS_PER_LETTER = 55;

/** Scripts without spaces between words: each character counts as a word. */
const SPACELESS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const WORD = new RegExp(`[${SPACELESS}]|[^\\s${SPACELESS}]+`, 'gu');

/**
 * The rate of a voice of which nothing is known: 14.5 letters a second, as in audiobooks (150 words a minute). Recorded greetings of
 * four voices took 9 to 17 letters a second, with their pauses (July to October 2026).
 */
export const DEFAULT_RATE = 0.8;

/** The weight of the default, as milliseconds of speech: a voice is known after a few sentences. */
const DEFAULT_WEIGHT_MS = 1_500;

/** The weight that earlier speech keeps when an item is added: a voice may change its pace. */
const KEPT_SHARE = 0.85;

/** Shorter items, and rates beyond these, tell nothing of the pace of a voice. */
const MIN_LEARNED_MS = 1_000;
const RATE_LIMITS = [0.35, 2.5] as const;

/** The pace of a voice, from items that were heard to their end. */
export interface VoicePace {
  /** The voice and its settings. Another one starts again. */
  readonly voice: string;
  /** The time that the text would take at the rate 1, and the time that it took, in milliseconds. */
  readonly textMs: number;
  readonly audioMs: number;
}

/** The rate at which a voice speaks: 2 is twice as fast as `spokenMs`. */
export function rateOf(pace: VoicePace | null, voice: string, speed = 1): number {
  if (pace?.voice !== voice) return DEFAULT_RATE * speed;
  return (pace.textMs + DEFAULT_WEIGHT_MS * DEFAULT_RATE * speed) / (pace.audioMs + DEFAULT_WEIGHT_MS);
}

/** Learns from an item whose audio is whole. */
export function learnPace(
  pace: VoicePace | null,
  voice: string,
  text: string,
  audioMs: number,
): VoicePace | null {
  const textMs = spokenMs(text);
  const rate = textMs / audioMs;
  if (audioMs < MIN_LEARNED_MS || !(rate >= RATE_LIMITS[0] && rate <= RATE_LIMITS[1])) return pace;
  const known = pace?.voice === voice ? pace : { textMs: 0, audioMs: 0 };
  return {
    voice,
    textMs: known.textMs * KEPT_SHARE + textMs,
    audioMs: known.audioMs * KEPT_SHARE + audioMs,
  };
}

/** Estimates how long a text takes to speak at the rate 1, in milliseconds. */
export function spokenMs(text: string): number {
  let sum = 0;
  for (const character of text) {
    const isAscii = character < '\u0080';
    const rate = isAscii ? undefined : RATES.find(([script]) => script.test(character));
    sum += rate?.[1] ?? MS_PER_LETTER;
  }
  return sum;
}

/** Lists the words of a text by their places. A script without spaces is taken character by character. */
export function matchWords(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(WORD)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));
}
