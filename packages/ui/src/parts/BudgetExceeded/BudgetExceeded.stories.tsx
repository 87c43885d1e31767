import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticBudget, createStaticSession } from '@repartee/core/testing';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { timedBudget, tokenBudget } from '../../../test/budgets.ts';
import { BudgetExceeded } from './BudgetExceeded.tsx';
import { BudgetExceededView } from './BudgetExceededView.tsx';

const meta: Meta<typeof BudgetExceeded> = { title: 'Parts/BudgetExceeded', component: BudgetExceeded };
export default meta;

const nothing = () => {};
const session = createStaticSession();

/** A limit in money with a button to continue, a limit in time without one, and an unknown limit. */
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

/** A modal dialog with the focus in it. The button that continues raises the limits and connects. */
export const Ended: StoryObj = {
  render: () => (
    <Sheet isWide states={[{ name: 'it goes when the limit is raised', session: ended }]}>
      <BudgetExceeded extendBy={{ cost: 0.5 }} />
    </Sheet>
  ),
  async play({ canvasElement }) {
    const dialog = within(canvasElement).getByRole('dialog', {
      name: 'The budget for this conversation is used up',
    });
    await expect(dialog).toHaveAccessibleDescription('Used: $0.52 of $0.50. The conversation has ended.');
    await expect(dialog.contains(document.activeElement)).toBe(true);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add more and continue' }));
    await expect(budget.extensions.at(-1)).toEqual({ cost: 0.5 });
    await expect(ended.commands.at(-1)?.name).toBe('connect');
  },
};

const refusing = createStaticSession({ status: 'closed', endReason: 'budget', budget });

/** `onExtend` can refuse to raise the limits, and the user can dismiss the dialog. */
export const PutAway: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'it stays when the limit is not raised, and goes when it is dismissed', session: refusing },
      ]}
    >
      <BudgetExceeded extendBy={{ cost: 0.5 }} onExtend={() => false} />
    </Sheet>
  ),
  async play({ canvasElement }) {
    const dialog = within(canvasElement).getByRole('dialog');
    const before = budget.extensions.length;
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add more and continue' }));
    await expect(budget.extensions).toHaveLength(before);
    await expect(refusing.commands).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Dismiss' }));
    await expect(within(canvasElement).queryByRole('dialog')).toBeNull();
  },
};
