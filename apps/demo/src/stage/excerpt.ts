/** The end of a text in whole words, with an ellipsis where it was shortened. */
export function lastWords(text: string, length: number): string {
  if (text.length <= length) return text;
  const from = text.indexOf(' ', text.length - length);
  return from < 0 ? text.slice(-length) : `…${text.slice(from)}`;
}

/** The beginning of a text in whole words, with an ellipsis where it was shortened. */
export function firstWords(text: string, length: number): string {
  if (text.length <= length) return text;
  const to = text.lastIndexOf(' ', length);
  return to <= 0 ? text.slice(0, length) : `${text.slice(0, to)} …`;
}
