import { budgetAmounts } from '../../labels/budgetAmounts.ts';
import type { BudgetLabels } from '../../labels/BudgetLabels.ts';

/** The English labels of `BudgetMeter`. */
export const budgetMeterLabels = {
  budget: {
    ...budgetAmounts,
    name: 'Budget',
    ok: 'Within budget',
    near: 'Almost used up',
    over: 'Used up',
    unmetered: 'No limit',
    limited: 'Limit set',
    unmeasured: 'Not measured yet',
    perMinute: 'Per minute now',
    nextTurn: 'Next turn',
    timeLeft: 'Time left at this rate',
    atEnd: 'Cost when the time is up',
    trimSaving: 'Saved by shortening the history',
    excludes: (what) => `Without the ${what}, which is billed separately`,
    byTurn: 'Usage by turn',
    asTable: 'Show as a table',
    turn: 'Turn',
    turnName: (turn) => (turn === 0 ? 'Greeting' : String(turn)),
    cost: 'Cost',
    cachedInput: 'Cached',
    textInput: 'Text in',
    audioInput: 'Speech in',
    imageInput: 'Images in',
    textOutput: 'Text out',
    audioOutput: 'Speech out',
    time: 'Time',
  } satisfies Omit<BudgetLabels, 'turnCost' | 'exceededTitle' | 'exceeded' | 'exceededUnknown' | 'goOn'>,
};
