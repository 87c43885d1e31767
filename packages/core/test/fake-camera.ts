import { onTestFinished } from 'vitest';
import { createVideo } from '../src/media/video/video.ts';
import type { VideoPort } from '../src/media/video/video-port.ts';

/** A camera that sees one colour, in the place of the browser's own; what is behind it is the real port. */
export function createFakeCamera(first = '#777') {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: 640, height: 480 });
  const context = canvas.getContext('2d');
  const paint = (colour: string) => {
    if (context) context.fillStyle = colour;
    context?.fillRect(0, 0, 640, 480);
  };
  paint(first);
  // A camera gives frames also where nothing moves; a canvas gives them only when it is painted.
  const timer = setInterval(() => context?.fillRect(0, 0, 640, 480), 50);
  const [track] = canvas.captureStream(15).getVideoTracks();
  if (!track) throw new Error('The canvas gave no track.');
  onTestFinished(() => {
    clearInterval(timer);
    track.stop();
  });
  const real = createVideo();
  let stillTakes = 0;
  const port: VideoPort = {
    async open(options) {
      const input = await real.open({ ...options, track });
      return {
        ...input,
        async take(request) {
          const image = await input.take(request);
          if (!image) stillTakes += 1;
          return image;
        },
      };
    },
  };
  return {
    port,
    track,
    paint,
    /** The number of images that were asked for while nothing had changed. */
    stillTakes: () => stillTakes,
  };
}
