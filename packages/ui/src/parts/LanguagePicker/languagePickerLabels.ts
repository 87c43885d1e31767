import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `LanguagePicker`. */
export const languagePickerLabels = {
  language: 'Language',
  anyLanguage: 'Detect automatically',
  searchLanguages: 'Search languages',
  noLanguage: 'No language found',
} satisfies Partial<Labels>;
