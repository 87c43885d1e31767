/** About four letters make a token of Latin text (the vendors' own rule of thumb). */
const LETTERS_PER_TOKEN = 4;

/** Scripts of which a character is about one token. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

/** The cost of an item beside its words, in tokens. */
const TOKENS_PER_ITEM = 4;

/** An image in the middle resolution: vendors count 258 to about 1,100 tokens. */
export const TOKENS_PER_IMAGE = 1_000;

/** Estimates the tokens of an item with this text. Vendors count differently, and none tells before the item is sent. */
export function estimateTokens(text: string): number {
  let tokens = TOKENS_PER_ITEM;
  for (const character of text) {
    const isDense = character >= '\u0e00' && DENSE.test(character);
    tokens += isDense ? 1 : 1 / LETTERS_PER_TOKEN;
  }
  return Math.ceil(tokens);
}
