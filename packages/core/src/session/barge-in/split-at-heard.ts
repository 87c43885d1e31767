import type { TimedWord } from '../../protocol/timed-word.ts';
import type { MessageEntry } from '../transcript.ts';

/** A word, or a character of a script without spaces. */
const WORD = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\s\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+/g;

/** What the user heard of an answer, and what not. Together they are the whole text. */
export interface HeardText {
  readonly heardText: string;
  readonly unheardText: string;
  /** Whether the place is only estimated: nobody said when which word sounds. */
  readonly isEstimate: boolean;
}

/** What a text is split by. */
export interface HeardAudio {
  readonly text: string;
  readonly heardMs: number;
  readonly receivedMs: number;
  /** From the vendor, where it tells. */
  readonly words?: readonly TimedWord[];
}

/**
 * Splits an answer where it was cut. By the times of its words where they are known, a word counting from its middle on;
 * else along the audio, by the share of it that was heard, between words.
 */
export function splitAtHeard({ text, heardMs, receivedMs, words }: HeardAudio): HeardText {
  const isEstimate = !words || words.length === 0;
  const at = isEstimate ? estimateAt(text, heardMs, receivedMs) : findAt(text, heardMs, words);
  return { heardText: text.slice(0, at), unheardText: text.slice(at), isEstimate };
}

function findAt(text: string, heardMs: number, words: readonly TimedWord[]): number {
  let at = 0;
  for (const word of words) {
    if ((word.startMs + word.endMs) / 2 > heardMs) return at;
    const start = text.indexOf(word.text, at);
    if (start >= 0) at = start + word.text.length;
  }
  return text.length;
}

function estimateAt(text: string, heardMs: number, receivedMs: number): number {
  if (heardMs <= 0) return 0;
  if (heardMs >= receivedMs) return text.length;
  const middle = (text.length * heardMs) / receivedMs;
  // The end of the last word whose middle was heard.
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    if (match.index + match[0].length / 2 > middle) break;
    at = match.index + match[0].length;
  }
  return at;
}

/**
 * Splits an answer that was cut into what was heard of it and what not. One that was not cut has been heard as far as it
 * goes; of one in writing that was cut nobody heard anything.
 */
export function splitEntry(entry: MessageEntry): HeardText {
  const { text, cut, modality, receivedMs, wordTimes } = entry;
  if (!cut) return { heardText: text, unheardText: '', isEstimate: false };
  // Some vendors say themselves which words they take to be heard.
  if (cut.heardText !== undefined && text.startsWith(cut.heardText)) {
    return { heardText: cut.heardText, unheardText: text.slice(cut.heardText.length), isEstimate: false };
  }
  if (modality === 'text') return { heardText: '', unheardText: text, isEstimate: false };
  return splitAtHeard({ text, heardMs: cut.heardMs, receivedMs, ...(wordTimes && { words: wordTimes }) });
}
