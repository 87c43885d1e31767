import type { ListeningWords } from './split-phrases.ts';

/** Scripts that are written without spaces between the words. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** The number of the agent's last words that an echo can repeat. */
const ECHO_WORDS = 30;

/** Lower case, composed, without signs, one space between words. */
export function normalizeWords(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** The words of a text; a script without spaces is taken character by character. */
export function splitWords(text: string): readonly string[] {
  const words = normalizeWords(text);
  if (words === '') return [];
  return SPACELESS.test(words) ? [...words.replaceAll(' ', '')] : words.split(' ');
}

/** Removes all phrases of a list from a text, longest first. */
function without(text: string, phrases: readonly string[]): string {
  if (text === '') return '';
  let rest = ` ${normalizeWords(text).replaceAll(' ', '  ')} `;
  for (const phrase of phrases.toSorted((a, b) => b.length - a.length)) {
    const isSpaceless = SPACELESS.test(phrase);
    rest = rest.replaceAll(
      isSpaceless ? phrase : ` ${phrase.replaceAll(' ', '  ')} `,
      isSpaceless ? '' : '  ',
    );
  }
  return rest.trim();
}

/** Whether a text consists of backchannels alone, however many. */
export function isBackchannel(text: string, words: ListeningWords): boolean {
  return splitWords(text).length > 0 && without(text, words.backchannels) === '';
}

/** Whether a text holds a command. */
export function hasCommand(text: string, words: ListeningWords): boolean {
  return without(text, words.commands) !== normalizeWords(text).replaceAll(' ', '  ');
}

/**
 * The number of words of a text that are not backchannels. A text that so far is only the beginning of one has none: after "of",
 * "course" may come.
 */
export function countContentWords(text: string, words: ListeningWords): number {
  const rest = splitWords(without(text, words.backchannels));
  return isBeginning(rest, words.backchannels) ? 0 : rest.length;
}

function isBeginning(words: readonly string[], phrases: readonly string[]): boolean {
  return phrases.some((phrase) => {
    const whole = splitWords(phrase);
    return words.length < whole.length && words.every((word, index) => word === whole[index]);
  });
}

/** The share of words that the agent has just spoken, 0 to 1. Fewer than two words do not prove that it is an echo. */
export function echoWordShare(text: string, agentText: string): number {
  const words = splitWords(text);
  return words.length < 2 ? 0 : countAgentWords(words, agentText) / words.length;
}

/** Whether the agent has just spoken one of the words. */
export function hasAgentWord(text: string, agentText: string): boolean {
  return countAgentWords(splitWords(text), agentText) > 0;
}

function countAgentWords(words: readonly string[], agentText: string): number {
  const recent = new Set(splitWords(agentText).slice(-ECHO_WORDS));
  return words.filter((word) => recent.has(word)).length;
}
