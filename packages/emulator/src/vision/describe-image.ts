import { isChanged } from './see-image.ts';
import type { SeenImage } from './see-image.ts';

/** Says what an image shows, and whether it differs from the one before. */
export function describeImage(image: SeenImage, before: SeenImage | undefined): string {
  const { width, height, colour, brightness, code } = image;
  const light = brightness < 0.25 ? 'dark' : brightness > 0.7 ? 'bright' : 'neither bright nor dark';
  const change = before
    ? isChanged(before, image)
      ? ' It has changed since the last image.'
      : ' It is the same as the last image.'
    : '';
  const text = code === null ? '' : ` A code in it says: ${code.replace(/[.!?\s]+$/, '')}.`;
  return `I see an image of ${width} by ${height} pixels. It is mostly ${colour}, and ${light}.${change}${text}`;
}
