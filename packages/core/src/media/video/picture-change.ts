/** A picture is compared by the brightness of 32 × 32 fields: the noise of a camera is averaged away, a written word is not. */
const FIELDS_PER_SIDE = 32;

/** A picture has changed where a field differs by more than this, of 255. Noise of cameras in the dark stays below it. */
const CHANGE = 12;

/** The brightness of the fields of a picture. */
export type Thumbnail = Uint8Array;

/** Shrinks a picture to its fields. */
export function shrinkPicture(picture: CanvasImageSource): Thumbnail {
  const canvas = new OffscreenCanvas(FIELDS_PER_SIDE, FIELDS_PER_SIDE);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return new Uint8Array();
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, FIELDS_PER_SIDE, FIELDS_PER_SIDE);
  const { data } = context.getImageData(0, 0, FIELDS_PER_SIDE, FIELDS_PER_SIDE);
  const read = (at: number) => data[at] ?? 0;
  return Uint8Array.from(
    { length: FIELDS_PER_SIDE ** 2 },
    (_, field) => 0.299 * read(field * 4) + 0.587 * read(field * 4 + 1) + 0.114 * read(field * 4 + 2),
  );
}

/** Whether two pictures show something else. */
export function hasChanged(before: Thumbnail | null, after: Thumbnail): boolean {
  return !before || after.some((value, field) => Math.abs(value - (before[field] ?? 0)) > CHANGE);
}
