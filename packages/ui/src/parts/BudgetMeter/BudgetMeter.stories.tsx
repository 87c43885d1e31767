import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { sessionOf, timedBudget, tokenBudget } from '../../../test/budgets.ts';
import { budgetNumbers } from '../../labels/budgetNumbers.ts';
import { LabelsProvider } from '../../labels/LabelsProvider.tsx';
import { BudgetMeter } from './BudgetMeter.tsx';

const meta: Meta<typeof BudgetMeter> = { title: 'Parts/BudgetMeter', component: BudgetMeter };
export default meta;

const unlimited = { limits: {}, limit: null, fraction: null, level: 'unmetered' } as const;

const LEVELS = [
  { name: 'no budget', session: createStaticSession() },
  { name: 'within it', session: sessionOf(tokenBudget(0.12)) },
  { name: 'reported by the vendor', session: sessionOf(tokenBudget(0.21, { isEstimated: false })) },
  { name: 'nearly used up', session: sessionOf(tokenBudget(0.43)) },
  { name: 'used up', session: sessionOf(tokenBudget(0.52)) },
  { name: 'no limit', session: sessionOf(tokenBudget(0.12, unlimited)) },
  { name: 'no price known', session: sessionOf(tokenBudget(0.12, { ...unlimited, cost: null })) },
  { name: 'billed by time', session: sessionOf(timedBudget()) },
  {
    name: 'no prices at all',
    session: sessionOf(
      tokenBudget(0, {
        cost: null,
        currency: null,
        limit: { name: 'tokens.audio', used: 4_210, limit: 9_000, fraction: 0.47 },
        fraction: 0.47,
      }),
    ),
  },
  {
    name: 'too long a silence',
    session: sessionOf(
      timedBudget({
        limit: { name: 'idleMinutes', used: 1.8, limit: 2, fraction: 0.9 },
        fraction: 0.9,
        level: 'near',
      }),
    ),
  },
];

/** Each level in short, and a vendor that bills tokens and one that bills time in detail. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        ...LEVELS,
        {
          name: 'in detail, billed by tokens',
          session: sessionOf(tokenBudget(0.43)),
          render: <BudgetMeter detailed />,
        },
        {
          name: 'in detail, billed by time',
          session: sessionOf(timedBudget()),
          render: <BudgetMeter detailed />,
        },
        {
          name: 'in detail, before a word',
          session: createStaticSession(),
          render: <BudgetMeter detailed />,
        },
      ]}
    >
      <BudgetMeter />
    </Sheet>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await expect(view.getAllByText('≈ $0.43')[0]).toBeVisible();
    await expect(view.getByText('$0.21')).toBeVisible();
    await expect(view.getByText('1.8 of 2 min of silence')).toBeVisible();
  },
};

const PLACES = [
  ['en-US', 'USD'],
  ['de-DE', 'EUR'],
  ['fr-CH', 'CHF'],
  ['en-IN', 'INR'],
  ['ja-JP', 'JPY'],
  ['ar-EG', 'EGP'],
] as const;

/** Amounts in three locales, one of a currency without cents. */
export const Currencies: StoryObj = {
  render: () => (
    <Sheet
      states={PLACES.map(([locale, currency]) => ({
        name: `${locale}, ${currency}`,
        session: sessionOf(tokenBudget(0.43, { currency })),
        render: (
          <LabelsProvider labels={{ budget: budgetNumbers(locale) }}>
            <BudgetMeter />
          </LabelsProvider>
        ),
      }))}
    />
  ),
  async play({ canvasElement }) {
    await expect(within(canvasElement).getByText(/0,43\s€/)).toBeVisible();
  },
};

/** The figures of the chart as a table, which can be reached by keyboard. */
export const Table: StoryObj = {
  render: () => (
    <SessionProvider session={sessionOf(tokenBudget(0.43))}>
      <BudgetMeter detailed />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await userEvent.click(view.getByText('Show as a table'));
    await expect(view.getByRole('table')).toBeVisible();
    await expect(view.getAllByRole('row')).toHaveLength(10);
    await userEvent.tab();
    await expect(view.getByRole('group', { name: 'Usage by turn' })).toHaveFocus();
  },
};
