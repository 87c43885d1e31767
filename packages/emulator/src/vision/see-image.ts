import jsqr from 'jsqr';
import { nameColour } from './colour-name.ts';
import type { ColourName } from './colour-name.ts';
import { decodePicture } from './picture.ts';
import type { Picture } from './picture.ts';

/** The emulated agent's view of an image. */
export interface SeenImage {
  readonly mimeType: Picture['type'];
  readonly byteLength: number;
  readonly width: number;
  readonly height: number;
  /** The name of the most frequent colour. */
  readonly colour: string;
  /** The mean brightness, from 0 to 1. */
  readonly brightness: number;
  /** The text of a QR code; `null` without one. */
  readonly code: string | null;
  /** The brightness of 16 × 16 fields, to tell whether something has changed. */
  readonly thumbnail: Uint8Array;
}

const THUMBNAIL_SIDE = 16;

/** Colours are counted on a grid of so many points a side. */
const GRID_SIDE = 64;

/** A code is looked for in images up to this size: it takes milliseconds for each million of pixels. */
const MAX_CODE_PIXELS = 2_400_000;

/** The average difference of the brightness from which the emulated agent says that the image has changed, as a share. */
const CHANGE = 0.04;

/** Looks at an image; `null` for bytes that are no JPEG, PNG or WebP. */
export function seeImage(bytes: Uint8Array): SeenImage | null {
  const picture = decodePicture(bytes);
  if (!picture) return null;
  const { type: mimeType, width, height } = picture;
  const thumbnail = shrink(picture);
  return {
    mimeType,
    byteLength: bytes.byteLength,
    width,
    height,
    colour: findColour(picture),
    brightness: thumbnail.reduce((sum, value) => sum + value, 0) / thumbnail.length / 255,
    code: findCode(picture),
    thumbnail,
  };
}

/** Whether two images show something else. */
export function isChanged(before: SeenImage, after: SeenImage): boolean {
  if (before.colour !== after.colour) return true;
  const difference = before.thumbnail.reduce(
    (sum, value, index) => sum + Math.abs(value - (after.thumbnail[index] ?? 0)),
    0,
  );
  return difference / before.thumbnail.length / 255 > CHANGE;
}

function findColour(picture: Picture): ColourName {
  const counts = new Map<ColourName, number>();
  for (const [red, green, blue] of pointsOf(picture, GRID_SIDE)) {
    const name = nameColour(red, green, blue);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0];
}

function shrink(picture: Picture): Uint8Array {
  const fields = [...pointsOf(picture, THUMBNAIL_SIDE)];
  return Uint8Array.from(fields, ([red, green, blue]) => 0.299 * red + 0.587 * green + 0.114 * blue);
}

function* pointsOf(
  { width, height, rgba }: Picture,
  side: number,
): Iterable<readonly [number, number, number]> {
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1) {
      const x = Math.floor(((column + 0.5) * width) / side);
      const y = Math.floor(((row + 0.5) * height) / side);
      const at = (y * width + x) * 4;
      yield [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
    }
}

function findCode({ width, height, rgba }: Picture): string | null {
  if (width * height > MAX_CODE_PIXELS) return null;
  const found = jsqr.default(rgba, width, height, { inversionAttempts: 'dontInvert' });
  return found?.data ? found.data : null;
}
