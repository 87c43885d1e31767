import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `LanguagePicker`. */
export const languagePickerLabels = {
  language: 'Language',
  anyLanguage: 'Recognise it automatically',
  searchLanguages: 'Search languages',
  noLanguage: 'No such language',
} satisfies Partial<Labels>;
