import { aborted } from '../../errors/aborted.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';
import type { ContentPart } from '../../protocol/conversation-item.ts';
import type { VisionWire } from '../../protocol/vision-wire.ts';
import { decodeBase64 } from '../../util/base64.ts';

/** The means to upload images. */
interface UploadTarget {
  readonly upload: NonNullable<VisionWire['upload']>;
  readonly sessionId: string;
  readonly signal: AbortSignal;
}

/**
 * Uploads the images of a message, one after the other, and gives the message with their ids.
 *
 * @throws RealtimeError as `upload`; `image-unreadable` for an image that is not in the message itself; `aborted`.
 */
export async function uploadImages(
  content: readonly ContentPart[],
  { upload, sessionId, signal }: UploadTarget,
): Promise<readonly ContentPart[]> {
  const parts: ContentPart[] = [];
  for (const part of content) {
    const isUploaded = part.type !== 'image' || part.fileId !== undefined;
    if (isUploaded) parts.push(part);
    else {
      const fileId = await upload(blobOf(part.url), { sessionId, signal }).catch((error: unknown) => {
        throw signal.aborted ? aborted('The message') : error;
      });
      if (signal.aborted) throw aborted('The message');
      parts.push({ ...part, fileId });
    }
  }
  return parts;
}

/** A strict policy of the page allows no `fetch` of a data URL. */
function blobOf(url: string): Blob {
  const [, type = '', data = ''] = /^data:(image\/[\w.+-]+);base64,(.+)$/s.exec(url) ?? [];
  const bytes = decodeBase64(data);
  if (bytes && type) return new Blob([bytes], { type });
  throw new RealtimeError(
    'image-unreadable',
    'The image is no data URL in Base64, so it could not be uploaded. Make one with prepareImage().',
  );
}
