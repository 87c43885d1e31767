import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { ConnectButton } from './ConnectButton.tsx';

const STATUSES = ['idle', 'connecting', 'live', 'reconnecting', 'closing', 'closed', 'failed'] as const;

const meta: Meta<typeof ConnectButton> = { title: 'Parts/ConnectButton', component: ConnectButton };
export default meta;

/** Every status side by side. */
export const States: StoryObj = {
  render: () => (
    <Sheet states={STATUSES.map((status) => ({ name: status, session: createStaticSession({ status }) }))}>
      <ConnectButton />
    </Sheet>
  ),
};

const session = createStaticSession();

/** A click begins the conversation. */
export const Click: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <ConnectButton />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Start talking' }));
    await expect(session.commands.map((command) => command.name)).toContain('connect');
  },
};
