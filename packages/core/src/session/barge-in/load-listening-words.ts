import { throwModuleFailed } from '../../errors/realtime-error.ts';
import type { ListeningWords } from './split-phrases.ts';
import { mergeWords, splitPhrases } from './split-phrases.ts';
import type { ListedPhrases } from './split-phrases.ts';

const SOURCES: Readonly<Record<string, () => Promise<ListedPhrases>>> = {
  ar: () => import('./words/ar.ts'),
  ca: () => import('./words/ca.ts'),
  de: () => import('./words/de.ts'),
  en: () => import('./words/en.ts'),
  es: () => import('./words/es.ts'),
  fi: () => import('./words/fi.ts'),
  fr: () => import('./words/fr.ts'),
  hi: () => import('./words/hi.ts'),
  it: () => import('./words/it.ts'),
  ja: () => import('./words/ja.ts'),
  ko: () => import('./words/ko.ts'),
  mr: () => import('./words/mr.ts'),
  nl: () => import('./words/nl.ts'),
  pl: () => import('./words/pl.ts'),
  pt: () => import('./words/pt.ts'),
  ru: () => import('./words/ru.ts'),
  sv: () => import('./words/sv.ts'),
  te: () => import('./words/te.ts'),
  tr: () => import('./words/tr.ts'),
  zh: () => import('./words/zh.ts'),
};

/**
 * Loads the words of one language, or of all where it is not known which is spoken. There are none of a language without
 * lists.
 */
export async function loadListeningWords(language: string | null): Promise<ListeningWords> {
  if (language !== null) {
    const load = SOURCES[language];
    return load ? splitPhrases(await load().catch(throwModuleFailed)) : { backchannels: [], commands: [] };
  }
  return mergeWords(
    await Promise.all(
      Object.values(SOURCES).map(async (load) => splitPhrases(await load().catch(throwModuleFailed))),
    ),
  );
}
