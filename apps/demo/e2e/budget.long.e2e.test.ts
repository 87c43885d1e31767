import { describeBudget, SAMPLED } from './scenarios/budget.ts';

describeBudget('prompt', (id) => !SAMPLED.has(id));
describeBudget('missing', () => true);
