import { teachPace, play } from './delivery.ts';
import { withSound } from './figure.ts';
import type { Figure } from './figure.ts';

/** A camera of 720p whose picture moves, or stands still, at 15 frames a second. */
function createCamera() {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 1280, height: 720 });
  const context = canvas.getContext('2d');
  let isMoving = false;
  let step = 0;
  const paint = () => {
    if (!context) return;
    if (isMoving) step += 1;
    const sky = context.createLinearGradient(0, 0, 1280, 720);
    sky.addColorStop(0, `hsl(${(step * 7) % 360} 60% 55%)`);
    sky.addColorStop(1, '#123');
    context.fillStyle = sky;
    context.fillRect(0, 0, 1280, 720);
    context.fillStyle = '#fff';
    for (let row = 0; row < 24; row += 1)
      context.fillRect(60 + ((row * 97 + step * 13) % 700), 20 + row * 29, 260, 12);
  };
  paint();
  const timer = setInterval(paint, 1_000 / 15);
  const [track] = canvas.captureStream(15).getVideoTracks();
  if (!track) throw new Error('The canvas gave no track.');
  return {
    track,
    move: (value: boolean) => void (isMoving = value),
    close: () => {
      clearInterval(timer);
      track.stop();
    },
  };
}

const pass = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * The cost of a live view: time of the main thread, images and bytes, images of a still picture, and gaps in an answer
 * meanwhile.
 */
export const visionFigure: Figure = {
  name: 'vision',
  run: (round) =>
    withSound(round, async (session, tap) => {
      if (!session.show) return [];
      const forMs = round.size === 'full' ? 30_000 : 3_000;
      const camera = createCamera();
      await teachPace(round, tap);
      const scriptDuring = async (ms: number) => {
        const before = await readScriptMs();
        await pass(ms);
        return (await readScriptMs()) - before;
      };
      camera.move(true);
      const withoutMs = await scriptDuring(forMs);
      camera.move(false);
      const view = await session.show(camera.track);
      await pass(round.size === 'full' ? 10_000 : 3_000);
      const still = view.readUsage();
      camera.move(true);
      const withMs = await scriptDuring(forMs);
      const { images, bytes } = view.readUsage();
      const count = images - still.images;
      const { gaps } = await play(round, tap, { chunkMs: 100, everyMs: 50, chunks: 60, jitterMs: 0 });
      view.stop();
      camera.close();
      return [
        { name: 'vision.main-thread', value: Math.max(0, withMs - withoutMs) / Math.max(1, count) },
        { name: 'vision.images', value: (count * 60_000) / forMs },
        { name: 'vision.bytes', value: ((bytes - still.bytes) * 60) / forMs },
        { name: 'vision.still', value: still.images },
        { name: 'vision.gaps', value: gaps },
      ];
    }),
};
