import type { Meta, StoryObj } from '@storybook/react-vite';
import { createFixedLevel, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, waitFor } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { Waveform } from './Waveform.tsx';

const meta: Meta<typeof Waveform> = { title: 'Parts/Waveform', component: Waveform };
export default meta;

const live = { status: 'live', microphone: 'on' } as const;

/** At rest, the user's voice, the agent's voice, muted, and a source of its own. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'at rest', session: createStaticSession(), render: <Waveform source="user" /> },
        {
          name: 'the user speaks',
          session: createStaticSession({ ...live, phase: 'user-speaking', microphoneLevel: 0.5 }),
          render: <Waveform source="user" />,
        },
        {
          name: 'the agent speaks',
          session: createStaticSession({ ...live, phase: 'speaking', speakerLevel: 0.8 }),
          render: <Waveform source="agent" />,
        },
        {
          name: 'muted',
          session: createStaticSession({ ...live, phase: 'listening', isMuted: true, microphoneLevel: 0.5 }),
          render: <Waveform source="user" />,
        },
        {
          name: 'a source of its own, 12 bars',
          session: createStaticSession(),
          render: <Waveform source={createFixedLevel(0.6)} barCount={12} aria-label="A film" />,
        },
      ]}
    />
  ),
  async play({ canvasElement }) {
    const [rest, user, agent, muted] = [...canvasElement.querySelectorAll('canvas')];
    // Every state is drawn, and a voice fills more of the box than rest does.
    await waitFor(async () => {
      await expect(paint(rest)).toBeGreaterThan(0);
      await expect(paint(user)).toBeGreaterThan(paint(rest) * 2);
      await expect(paint(agent)).toBeGreaterThan(paint(user));
      await expect(paint(muted)).toBe(paint(rest));
    });
  },
};

const session = createStaticSession({ ...live, phase: 'speaking', speakerLevel: 0.8 });

/** The end of a voice: the bars come to rest and change their colour. */
export const ComingToRest: StoryObj = {
  beforeEach: () => session.setState({ phase: 'speaking' }),
  render: () => (
    <SessionProvider session={session}>
      <Waveform />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const canvas = canvasElement.querySelector('canvas');
    const toRest = async () => {
      session.setState({ phase: 'listening' });
      await waitFor(() => expect(canvas).not.toHaveAttribute('data-active'));
      await waitFor(() => expect(colorOf(canvas)).toBe(computedColor(canvas)));
    };
    await toRest();
    const rest = paint(canvas);
    session.setState({ phase: 'speaking' });
    await waitFor(() => expect(paint(canvas)).toBeGreaterThan(rest * 2));
    await toRest();
    await waitFor(() => expect(paint(canvas)).toBeLessThan(rest * 1.5));
  },
};

type Canvas = HTMLCanvasElement | null | undefined;

function pixels(canvas: Canvas): Uint8ClampedArray {
  const context = canvas?.getContext('2d');
  if (!canvas || !context || canvas.width === 0) return new Uint8ClampedArray(4);
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

/** The share of pixels that are drawn. */
function paint(canvas: Canvas): number {
  const data = pixels(canvas);
  let drawn = 0;
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) drawn += 1;
  return drawn / (data.length / 4);
}

/** The colour of the first opaque pixel. */
function colorOf(canvas: Canvas): string {
  const data = pixels(canvas);
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] === 255) return `rgb(${data.slice(at - 3, at).join(', ')})`;
  }
  return 'none';
}

/** The color of the element, as it is painted: the style may be in a color space that pixels are not in. */
function computedColor(canvas: Canvas): string {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!canvas || !context) return 'none';
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, 1, 1);
  return `rgb(${context.getImageData(0, 0, 1, 1).data.slice(0, 3).join(', ')})`;
}
