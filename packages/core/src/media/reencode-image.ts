import { RealtimeError } from '../errors/realtime-error.ts';
import type { ImageLimits } from '../protocol/image-limits.ts';
import { encodeBase64 } from '../util/base64.ts';
import { readImageHeader } from '../util/image-header.ts';
import type { ImageHeader } from '../util/image-header.ts';
import { encodeWithin } from './encode-within.ts';
import type { PreparedImage } from './prepared-image.ts';

/** EXIF data with a preview stands before the size of a JPEG: 64 KiB at most for a segment, and there may be some. */
const HEADER_BYTES = 262_144;

/** Does the work of `prepareImage`. */
export async function reencodeImage(blob: Blob, limits: ImageLimits): Promise<PreparedImage> {
  const { maxFileBytes = 25_000_000, maxFilePixels = 100_000_000 } = limits;
  if (blob.size === 0)
    throw new RealtimeError('image-unreadable', 'The image has no bytes, so there is nothing to send.');
  if (blob.size > maxFileBytes) throw tooLarge(`${blob.size} bytes`, `${maxFileBytes} bytes`);
  const header = readImageHeader(new Uint8Array(await readBytes(blob.slice(0, HEADER_BYTES))));
  if (!header)
    throw new RealtimeError(
      'image-unsupported',
      `The file is not an image${blob.type ? ` (${blob.type})` : ''}, so the agent cannot see it. Send a JPEG, PNG or WebP.`,
    );
  if (header.kind === 'svg')
    throw new RealtimeError(
      'image-unsupported',
      'The file is an SVG, which can hold scripts and which no vendor takes. Send a JPEG, PNG or WebP.',
    );
  checkPixels(header.size, maxFilePixels);
  const bitmap = await decode(blob, header);
  try {
    const original = { width: bitmap.width, height: bitmap.height };
    // The header of an AVIF or HEIF is not read.
    checkPixels(original, maxFilePixels);
    const { blob: encoded, width, height } = await encodeWithin(bitmap, limits);
    const url = `data:${encoded.type};base64,${encodeBase64(new Uint8Array(await encoded.arrayBuffer()))}`;
    return { blob: encoded, url, width, height, original };
  } finally {
    bitmap.close();
  }
}

function checkPixels(size: ImageHeader['size'], maxPixels: number): void {
  if (!size || size.width * size.height <= maxPixels) return;
  throw tooLarge(`${size.width} × ${size.height} pixels`, `${maxPixels} pixels`);
}

function tooLarge(is: string, limit: string): RealtimeError {
  return new RealtimeError(
    'image-too-large',
    `The image has ${is}; at most ${limit} are taken. Choose a smaller one.`,
  );
}

/** A file that was changed or moved since it was chosen cannot be read. */
async function readBytes(blob: Blob): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer();
  } catch (cause) {
    throw new RealtimeError(
      'image-unreadable',
      'The file could not be read. It may have been moved or changed since it was chosen.',
      { cause },
    );
  }
}

async function decode(blob: Blob, { kind }: ImageHeader): Promise<ImageBitmap> {
  try {
    // Without a type of its own, some browsers trust the type of the blob more than its bytes.
    const typed = new Blob([blob], { type: `image/${kind}` });
    return await createImageBitmap(typed, { imageOrientation: 'from-image' });
  } catch (cause) {
    const reason =
      kind === 'heic'
        ? 'The photo is a HEIC file, which this browser cannot read (Safari can). Save it as a JPEG first.'
        : `The image is broken, or it is a ${kind.toUpperCase()} file that this browser cannot read. Choose another one.`;
    throw new RealtimeError('image-unreadable', reason, { cause });
  }
}
