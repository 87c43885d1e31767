import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { AudioUnlockPrompt } from './AudioUnlockPrompt.tsx';

const meta: Meta<typeof AudioUnlockPrompt> = {
  title: 'Parts/AudioUnlockPrompt',
  component: AudioUnlockPrompt,
};
export default meta;

const session = createStaticSession({ isPlaybackBlocked: true });

/** The browser waits for a click. */
export const States: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <AudioUnlockPrompt />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Turn sound on' }));
    await expect(session.commands.map((command) => command.name)).toContain('resumePlayback');
  },
};
