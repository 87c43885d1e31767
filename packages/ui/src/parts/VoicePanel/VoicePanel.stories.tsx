import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent } from 'storybook/test';
import { answeringSession, LIVE, weatherEntries } from '../../../test/conversations.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { Visualizer } from '../Visualizer/Visualizer.tsx';
import { VoicePanel } from './VoicePanel.tsx';

const meta: Meta<typeof VoicePanel> = { title: 'Parts/VoicePanel', component: VoicePanel };
export default meta;

/** Before the conversation, while the user and the agent speak, without a connection, in writing, and with another presence. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'idle', session: createStaticSession() },
        {
          name: 'the user speaks',
          session: createStaticSession({
            ...LIVE,
            phase: 'user-speaking',
            entries: weatherEntries.slice(0, 1),
          }),
        },
        { name: 'the agent speaks', session: answeringSession() },
        {
          name: 'muted',
          session: createStaticSession({
            ...LIVE,
            phase: 'listening',
            isMuted: true,
            entries: weatherEntries,
          }),
        },
        {
          name: 'offline',
          session: createStaticSession({ status: 'reconnecting', entries: weatherEntries }),
        },
        { name: 'in writing', session: answeringSession(), render: <VoicePanel defaultView="transcript" /> },
        {
          name: 'with camera, screen and images',
          session: answeringSession(),
          render: <VoicePanel images={['files', 'camera', 'screen']} />,
        },
        {
          name: 'another presence, without captions',
          session: answeringSession(),
          render: <VoicePanel presence={<Visualizer variant="aura" />} defaultCaptions={false} />,
        },
      ]}
    >
      <div style={{ blockSize: '34rem' }}>
        <VoicePanel />
      </div>
    </Sheet>
  ),
};

const session = answeringSession();

/** The buttons show and hide the captions and the conversation in writing. */
export const Switching: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <div style={{ blockSize: '40rem', maxInlineSize: '30rem' }}>
        <VoicePanel seed="Ada" />
      </div>
    </SessionProvider>
  ),
  async play({ canvas }) {
    await expect(canvas.getByRole('group', { name: 'Captions' })).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Conversation' }));
    await expect(await canvas.findByRole('textbox')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Conversation' }));
    await userEvent.click(canvas.getByRole('button', { name: 'Captions' }));
    await expect(canvas.queryByRole('group', { name: 'Captions' })).toBeNull();
  },
};
