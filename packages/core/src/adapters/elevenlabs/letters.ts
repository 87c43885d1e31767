import type { TimedWord } from '../../protocol/timed-word.ts';
import { list } from './read.ts';
import type { Untrusted } from './read.ts';
import type { WireAlignment } from './wire-types.ts';

/** Alignment and words differ in their spaces. */
export function lettersIn(words: string): number {
  return words.replace(/\s/g, '').length;
}

/**
 * Puts letters together to words, and tells when the last letter has been said. A word may go on in the next piece of sound:
 * its parts are told apart.
 */
export function readTimes(
  letters: readonly string[],
  { char_start_times_ms, char_durations_ms }: Untrusted<WireAlignment>,
  fromMs: number,
): { readonly words: readonly TimedWord[]; readonly endMs: number } {
  const words: TimedWord[] = [];
  let word: { text: string; startMs: number; endMs: number } | null = null;
  let endMs = fromMs;
  for (const [index, letter] of letters.entries()) {
    const startMs: number = fromMs + (Number(list(char_start_times_ms)[index]) || 0);
    endMs = startMs + (Number(list(char_durations_ms)[index]) || 0);
    if (!letter.trim()) word = null;
    else if (word) {
      word.text += letter;
      word.endMs = endMs;
    } else words.push((word = { text: letter, startMs, endMs }));
  }
  return { words, endMs };
}
