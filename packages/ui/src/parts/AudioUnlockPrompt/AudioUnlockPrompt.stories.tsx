import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { AudioUnlockPrompt } from './AudioUnlockPrompt.tsx';

const meta: Meta<typeof AudioUnlockPrompt> = {
  title: 'Parts/AudioUnlockPrompt',
  component: AudioUnlockPrompt,
};
export default meta;

/** The browser blocks sound until a click. */
export const States: StoryObj = {
  render: () => (
    <Sheet isWide states={[{ name: 'blocked', session: createStaticSession({ isPlaybackBlocked: true }) }]}>
      <AudioUnlockPrompt />
    </Sheet>
  ),
};

const session = createStaticSession({ isPlaybackBlocked: true });

/** A click turns sound on, and the prompt disappears. */
export const Unlocking: StoryObj = {
  beforeEach: () => session.setState({ isPlaybackBlocked: true }),
  render: () => (
    <Sheet isWide states={[{ name: 'it goes with the click', session }]}>
      <AudioUnlockPrompt />
    </Sheet>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await userEvent.click(view.getByRole('button', { name: 'Turn sound on' }));
    await expect(session.commands.at(-1)?.name).toBe('speaker.resume');
    session.setState({ isPlaybackBlocked: false });
    await waitFor(() => expect(view.queryByRole('alert')).toBeNull());
  },
};
