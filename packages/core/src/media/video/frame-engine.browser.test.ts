import { expect, it } from 'vitest';
import { FrameEngine } from './frame-engine.ts';

const REQUEST = { maxSidePx: 64, maxBytes: 60_000, quality: 0.8, forced: true };

function createFrames() {
  let give: (frame: VideoFrame) => void = () => {};
  const frames = new ReadableStream<VideoFrame>({
    start(controller) {
      give = (frame) => controller.enqueue(frame);
    },
  });
  const paint = () => {
    const canvas = new OffscreenCanvas(64, 48);
    canvas.getContext('2d')?.fillRect(0, 0, 64, 48);
    give(new VideoFrame(canvas, { timestamp: 0 }));
  };
  return { frames, paint };
}

it('all who wait for the first frame of a camera get an image of it', async () => {
  const engine = new FrameEngine();
  const { frames, paint } = createFrames();
  void engine.follow(frames);
  const images = Promise.all([engine.take(REQUEST, null), engine.take(REQUEST, null)]);
  paint();
  expect(await images).toMatchObject([
    { width: 64, height: 48 },
    { width: 64, height: 48 },
  ]);
  engine.close();
});

it('all who wait for the first frame learn that the camera was closed', async () => {
  const engine = new FrameEngine();
  void engine.follow(createFrames().frames);
  const taken = [engine.take(REQUEST, null), engine.take(REQUEST, null)];
  engine.close();
  expect(await Promise.allSettled(taken)).toMatchObject([
    { reason: { code: 'aborted' } },
    { reason: { code: 'aborted' } },
  ]);
});
