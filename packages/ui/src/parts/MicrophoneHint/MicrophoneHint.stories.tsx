import type { Meta, StoryObj } from '@storybook/react-vite';
import { createBargeInState, createStaticSession } from '@repartee/core/testing';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { MicrophoneHint } from './MicrophoneHint.tsx';

const meta: Meta<typeof MicrophoneHint> = { title: 'Parts/MicrophoneHint', component: MicrophoneHint };
export default meta;

const muted = createBargeInState({ isSpeakingWhileMuted: true });
const loud = createBargeInState({ suggestsHeadphones: true });

/** Speaking while muted, an agent that hears itself, and half duplex. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'muted', session: createStaticSession({ isMuted: true, bargeIn: muted }) },
        { name: 'headphones', session: createStaticSession({ bargeIn: loud }) },
        { name: 'half duplex', session: createStaticSession({ bargeIn: { ...loud, isHalfDuplex: true } }) },
      ]}
    >
      <MicrophoneHint />
    </Sheet>
  ),
};

const session = createStaticSession({ isMuted: true, bargeIn: muted });

/** A click unmutes, and the hint disappears. */
export const Unmuting: StoryObj = {
  beforeEach: () => session.setState({ isMuted: true, bargeIn: muted }),
  render: () => (
    <Sheet isWide states={[{ name: 'it goes with the click', session }]}>
      <MicrophoneHint />
    </Sheet>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await userEvent.click(view.getByRole('button', { name: 'Unmute' }));
    await expect(session.commands.at(-1)).toEqual({ name: 'microphone.setMuted', args: [false] });
    session.setState({ bargeIn: createBargeInState() });
    await waitFor(() => expect(view.queryByRole('alert')).toBeNull());
  },
};
