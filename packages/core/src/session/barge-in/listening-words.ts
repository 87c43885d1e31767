import * as ar from './words/ar.ts';
import * as ca from './words/ca.ts';
import * as de from './words/de.ts';
import * as en from './words/en.ts';
import * as es from './words/es.ts';
import * as fi from './words/fi.ts';
import * as fr from './words/fr.ts';
import * as hi from './words/hi.ts';
import * as it from './words/it.ts';
import * as ja from './words/ja.ts';
import * as ko from './words/ko.ts';
import * as mr from './words/mr.ts';
import * as nl from './words/nl.ts';
import * as pl from './words/pl.ts';
import * as pt from './words/pt.ts';
import * as ru from './words/ru.ts';
import * as sv from './words/sv.ts';
import * as te from './words/te.ts';
import * as tr from './words/tr.ts';
import * as zh from './words/zh.ts';
import { splitPhrases } from './split-phrases.ts';
import type { ListeningWords } from './split-phrases.ts';

const SOURCES = { ar, ca, de, en, es, fi, fr, hi, it, ja, ko, mr, nl, pl, pt, ru, sv, te, tr, zh };

/** Words by language (ISO 639-1). Each list can be replaced: `listeningWords: { ...LISTENING_WORDS, en: mine }`. */
export const LISTENING_WORDS: Readonly<Record<string, ListeningWords>> = Object.fromEntries(
  Object.entries(SOURCES).map(([language, phrases]) => [language, splitPhrases(phrases)]),
);
