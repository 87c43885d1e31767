import type { Meta, StoryObj } from '@storybook/react-vite';
import { RealtimeError } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, fn, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { ErrorNotice } from './ErrorNotice.tsx';
import { ErrorNoticeView } from './ErrorNoticeView.tsx';

const meta: Meta<typeof ErrorNotice> = { title: 'Parts/ErrorNotice', component: ErrorNotice };
export default meta;

const CODES = [
  'microphone-denied',
  'credential-fetch-failed',
  'connection-lost',
  'module-failed',
  'session-expired',
  'insecure-context',
] as const;

/** Errors that commonly end a conversation, and one that can be dismissed. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        ...CODES.map((code) => ({
          name: code,
          session: createStaticSession({
            status: 'failed',
            endReason: 'failed',
            error: new RealtimeError(code, 'The reason in full.'),
          }),
        })),
        {
          name: 'send-backlog, in the middle of a conversation',
          session: createStaticSession({ status: 'live' }),
          render: <ErrorNoticeView error={{ code: 'send-backlog' }} onDismiss={() => {}} />,
        },
      ]}
    >
      <ErrorNotice />
    </Sheet>
  ),
};

const session = createStaticSession({ status: 'live', phase: 'listening' });

/** An error during the conversation, which can be dismissed. */
export const Passing: StoryObj = {
  render: () => (
    <Sheet isWide states={[{ name: 'it goes when it is dismissed', session }]}>
      <ErrorNotice />
    </Sheet>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    session.emit('error', new RealtimeError('send-backlog', 'Slow.'));
    await expect(await view.findByRole('alert')).toHaveTextContent('too slow');
    await userEvent.click(view.getByRole('button', { name: 'Dismiss' }));
    await expect(view.queryByRole('alert')).toBeNull();
  },
};

const reload = fn<() => void>();
const outdated = createStaticSession({
  status: 'failed',
  endReason: 'failed',
  error: new RealtimeError('module-failed', 'A new version was deployed.'),
});

/** A file of the app is gone, because a new version was deployed while the page was open. */
export const Reload: StoryObj = {
  beforeEach: () => void reload.mockClear(),
  render: () => (
    <SessionProvider session={outdated}>
      <ErrorNotice onReload={reload} />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await expect(view.getByRole('alert')).toHaveTextContent('A part of this app could not be loaded');
    await userEvent.click(view.getByRole('button', { name: 'Reload the page' }));
    await expect(reload).toHaveBeenCalledOnce();
  },
};
