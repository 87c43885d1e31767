import { budgetNumbers } from '../../labels/budgetNumbers.ts';
import type { Labels } from '../../labels/Labels.ts';
import { costBadgeLabels } from '../CostBadge/costBadgeLabels.ts';
import { stageSignsLabels } from '../StageSigns/stageSignsLabels.ts';

const { count } = budgetNumbers('en-US');
const { elapsed, elapsedTitle } = stageSignsLabels;
const { money, about } = costBadgeLabels.budget;

/** The English labels of `SessionSummary`. */
export const sessionSummaryLabels = {
  elapsed,
  elapsedTitle,
  sessionSummary: {
    title: 'Your conversation',
    said: 'You said',
    answers: 'Answers',
    interruptions: 'Interruptions',
    tools: 'Tools used',
    cost: 'Cost',
    count,
  },
  budget: { money, about },
} satisfies Pick<Labels, 'elapsed' | 'elapsedTitle' | 'sessionSummary'> & { readonly budget: object };
