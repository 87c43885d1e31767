import { budgetNumbers } from './budgetNumbers.ts';
import type { BudgetWords } from './BudgetWords.ts';

const numbers = budgetNumbers('en-US');
const { money, count } = numbers;

/** The words about money and tokens in English. */
export const englishBudget: BudgetWords = {
  ...numbers,
  name: 'Budget',
  ok: 'Within the budget',
  near: 'Nearly used up',
  over: 'Used up',
  unmetered: 'No limit',
  about: (figure) => `≈ ${figure}`,
  unpriced: 'No price known',
  unused: 'Nothing used yet',
  soFar: 'So far',
  quantity(limit, value, currency) {
    if (limit === 'cost') return money(value, currency);
    if (limit === 'turns') return `${count(value)} turns`;
    if (limit.startsWith('tokens')) return `${count(value)} tokens`;
    return `${count(value)} min${limit === 'idleMinutes' ? ' of silence' : limit === 'mutedMinutes' ? ' muted' : ''}`;
  },
  used: (used, limit) => `${used} of ${limit}`,
  perMinute: 'Per minute now',
  nextTurn: 'Next turn',
  timeLeft: 'Time left at this pace',
  atEnd: 'At the end of the time',
  trimSaving: 'Saved by forgetting',
  excludes: (what) => `Without the ${what}, which is billed apart`,
  byTurn: 'What each turn used',
  asTable: 'As a table',
  turn: 'Turn',
  turnName: (turn) => (turn === 0 ? 'Greeting' : String(turn)),
  cost: 'Cost',
  turnCost: 'Cost of this turn',
  cachedInput: 'Remembered',
  textInput: 'Text in',
  audioInput: 'Speech in',
  imageInput: 'Images in',
  textOutput: 'Text out',
  audioOutput: 'Speech out',
  time: 'Time',
  exceededTitle: 'The budget of this talk is used up',
  exceeded: (used) => `Used: ${used}. The talk has ended.`,
  exceededUnknown: 'The talk has ended.',
  goOn: 'Add more and go on',
};
