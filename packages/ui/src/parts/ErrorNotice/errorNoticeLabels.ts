import { englishErrors } from '../../labels/englishErrors.ts';
import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `ErrorNotice`. */
export const errorNoticeLabels = {
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
  errors: englishErrors,
} satisfies Partial<Labels>;
