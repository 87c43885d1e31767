import type { Meta, StoryObj } from '@storybook/react-vite';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, waitFor } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { Captions } from './Captions.tsx';
import { CaptionsView } from './CaptionsView.tsx';

const meta: Meta<typeof CaptionsView> = { title: 'Parts/Captions', component: CaptionsView };
export default meta;

const still = createStaticSession();
const LONG =
  'Once upon a time there was a lighthouse keeper who had never seen the sea by day. He slept when others woke, and knew every ship by its lamps alone.';

/** Empty, one line, more than two, both speakers, all sizes and backgrounds, over a picture, and right to left. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'empty', session: still, render: <CaptionsView speaker={null} text="" /> },
        {
          name: 'the agent begins',
          session: still,
          render: <CaptionsView speaker="agent" text="Good" following />,
        },
        {
          name: 'two lines of a long answer',
          session: still,
          render: <CaptionsView speaker="agent" text={LONG} following />,
        },
        {
          name: 'the user',
          session: still,
          render: <CaptionsView speaker="user" text="What is the weather in Paris?" />,
        },
        ...(['small', 'medium', 'large'] as const).map((size) => ({
          name: size,
          session: still,
          render: <CaptionsView speaker="agent" text={LONG} size={size} following />,
        })),
        ...(['none', 'soft', 'solid'] as const).map((background) => ({
          name: `background: ${background}`,
          session: still,
          render: <CaptionsView speaker="agent" text={LONG} background={background} />,
        })),
        {
          name: 'over a picture',
          session: still,
          render: (
            <div
              style={{
                position: 'relative',
                blockSize: '14rem',
                borderRadius: '0.875rem',
                background: 'linear-gradient(160deg, #86b8d8, #f2d6a2 60%, #4f6f52)',
              }}
            >
              <CaptionsView speaker="agent" text={LONG} placement="overlay" size="small" following />
            </div>
          ),
        },
        {
          name: 'right to left',
          session: still,
          render: <CaptionsView speaker="user" text="مرحبا، كيف حالك؟" />,
        },
      ]}
    />
  ),
};

const text = 'There are three trains to Lyon this evening.';
const wordTimes = text
  .split(' ')
  .map((word, index) => ({ text: word, startMs: index * 300, endMs: (index + 1) * 300 }));
const session = createStaticSession({
  status: 'live',
  phase: 'speaking',
  entries: [createMessageEntry({ id: 'a', text, wordTimes })],
});

/** The words appear as they are heard, and those that were not heard never appear. */
export const FollowingTheVoice: StoryObj = {
  beforeEach: () =>
    session.setState({ speakingItemId: 'a', playhead: { itemId: 'a', heardMs: 700, receivedMs: 2_400 } }),
  render: () => (
    <SessionProvider session={session}>
      <Captions />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const shown = () => canvasElement.querySelector('.repartee-captions-text')?.textContent;
    await waitFor(() => expect(shown()).toBe('There are'));
    session.setState({ playhead: { itemId: 'a', heardMs: 1_300, receivedMs: 2_400 } });
    await waitFor(() => expect(shown()).toBe('There are three trains'));
  },
};
