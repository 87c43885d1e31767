import { budgetNumbers } from '../../labels/budgetNumbers.ts';
import type { Labels } from '../../labels/Labels.ts';
import { costBadgeLabels } from '../CostBadge/costBadgeLabels.ts';
import { sessionTimerLabels } from '../StageSigns/sessionTimerLabels.ts';

const { count } = budgetNumbers('en-US');
const { elapsed, elapsedTitle } = sessionTimerLabels;
const { money, about } = costBadgeLabels.budget;

/** The English labels of `SessionSummary`. */
export const sessionSummaryLabels = {
  elapsed,
  elapsedTitle,
  sessionSummary: {
    title: 'Your conversation',
    said: 'Your messages',
    answers: 'Answers',
    interruptions: 'Interruptions',
    tools: 'Tools used',
    cost: 'Cost',
    count,
  },
  budget: { money, about },
} satisfies Pick<Labels, 'elapsed' | 'elapsedTitle' | 'sessionSummary'> & { readonly budget: object };
