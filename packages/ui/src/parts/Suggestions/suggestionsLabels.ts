import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `Suggestions`. */
export const suggestionsLabels = { suggestions: 'Suggestions' } satisfies Partial<Labels>;
