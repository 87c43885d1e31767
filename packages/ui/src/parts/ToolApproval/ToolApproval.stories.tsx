import type { Meta, StoryObj } from '@storybook/react-vite';
import { createApprovalEntry, createStaticSession, createToolEntry } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { ToolApproval } from './ToolApproval.tsx';
import { ToolApprovals } from './ToolApprovals.tsx';
import { ToolApprovalView } from './ToolApprovalView.tsx';
import type { ToolApprovalViewProps } from './ToolApprovalView.tsx';

const meta: Meta<typeof ToolApproval> = { title: 'Parts/ToolApproval', component: ToolApproval };
export default meta;

const nothing = () => {};
const quiet = createStaticSession();
const order = {
  name: 'cancel_order',
  argumentsText: '{"orderNumber":17,"items":["kettle","cups"],"reason":"It came too late."}',
};

function view(name: string, props: Partial<ToolApprovalViewProps>) {
  const render = (
    <ToolApprovalView
      {...order}
      onApprove={nothing}
      onApproveSession={nothing}
      onDecline={nothing}
      {...props}
    />
  );
  return { name, session: quiet, render };
}

const live = { status: 'live', phase: 'listening', microphone: 'on' } as const;
const waiting = createToolEntry({ id: 't', state: 'awaiting-approval', ...order });
const session = createStaticSession({ ...live, entries: [waiting] });

/** While it waits, with and without a time limit, its outcomes, contents of the app, and on a stage with a spoken answer. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        view('waiting', { timeLeftMs: 24_000 }),
        view('nearly over', { timeLeftMs: 6_000 }),
        view('without a limit, call by call', { onApproveSession: undefined }),
        view('a remote tool', { name: 'delete_note', serverLabel: 'notes', onApproveSession: undefined }),
        view('arguments that are no object', { argumentsText: '[1, 2', timeLeftMs: 24_000 }),
        view('contents of the app', { children: 'Order 17: a kettle and six cups, 84 €.' }),
        view('approved', { state: 'approved' }),
        view('declined', { state: 'declined' }),
        view('unanswered', { state: 'unanswered' }),
        view('cancelled', { state: 'cancelled' }),
        { name: 'on a stage', session, render: <ToolApprovals spoken /> },
      ]}
    />
  ),
};

const asking = createStaticSession({
  ...live,
  entries: [waiting, createApprovalEntry({ id: 'r', name: 'delete_note', serverLabel: 'notes' })],
});

/** Answers go to the session, and the focus stays at the question until it leaves. */
export const Answering: StoryObj = {
  render: () => (
    <SessionProvider session={asking}>
      <ToolApprovals style={{ maxInlineSize: '24rem' }} />
    </SessionProvider>
  ),
  async play({ canvas }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Allow for this conversation' }));
    await expect(asking.commands.at(-1)).toMatchObject({ args: ['t', { approved: true, scope: 'session' }] });
    await expect(canvas.getByRole('group', { name: /cancel order/ })).toHaveFocus();
  },
};
