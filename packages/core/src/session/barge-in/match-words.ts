import type { ListeningWords } from './listening-words.ts';

/** Scripts that are written without spaces between the words. */
const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** How many of the agent's last words an echo can repeat. */
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

/** What is left of a text when all phrases of a list have been taken out of it, longest first. */
function without(text: string, phrases: readonly string[]): string {
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

/** Whether a text holds something that takes the floor at once. */
export function hasCommand(text: string, words: ListeningWords): boolean {
  return without(text, words.commands) !== normalizeWords(text).replaceAll(' ', '  ');
}

/** How many words of a text are no backchannels. */
export function countContentWords(text: string, words: ListeningWords): number {
  return splitWords(without(text, words.backchannels)).length;
}

/** Share of the words that the agent has just said, 0 to 1. Fewer than two words prove nothing. */
export function echoWordShare(text: string, agentText: string): number {
  const said = splitWords(text);
  if (said.length < 2) return 0;
  const recent = new Set(splitWords(agentText).slice(-ECHO_WORDS));
  return said.filter((word) => recent.has(word)).length / said.length;
}
