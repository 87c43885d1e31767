import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { PauseButton } from './PauseButton.tsx';

const meta: Meta<typeof PauseButton> = { title: 'Parts/PauseButton', component: PauseButton };
export default meta;

/** During a conversation, in a pause that holds the connection, in one without a connection, and before the start. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'live', session: createStaticSession({ status: 'live' }) },
        { name: 'paused, held', session: createStaticSession({ status: 'live', isPaused: true }) },
        { name: 'paused', session: createStaticSession({ status: 'paused', isPaused: true }) },
        { name: 'idle', session: createStaticSession() },
      ]}
    >
      <PauseButton />
    </Sheet>
  ),
};

const session = createStaticSession({ status: 'live' });

/** A click pauses, the next one resumes. */
export const Pausing: StoryObj = {
  beforeEach: () => session.setState({ status: 'live', isPaused: false }),
  render: () => (
    <SessionProvider session={session}>
      <PauseButton />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const button = within(canvasElement).getByRole('button', { name: 'Pause' });
    await userEvent.click(button);
    await expect(session.commands.at(-1)?.name).toBe('pause');
    session.setState({ isPaused: true });
    await waitFor(() => expect(button).toHaveTextContent('Resume'));
    await userEvent.click(button);
    await expect(session.commands.at(-1)?.name).toBe('resume');
  },
};
