import type { TimedWord } from '../../protocol/timed-word.ts';
import { readCount, readList, readObject, readText } from '../../util/untrusted.ts';
import type { WireAlignment } from './wire-types.ts';

/** The times in one chunk of audio. */
export interface WordTimes {
  readonly words: readonly TimedWord[];
  /** The number of letters that the chunk places, spaces not counted. */
  readonly letterCount: number;
  /** The end of the last letter, in milliseconds from the start of the message. */
  readonly endMs: number;
}

/** Thai, Lao, Myanmar, Khmer, kana and Chinese characters: scripts that put no spaces between words. */
const UNSPACED =
  /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

/** The first character of these scripts. The expression is not tried on those before it. */
const FIRST_UNSPACED = 0x0e00;

/** Counts the letters of a text. Text and alignment differ in their spaces. */
export function countLetters(text: string): number {
  return text.replace(/\s/g, '').length;
}

/**
 * Joins the letters of an alignment to words. A character of a script without spaces is a word of its own, because the
 * whole sentence would else be one word. A word may continue in the next chunk; its parts have their own times.
 */
export function readWordTimes(alignment: unknown, fromMs: number): WordTimes {
  const wire = readObject<WireAlignment>(alignment);
  const letters = readList(wire.chars);
  const starts = readList(wire.char_start_times_ms);
  const durations = readList(wire.char_durations_ms);
  const words: TimedWord[] = [];
  let word: { text: string; startMs: number; endMs: number } | null = null;
  let letterCount = 0;
  let endMs = fromMs;
  for (let index = 0; index < letters.length; index += 1) {
    const letter = readText(letters[index]);
    const startMs = fromMs + readCount(starts[index]);
    endMs = startMs + readCount(durations[index]);
    const isSpace = letter.trim() === '';
    letterCount += letter.length > 1 ? countLetters(letter) : isSpace ? 0 : 1;
    const isUnspaced = letter.charCodeAt(0) >= FIRST_UNSPACED && UNSPACED.test(letter);
    if (isSpace) word = null;
    else if (word && !isUnspaced) {
      word.text += letter;
      word.endMs = endMs;
    } else {
      const next = { text: letter, startMs, endMs };
      words.push(next);
      word = isUnspaced ? null : next;
    }
  }
  return { words, letterCount, endMs };
}
