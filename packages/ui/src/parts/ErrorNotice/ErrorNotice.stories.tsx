import type { Meta, StoryObj } from '@storybook/react-vite';
import { RealtimeError } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';

const meta: Meta<typeof ErrorNotice> = { title: 'Parts/ErrorNotice', component: ErrorNotice };
export default meta;

const failed = (code: RealtimeError['code']) =>
  createStaticSession({
    status: 'failed',
    endReason: 'failed',
    error: new RealtimeError(code, 'The reason in full.'),
  });

/** What commonly ends a conversation. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={(
        ['microphone-denied', 'credential-fetch-failed', 'connection-lost', 'session-expired'] as const
      ).map((code) => ({ name: code, session: failed(code) }))}
    >
      <ErrorNotice />
    </Sheet>
  ),
};

const session = createStaticSession({ status: 'live', phase: 'listening' });

/** What goes wrong in the middle is told, and can be put away. */
export const Passing: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <ErrorNotice />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    session.emit('error', new RealtimeError('send-backlog', 'Slow.'));
    await expect(await view.findByRole('alert')).toHaveTextContent('too slow');
    await userEvent.click(view.getByRole('button', { name: 'Dismiss' }));
    await expect(view.queryByRole('alert')).toBeNull();
  },
};
