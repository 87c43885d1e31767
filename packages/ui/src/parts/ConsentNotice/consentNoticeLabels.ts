import type { Labels } from '../../labels/Labels.ts';

/** The English labels of `ConsentNotice`. */
export const consentNoticeLabels = {
  consentTitle: 'You are talking to an AI',
  consentText: 'It can make mistakes, so check what matters to you.',
  consentAccept: 'I understand',
} satisfies Partial<Labels>;
