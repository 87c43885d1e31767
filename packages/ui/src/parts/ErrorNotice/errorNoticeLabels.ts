import { englishErrors } from '../../labels/englishErrors.ts';
import type { Labels } from '../../labels/Labels.ts';
import { connectionActionLabels } from '../ConnectionBanner/connectionActionLabels.ts';

/** The English labels of `ErrorNotice`. */
export const errorNoticeLabels = {
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
  connectionActions: connectionActionLabels,
  errors: englishErrors,
} satisfies Partial<Labels>;
