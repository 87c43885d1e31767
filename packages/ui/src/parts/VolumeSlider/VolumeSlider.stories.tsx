import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { VolumeSlider } from './VolumeSlider.tsx';

const meta: Meta<typeof VolumeSlider> = { title: 'Parts/VolumeSlider', component: VolumeSlider };
export default meta;

/** As received, quieter, muted and disabled. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'as received', session: createStaticSession() },
        { name: 'quieter', session: createStaticSession({ volume: 0.4 }) },
        { name: 'muted', session: createStaticSession({ volume: 0 }) },
        {
          name: 'disabled',
          session: createStaticSession({ volume: 0.7 }),
          render: <VolumeSlider sliderProps={{ disabled: true }} />,
        },
      ]}
    >
      <VolumeSlider />
    </Sheet>
  ),
};
