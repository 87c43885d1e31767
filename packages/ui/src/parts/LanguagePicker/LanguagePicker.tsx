'use client';

import { useId, useState } from 'react';
import { Choice } from '../../internal/Choice.tsx';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { languageName } from './languageName.ts';
import { languagePickerLabels } from './languagePickerLabels.ts';

/** The state of a `LanguagePicker`. */
export interface LanguagePickerState {
  /** The tag of the selected language. */
  readonly language: string | null;
  /** Whether the list is long enough for a search field. */
  readonly isSearchable: boolean;
}

/** The props of `LanguagePicker`. */
export type LanguagePickerProps = Omit<PartProps<'fieldset', LanguagePickerState>, 'children'> & {
  /** BCP 47 tags, such as `en` or `pt-BR`, in the order of the list. */
  readonly languages: readonly string[];
  /** The tag of the selected language; `null` for the first row of `automatic`, or for none. */
  readonly language: string | null;
  /** Called with the language that the user has chosen. */
  readonly onLanguageChange: (language: string | null) => void;
  /** Whether the first row leaves the language to the agent. @default false */
  readonly automatic?: boolean;
  /** From how many languages on there is a search field. @default 10 */
  readonly searchFrom?: number;
};

/**
 * Selects a language. Each one is named in itself. A long list has a search field, which knows the names in the language of the
 * browser too.
 *
 * Attributes: `data-language` (a tag), `data-searchable`.
 *
 * @example
 * <LanguagePicker languages={['en', 'de', 'ja']} language={language} onLanguageChange={setLanguage} automatic />
 */
export function LanguagePicker(given: LanguagePickerProps) {
  const { languages, language, onLanguageChange, automatic = false, searchFrom = 10, ...props } = given;
  const labels = usePartLabels(languagePickerLabels);
  const id = useId();
  const [query, setQuery] = useState('');
  const isSearchable = languages.length >= searchFrom;
  const shown = isSearchable && query.trim() ? languages.filter((tag) => isFound(tag, query)) : languages;
  return usePart('fieldset', props, {
    name: 'repartee-choices repartee-languages',
    state: { language, isSearchable },
    children: (slot) => (
      <>
        <legend className={slot('repartee-choices-name')}>{labels.language}</legend>
        {isSearchable && (
          <input
            type="search"
            className={slot('repartee-languages-search')}
            aria-label={labels.searchLanguages}
            placeholder={labels.searchLanguages}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
        <div className={slot('repartee-languages-list')}>
          {automatic && !query.trim() && (
            <Choice
              group={`${id}language`}
              value=""
              checked={language === null}
              onChoose={() => onLanguageChange(null)}
            >
              {labels.anyLanguage}
            </Choice>
          )}
          {shown.map((tag) => (
            <Choice
              key={tag}
              group={`${id}language`}
              value={tag}
              checked={tag === language}
              onChoose={() => onLanguageChange(tag)}
            >
              {/* Servers and browsers may know different names. */}
              <bdi lang={tag} className={slot('repartee-languages-name')} suppressHydrationWarning>
                {languageName(tag)}
              </bdi>
            </Choice>
          ))}
        </div>
        <p role="status" className={slot('repartee-languages-none')}>
          {shown.length === 0 && labels.noLanguage}
        </p>
      </>
    ),
  });
}

/** Whether a language has the words in its name, in its name in the browser's language, or in its tag. */
function isFound(tag: string, query: string): boolean {
  const words = fold(query.trim());
  return [languageName(tag), languageName(tag, navigator.language), tag].some((name) =>
    fold(name).includes(words),
  );
}

/** Without accents and capital letters. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
