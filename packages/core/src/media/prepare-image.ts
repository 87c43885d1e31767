import type { ImageLimits } from '../protocol/image-limits.ts';
import { createLazy } from '../util/lazy.ts';
import type { PreparedImage } from './prepared-image.ts';

const part = createLazy(() => import('./reencode-image.ts'));

/**
 * Checks an image that the user picked, pasted, dropped or took, and encodes it anew as a JPEG that can be sent: upright, scaled
 * down, without EXIF, the first picture of an animation, on white where it is transparent. What the file says of its type does
 * not count, only its bytes. The work is loaded with the first image.
 *
 * @param limits of the vendor: `session.capabilities.vision`.
 * @throws RealtimeError `image-unreadable` (no bytes, broken, or a format that this browser cannot decode, as HEIC outside Safari),
 * `image-unsupported` (no image, or an SVG, which is a program), `image-too-large`, `module-failed`.
 * @example
 * ```ts
 * const { url } = await prepareImage(file, session.capabilities.vision);
 * session.sendMessage([{ type: 'image', url }, { type: 'text', text: 'What is this?' }]);
 * ```
 */
export async function prepareImage(blob: Blob, limits: ImageLimits = {}): Promise<PreparedImage> {
  const { reencodeImage } = await part.load();
  return reencodeImage(blob, limits);
}
