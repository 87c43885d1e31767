import type { Meta, StoryObj } from '@storybook/react-vite';
import { createFixedLevel, createStaticSession } from '@repartee/core/testing';
import { createSpeechLevel } from '../../../test/speechLevel.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { PRESENCE_STATES } from '../../internal/presence/PresenceState.ts';
import { VisualizerView } from './VisualizerView.tsx';

const VARIANTS = ['bars', 'radial', 'wave', 'grid', 'aura'] as const;

const meta: Meta<typeof VisualizerView> = {
  title: 'Parts/Visualizer',
  component: VisualizerView,
  argTypes: {
    state: { control: 'select', options: PRESENCE_STATES },
    variant: { control: 'inline-radio', options: VARIANTS },
  },
};
export default meta;

const still = createStaticSession();
const levels = { user: createFixedLevel(0.3), agent: createFixedLevel(0.4) };

/** Every state of every variant. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={VARIANTS.flatMap((variant) =>
        PRESENCE_STATES.map((state) => ({
          name: `${variant}, ${state}`,
          session: still,
          render: <VisualizerView variant={variant} state={state} {...levels} />,
        })),
      )}
    />
  ),
};

/** Any state of any variant, with two voices that sound like speech. */
export const Live: StoryObj<typeof VisualizerView> = {
  args: {
    variant: 'aura',
    state: 'speaking',
    seed: 'Ada',
    user: createSpeechLevel(3),
    agent: createSpeechLevel(1),
  },
};
