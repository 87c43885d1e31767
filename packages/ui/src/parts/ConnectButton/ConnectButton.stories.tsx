import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { ConnectButton } from './ConnectButton.tsx';

const STATUSES = [
  'idle',
  'connecting',
  'live',
  'reconnecting',
  'paused',
  'closing',
  'closed',
  'failed',
] as const;

const meta: Meta<typeof ConnectButton> = { title: 'Parts/ConnectButton', component: ConnectButton };
export default meta;

/** Every status side by side. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        ...STATUSES.map((status) => ({ name: status, session: createStaticSession({ status }) })),
        { name: 'disabled', session: createStaticSession(), render: <ConnectButton disabled /> },
      ]}
    >
      <ConnectButton />
    </Sheet>
  ),
};

const session = createStaticSession();

/** A click or a key starts the conversation. */
export const Connecting: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <ConnectButton />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const button = within(canvasElement).getByRole('button', { name: 'Start talking' });
    const before = session.commands.length;
    await userEvent.click(button);
    button.focus();
    await userEvent.keyboard('{Enter}');
    const names = session.commands.slice(before).map((command) => command.name);
    await expect(names).toEqual(['connect', 'connect']);
  },
};
