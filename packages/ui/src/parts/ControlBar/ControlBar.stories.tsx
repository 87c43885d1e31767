import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { ControlBar } from './ControlBar.tsx';

const meta: Meta<typeof ControlBar> = { title: 'Parts/ControlBar', component: ControlBar };
export default meta;

const live = { status: 'live', phase: 'listening', microphone: 'on' } as const;
const toggles = { onCaptionsChange: () => {}, onTranscriptChange: () => {} };

/** Before, during and after a conversation, muted, with push-to-talk, with pressed buttons, and the fewest controls. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'idle', session: createStaticSession() },
        { name: 'connecting', session: createStaticSession({ status: 'connecting' }) },
        { name: 'live', session: createStaticSession(live) },
        { name: 'muted', session: createStaticSession({ ...live, isMuted: true }) },
        { name: 'push-to-talk', session: createStaticSession({ ...live, inputMode: 'push-to-talk' }) },
        {
          name: 'captions and conversation shown',
          session: createStaticSession(live),
          render: <ControlBar {...toggles} captions transcript />,
        },
        {
          name: 'the fewest controls',
          session: createStaticSession(live),
          render: <ControlBar devices={false} />,
        },
        { name: 'ended', session: createStaticSession({ status: 'closed', endReason: 'user' }) },
      ]}
    >
      <ControlBar {...toggles} />
    </Sheet>
  ),
};
