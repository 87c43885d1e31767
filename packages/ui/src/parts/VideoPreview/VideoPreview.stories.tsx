import type { Meta, StoryObj } from '@storybook/react-vite';
import { createVision } from '@repartee/core';
import { createFakeVideo, createScriptedSession, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { CameraPreview } from './CameraPreview.tsx';
import { VideoPreviewView } from './VideoPreviewView.tsx';
import type { VideoPreviewViewProps } from './VideoPreviewView.tsx';

const meta: Meta<typeof CameraPreview> = { title: 'Parts/VideoPreview', component: CameraPreview };
export default meta;

/** Somebody in front of a camera, or a page of text, as a drawing. */
function draw(source: 'camera' | 'screen'): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, source === 'camera' ? { width: 320, height: 240 } : { width: 320, height: 180 });
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.fillStyle = source === 'camera' ? '#9db7c9' : '#f4f1ea';
  context.fillRect(0, 0, 320, 240);
  context.fillStyle = source === 'camera' ? '#5a4336' : '#8d877b';
  if (source === 'screen')
    for (let row = 0; row < 9; row += 1) context.fillRect(24, 22 + row * 16, 190 + ((row * 53) % 80), 6);
  else {
    context.ellipse(120, 110, 44, 56, 0, 0, 7);
    context.fill();
    context.fillRect(50, 176, 140, 64);
  }
  return canvas;
}

const streams = new Map<string, MediaStream>();

function streamOf(source: 'camera' | 'screen'): MediaStream {
  const stream = streams.get(source) ?? draw(source).captureStream(1);
  streams.set(source, stream);
  return stream;
}

const session = createStaticSession();
const nothing = () => {};

function view(name: string, props: Partial<VideoPreviewViewProps> = {}) {
  const source = props.source ?? 'camera';
  const stream = props.state === 'off' ? null : streamOf(source);
  const state = {
    source,
    state: 'on',
    shown: false,
    stream,
    onOpenChange: nothing,
    onShownChange: nothing,
  } as const;
  return { name, session, render: <VideoPreviewView {...state} {...props} /> };
}

const lastImage = { url: draw('camera').toDataURL('image/png') };

/** Off, refused, opening, seen by the user only, seen by the agent, held back, and a screen. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        view('off', { state: 'off' }),
        view('refused', { state: 'off', error: 'camera-denied' }),
        view('opening', { state: 'opening', stream: null }),
        view('on, not shown'),
        view('shown', { shown: true, lastImage }),
        view('held back', { shown: true, pausedBy: 'muted', lastImage }),
        view('a screen', { source: 'screen', shown: true }),
        view('a vendor without a live view', { onShownChange: undefined }),
      ]}
    />
  ),
};

const world = createScriptedSession();
const eyes = createVision(world.session, {
  video: createFakeVideo(() => streamOf('camera')),
  clock: world.clock,
});

/** The user turns the camera on, sees the picture, shows it to the agent, and stops. */
export const Showing: StoryObj = {
  render: () => (
    <SessionProvider session={world.session}>
      <CameraPreview />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    eyes.dispose();
    await world.session.connect();
    const canvas = within(canvasElement);
    const group = canvas.getByRole('group', { name: 'Camera' });
    await userEvent.click(canvas.getByRole('button', { name: 'Turn the camera on' }));
    await expect(await canvas.findByText('Only you see this')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Show it to the agent' }));
    await expect(await canvas.findByText('The agent sees this')).toBeVisible();
    await expect(group).toHaveAttribute('data-shown');
    await userEvent.click(canvas.getByRole('button', { name: 'Stop showing it' }));
    await expect(await canvas.findByText('Only you see this')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Turn the camera off' }));
    await expect(group).toHaveAttribute('data-state', 'off');
  },
};
