import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `ConsentNotice`. */
export const consentNoticeLabels = {
  consentTitle: 'You talk with an AI',
  consentText: 'A computer listens and answers. It can be wrong, so check what matters to you.',
  consentAccept: 'I understand',
} satisfies Partial<Labels>;
