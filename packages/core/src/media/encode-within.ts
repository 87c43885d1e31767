import { RealtimeError } from '../errors/realtime-error.ts';
import type { ImageLimits } from '../protocol/image-limits.ts';

/** Smaller steps of quality save less than they cost. Text is misread below 0.4, so that the size goes down next. */
const QUALITY_STEPS = [1, 0.8, 0.6, 0.47];
const SCALE_STEP = 0.75;

/** A side below this shows nothing to an agent. */
const MIN_SIDE_PX = 64;

/** An image as it was encoded. */
export interface EncodedImage {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

/** The images that a canvas can draw, in a page and in a worker. */
type Drawable = ImageBitmap | VideoFrame;

/** The size of a picture whose longest side is limited. It is never scaled up, and a side has a pixel at least. */
export function fitWithin(size: { width: number; height: number }, maxSidePx: number) {
  const scale = Math.min(1, maxSidePx / Math.max(size.width, size.height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(size.width), height: side(size.height) };
}

/**
 * Encodes a picture as a JPEG within the limits. It lowers the quality first, and then the size.
 *
 * @throws RealtimeError `image-too-large` where no size is small enough.
 */
export async function encodeWithin(
  picture: Drawable,
  { maxSidePx = 1536, maxBytes = 1_000_000, quality = 0.85 }: ImageLimits,
): Promise<EncodedImage> {
  const source =
    'displayWidth' in picture ? { width: picture.displayWidth, height: picture.displayHeight } : picture;
  const first = Math.min(maxSidePx, Math.max(source.width, source.height));
  for (let side = first; ; side = Math.floor(side * SCALE_STEP)) {
    const { width, height } = fitWithin(source, side);
    const canvas = draw(picture, width, height);
    for (const step of QUALITY_STEPS) {
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: quality * step });
      if (blob.size <= maxBytes) return { blob, width, height };
    }
    if (Math.max(width, height) <= MIN_SIDE_PX)
      throw new RealtimeError(
        'image-too-large',
        `The image is larger than ${maxBytes} bytes as a JPEG. Send a smaller one.`,
      );
  }
}

function draw(picture: Drawable, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  // A context is refused only when the machine has no memory left.
  if (!context) throw new RealtimeError('image-too-large', 'The browser has no room for the image.');
  context.imageSmoothingQuality = 'high';
  // A JPEG has no transparency: what is transparent would be black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}
