/**
 * Names a language, by default in itself: `de` is “Deutsch”. Names begin with a capital letter, where the script has them.
 *
 * @param tag a BCP 47 tag; what is none is returned as it is
 */
export function languageName(tag: string, inLocale = tag): string {
  try {
    const name = new Intl.DisplayNames([inLocale], { type: 'language' }).of(tag) ?? tag;
    const [first = ''] = name;
    return first.toLocaleUpperCase(inLocale) + name.slice(first.length);
  } catch {
    // The tag is not well formed.
    return tag;
  }
}
