import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { MicToggle } from './MicToggle.tsx';

const meta: Meta<typeof MicToggle> = { title: 'Parts/MicToggle', component: MicToggle };
export default meta;

/** Off, opening, quiet, loud, muted and lost. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'off', session: createStaticSession() },
        { name: 'opening', session: createStaticSession({ microphone: 'opening' }) },
        { name: 'on, quiet', session: createStaticSession({ microphone: 'on', microphoneLevel: 0.01 }) },
        { name: 'on, loud', session: createStaticSession({ microphone: 'on', microphoneLevel: 0.2 }) },
        { name: 'muted', session: createStaticSession({ microphone: 'on', isMuted: true }) },
        { name: 'lost', session: createStaticSession({ microphone: 'lost' }) },
      ]}
    >
      <MicToggle />
    </Sheet>
  ),
};

/** A click mutes; the pressed state tells. */
export const Mute: StoryObj = {
  render: () => (
    <SessionProvider session={createStaticSession({ microphone: 'on', status: 'live', phase: 'listening' })}>
      <MicToggle />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const button = within(canvasElement).getByRole('button', { name: 'Mute' });
    await userEvent.click(button);
    await expect(button).toHaveAttribute('aria-pressed', 'true');
  },
};
