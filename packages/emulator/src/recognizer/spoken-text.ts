/** Adds the capitals that recognisers leave out: the first letter and the word I. */
export function capitalize(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()).replace(/\bi\b/g, 'I');
}

/** The text of a spoken turn: its words, or the length of the speech where no words were recognised. */
export function describeSpeech(words: string | null, voicedMs: number): string {
  return words || (voicedMs > 0 ? `(speech, ${(voicedMs / 1000).toFixed(1)} s)` : '');
}
