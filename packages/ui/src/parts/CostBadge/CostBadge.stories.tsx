import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { expect, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { sessionOf, timedBudget, tokenBudget } from '../../../test/budgets.ts';
import { CostBadge } from './CostBadge.tsx';

const meta: Meta<typeof CostBadge> = { title: 'Parts/CostBadge', component: CostBadge };
export default meta;

/** Before the first turn, estimated, reported, without a price, and beyond the limit. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'nothing yet', session: createStaticSession() },
        { name: 'the last, estimated', session: sessionOf(tokenBudget(0.12)) },
        {
          name: 'the third, reported',
          session: sessionOf(tokenBudget(0.12)),
          render: <CostBadge turn={3} />,
        },
        {
          name: 'no price known',
          session: sessionOf(
            tokenBudget(0.12, { byTurn: tokenBudget(0.12).byTurn.map((turn) => ({ ...turn, cost: null })) }),
          ),
        },
        { name: 'billed by time', session: sessionOf(timedBudget()) },
        { name: 'beyond the limit', session: sessionOf(tokenBudget(0.6)) },
      ]}
    >
      <CostBadge />
    </Sheet>
  ),
  async play({ canvasElement }) {
    await expect(within(canvasElement).getByText('$0.0183')).toBeVisible();
  },
};
