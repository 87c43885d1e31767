import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticBudget, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { timedBudget, tokenBudget } from '../../../test/budgets.ts';
import { BudgetExceeded } from './BudgetExceeded.tsx';
import { BudgetExceededView } from './BudgetExceededView.tsx';

const meta: Meta<typeof BudgetExceeded> = { title: 'Parts/BudgetExceeded', component: BudgetExceeded };
export default meta;

const nothing = () => {};
const session = createStaticSession();

/** By money with a way on, by time with none, and where the limit is not known. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        {
          name: 'money, and a way on',
          session,
          render: <BudgetExceededView budget={tokenBudget(0.52)} onGoOn={nothing} onDismiss={nothing} />,
        },
        {
          name: 'silence',
          session,
          render: (
            <BudgetExceededView
              budget={timedBudget({ limit: { name: 'idleMinutes', used: 2, limit: 2, fraction: 1 } })}
              onDismiss={nothing}
            />
          ),
        },
        {
          name: 'no limit known',
          session,
          render: <BudgetExceededView budget={timedBudget({ limit: null })} onDismiss={nothing} />,
        },
      ]}
    />
  ),
};

const budget = createStaticBudget(tokenBudget(0.52));
const ended = createStaticSession({ status: 'closed', endReason: 'budget', budget });

/** It lies over the page with the focus in it; who goes on raises the limits and connects. */
export const Ended: StoryObj = {
  render: () => (
    <SessionProvider session={ended}>
      <BudgetExceeded extendBy={{ cost: 0.5 }} />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const dialog = within(canvasElement).getByRole('dialog', { name: 'The budget of this talk is used up' });
    await expect(dialog).toHaveAccessibleDescription('Used: $0.52 of $0.50. The talk has ended.');
    await expect(dialog.contains(document.activeElement)).toBe(true);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add more and go on' }));
    await expect(budget.extensions.at(-1)).toEqual({ cost: 0.5 });
    await expect(ended.commands.at(-1)?.name).toBe('connect');
  },
};

const refusing = createStaticSession({ status: 'closed', endReason: 'budget', budget });

/** Who asks somebody first keeps the limits until then; who wants no more puts the dialog away. */
export const PutAway: StoryObj = {
  render: () => (
    <SessionProvider session={refusing}>
      <BudgetExceeded extendBy={{ cost: 0.5 }} onExtend={() => false} />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const dialog = within(canvasElement).getByRole('dialog');
    const before = budget.extensions.length;
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add more and go on' }));
    await expect(budget.extensions).toHaveLength(before);
    await expect(refusing.commands).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Dismiss' }));
    await expect(within(canvasElement).queryByRole('dialog')).toBeNull();
  },
};
