import type { TimedWord } from '../../protocol/timed-word.ts';
import { matchWords, spokenMs } from './speech-rate.ts';
import type { MessageEntry } from './transcript.ts';

/** The heard and the unheard part of a text. Together they are the whole text. */
export interface HeardText {
  readonly heardText: string;
  readonly unheardText: string;
  /** Whether the place is estimated, because the vendor sends no word times. */
  readonly isEstimate: boolean;
}

/** A text and how much of its audio was heard. */
export interface HeardAudio {
  readonly text: string;
  readonly heardMs: number;
  readonly receivedMs: number;
  /** Word times, for vendors that send them. */
  readonly words?: readonly TimedWord[];
  /**
   * The speech rate of the voice, 1 being the kit's average and 2 twice as fast. Set where more of the audio may come, so
   * that the text may run ahead of it. `getPlayhead()` and `Cut` have it.
   */
  readonly speechRate?: number;
}

/**
 * Splits a text where its audio was cut: by the times of its words where they are known, a word counting from its middle
 * on; else between words, by the share of the audio that was heard. While the audio is not whole, the text may be seconds ahead
 * of it: then no more counts as heard than the voice can have spoken.
 */
export function splitAtHeard(audio: HeardAudio): HeardText {
  const { text, heardMs, receivedMs, words, speechRate } = audio;
  const isEstimate = !words || words.length === 0;
  const at = isEstimate ? estimateAt(text, heardMs, receivedMs, speechRate) : findAt(text, heardMs, words);
  return { heardText: text.slice(0, at), unheardText: text.slice(at), isEstimate };
}

/** Text behind the last timed word has not been timed, so it has not been heard. Signs belong to the word before them. */
function findAt(text: string, heardMs: number, words: readonly TimedWord[]): number {
  let at = 0;
  for (const word of words) {
    if (word.startMs >= heardMs) return at;
    const start = text.indexOf(word.text, at);
    const length = heardLength(word, heardMs);
    if (start >= 0 && length > 0) at = start + length;
    if (word.endMs > heardMs) return at;
  }
  const [signs = ''] = /^[^\p{L}\p{N}\s]*(\s*$)?/u.exec(text.slice(at)) ?? [];
  return at + signs.length;
}

/**
 * The heard part of a timed word, in characters: a word counts from its middle on, text without spaces character
 * by character.
 */
function heardLength({ text, startMs, endMs }: TimedWord, heardMs: number): number {
  return heardMs >= endMs ? text.length : estimateAt(text, heardMs - startMs, endMs - startMs);
}

/** The place in the text up to which a share of its audio reaches, between words. */
function estimateAt(text: string, heardMs: number, receivedMs: number, speechRate = Infinity): number {
  if (heardMs <= 0) return 0;
  const wholeMs = spokenMs(text);
  const shareMs = heardMs >= receivedMs ? Infinity : (wholeMs * heardMs) / receivedMs;
  const middleMs = Math.min(shareMs, heardMs * speechRate);
  if (middleMs >= wholeMs) return text.length;
  // The end of the last word whose middle was heard.
  let at = 0;
  let endMs = 0;
  for (const word of matchWords(text)) {
    const startMs = endMs + spokenMs(text.slice(at, word.start));
    endMs = startMs + spokenMs(text.slice(word.start, word.end));
    if ((startMs + endMs) / 2 > middleMs) break;
    at = word.end;
  }
  return at;
}

/**
 * Splits the text of an answer that was cut. An answer without a cut counts as heard, and a written answer that was cut
 * counts as unheard.
 */
export function splitEntry(entry: MessageEntry): HeardText {
  const { text, cut, modality, receivedMs, wordTimes } = entry;
  if (!cut) return { heardText: text, unheardText: '', isEstimate: false };
  // Some vendors report the text that they count as heard.
  if (cut.heardText !== undefined && text.startsWith(cut.heardText)) {
    return { heardText: cut.heardText, unheardText: text.slice(cut.heardText.length), isEstimate: false };
  }
  if (modality === 'text') return { heardText: '', unheardText: text, isEstimate: false };
  const { heardMs, speechRate } = cut;
  return splitAtHeard({
    text,
    heardMs,
    receivedMs,
    ...(wordTimes && { words: wordTimes }),
    ...(speechRate !== undefined && { speechRate }),
  });
}

/**
 * The text of an entry that was heard: all of it, or of an answer that was cut the text that the vendor reports, or else
 * the text before the cut. Without word times from the vendor it is an estimate along the audio.
 */
export function heardText(entry: MessageEntry): string {
  return entry.cut?.heardText ?? splitEntry(entry).heardText.trimEnd();
}

/** The text of an answer that was cut and that was not heard; empty for any other entry. */
export function unheardText(entry: MessageEntry): string {
  return splitEntry(entry).unheardText.trimStart();
}
