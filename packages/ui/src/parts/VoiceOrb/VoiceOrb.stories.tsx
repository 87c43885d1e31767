import type { Meta, StoryObj } from '@storybook/react-vite';
import { createFixedLevel, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, waitFor } from 'storybook/test';
import { createSpeechLevel } from '../../../test/speechLevel.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { PRESENCE_STATES } from '../../internal/presence/PresenceState.ts';
import { VoiceOrb } from './VoiceOrb.tsx';
import { VoiceOrbView } from './VoiceOrbView.tsx';

const meta: Meta<typeof VoiceOrbView> = {
  title: 'Parts/VoiceOrb',
  component: VoiceOrbView,
  argTypes: { state: { control: 'select', options: PRESENCE_STATES } },
};
export default meta;

const still = createStaticSession();
const levels = { user: createFixedLevel(0.16), agent: createFixedLevel(0.16) };

/** Every state, an image in the place of the body, and five agents with faces of their own. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        ...PRESENCE_STATES.map((state) => ({
          name: state,
          session: still,
          render: <VoiceOrbView state={state} {...levels} />,
        })),
        {
          name: 'with an image',
          session: still,
          render: (
            <VoiceOrbView
              state="speaking"
              {...levels}
              avatar={
                <svg className="repartee-orb-portrait" viewBox="0 0 64 64" width="100%" aria-hidden="true">
                  <rect width="64" height="64" fill="#24408e" />
                  <circle cx="32" cy="26" r="11" fill="#f7ebdd" />
                  <circle cx="32" cy="62" r="22" fill="#f7ebdd" />
                </svg>
              }
            />
          ),
        },
        ...['Ada', 'Grace', 'Hedy', 'Radia', 'Katherine'].map((seed) => ({
          name: `seed “${seed}”`,
          session: still,
          render: <VoiceOrbView state="speaking" seed={seed} {...levels} />,
        })),
      ]}
    />
  ),
};

/** Any state, with two voices that sound like speech. */
export const Live: StoryObj<typeof VoiceOrbView> = {
  args: { state: 'speaking', seed: 'Ada', user: createSpeechLevel(3), agent: createSpeechLevel(1) },
};

const session = createStaticSession({ status: 'live', phase: 'listening', microphone: 'on' });

/** The orb follows the session, and says in words what it shows. */
export const FollowingASession: StoryObj = {
  beforeEach: () => session.setState({ phase: 'listening', speakerLevel: 0.2 }),
  render: () => (
    <SessionProvider session={session}>
      <VoiceOrb />
    </SessionProvider>
  ),
  async play({ canvas }) {
    await expect(canvas.getByRole('img', { name: 'The agent is listening' })).toBeVisible();
    session.setState({ phase: 'speaking' });
    await waitFor(() => expect(canvas.getByRole('img', { name: 'The agent is speaking' })).toBeVisible());
  },
};
