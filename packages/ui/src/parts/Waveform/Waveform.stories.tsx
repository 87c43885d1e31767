import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { expect, waitFor } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { Waveform } from './Waveform.tsx';

const meta: Meta<typeof Waveform> = { title: 'Parts/Waveform', component: Waveform };
export default meta;

const live = { status: 'live', microphone: 'on' } as const;

/** At rest, the user's voice, the agent's voice. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'at rest', session: createStaticSession(), render: <Waveform /> },
        {
          name: 'the user speaks',
          session: createStaticSession({ ...live, phase: 'user-speaking', microphoneLevel: 0.2 }),
          render: <Waveform source="user" />,
        },
        {
          name: 'the agent speaks',
          session: createStaticSession({ ...live, phase: 'speaking', speakerLevel: 0.2 }),
          render: <Waveform source="agent" />,
        },
        {
          name: 'muted',
          session: createStaticSession({ ...live, phase: 'listening', isMuted: true, microphoneLevel: 0.2 }),
          render: <Waveform source="user" />,
        },
      ]}
    />
  ),
  async play({ canvasElement }) {
    const canvases = [...canvasElement.querySelectorAll('canvas')];
    const paint = (canvas: HTMLCanvasElement) => {
      const { width, height } = canvas;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width || 1, height || 1).data ?? [];
      return [...data].filter((value, index) => index % 4 === 3 && value > 0).length / (width * height || 1);
    };
    // Every state is drawn, and a voice fills more of the box than rest does.
    await waitFor(() => expect(Math.min(...canvases.map(paint))).toBeGreaterThan(0));
    const [rest = 0, user = 0, agent = 0] = canvases.map(paint);
    await expect(user).toBeGreaterThan(rest);
    await expect(agent).toBeGreaterThan(rest);
  },
};
