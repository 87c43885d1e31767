import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { MicToggle } from './MicToggle.tsx';

const meta: Meta<typeof MicToggle> = { title: 'Parts/MicToggle', component: MicToggle };
export default meta;

/** Off, opening, quiet, loud, muted, taken by another app and lost. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'off', session: createStaticSession() },
        { name: 'off, muted ahead', session: createStaticSession({ isMuted: true }) },
        { name: 'opening', session: createStaticSession({ microphone: 'opening' }) },
        { name: 'on, quiet', session: createStaticSession({ microphone: 'on', microphoneLevel: 0.01 }) },
        { name: 'on, loud', session: createStaticSession({ microphone: 'on', microphoneLevel: 0.2 }) },
        { name: 'muted', session: createStaticSession({ microphone: 'on', isMuted: true }) },
        { name: 'taken by another app', session: createStaticSession({ microphone: 'interrupted' }) },
        { name: 'lost', session: createStaticSession({ microphone: 'lost' }) },
      ]}
    >
      <MicToggle />
    </Sheet>
  ),
};

/** A click mutes. The pressed state shows it, and the ring follows the voice. */
export const Muting: StoryObj = {
  render: () => (
    <SessionProvider
      session={createStaticSession({
        status: 'live',
        phase: 'listening',
        microphone: 'on',
        microphoneLevel: 0.125,
      })}
    >
      <MicToggle />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const button = within(canvasElement).getByRole('button', { name: 'Mute' });
    const ring = button.querySelector<HTMLElement>('.repartee-mic-ring');
    await waitFor(() => expect(ring?.style.getPropertyValue('--repartee-level')).toBe('0.50'));
    await userEvent.click(button);
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    await waitFor(() => expect(ring?.style.getPropertyValue('--repartee-level')).toBe('0.00'));
  },
};
