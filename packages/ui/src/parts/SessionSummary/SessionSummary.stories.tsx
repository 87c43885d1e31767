import type { Meta, StoryObj } from '@storybook/react-vite';
import { createMessageEntry, createStaticSession, createToolEntry } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { sessionOf, tokenBudget } from '../../../test/budgets.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { ExportMenu } from '../ExportMenu/ExportMenu.tsx';
import { SessionSummary } from './SessionSummary.tsx';

const meta: Meta<typeof SessionSummary> = { title: 'Parts/SessionSummary', component: SessionSummary };
export default meta;

const entries = [
  createMessageEntry({ id: '1', role: 'user', text: 'Cancel my order.' }),
  createToolEntry({ id: '2', name: 'cancel_order' }),
  createMessageEntry({ id: '3', text: 'Done', state: 'interrupted', cut: { by: 'user', heardMs: 400 } }),
];

const ended = sessionOf(tokenBudget(0.43));
ended.setState({ status: 'closed', endReason: 'user', entries });

/** Ended, with a cost, and with words of the app and what can be done now. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'ended', session: createStaticSession({ status: 'closed', endReason: 'user', entries }) },
        { name: 'with a cost', session: ended },
      ]}
    >
      <SessionSummary />
    </Sheet>
  ),
};

/** With words of the app, and what can be done now. */
export const WithContents: StoryObj = {
  render: () => (
    <SessionProvider session={ended}>
      <SessionSummary summary="Order 4711 was cancelled. The money is back by Friday.">
        <ExportMenu />
      </SessionSummary>
    </SessionProvider>
  ),
};
