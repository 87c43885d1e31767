import { RealtimeError } from '../../errors/realtime-error.ts';
import type { VisionWire } from '../../protocol/vision-wire.ts';
import { readObject, readText } from '../../util/untrusted.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import { BASE_URL } from './plan.ts';

/**
 * Images are uploaded, by the id of the conversation alone (client 1.25.0). A message refers to them by their ids.
 *
 * @param baseUrl the root of the API.
 */
export function createVisionWire(baseUrl: string = BASE_URL): VisionWire {
  return {
    async upload(image, { sessionId, signal }) {
      const path = `/v1/convai/conversations/${encodeURIComponent(sessionId)}/files`;
      const url = resolveVendorUrl('elevenlabs', 'http', baseUrl, path);
      const body = new FormData();
      body.append('file', image, `image.${image.type.slice('image/'.length)}`);
      const response = await fetch(url, { method: 'POST', body, signal }).catch((cause: unknown) => {
        throw failed('connect-refused', 'The image could not be uploaded', cause);
      });
      const answer: unknown = await response.json().catch(() => null); // Not JSON: judged by its status.
      if (!response.ok)
        throw failed('content-refused', `The image was refused: ${reasonOf(answer, response)}`);
      return readText(readObject<{ file_id: string }>(answer).file_id);
    },
    // Files are billed by the file, and the reports have no tokens of images.
    estimateTokens: () => null,
  };
}

function reasonOf(answer: unknown, { status }: Response): string {
  const { detail } = readObject<{ detail: unknown }>(answer);
  return readText(readObject<{ message: string }>(detail).message) || `status ${status}`;
}

function failed(
  code: 'connect-refused' | 'content-refused',
  message: string,
  cause?: unknown,
): RealtimeError {
  const options = { adapterId: 'elevenlabs', ...(cause !== undefined && { cause }) };
  return new RealtimeError(code, `${message}. The conversation goes on without it.`, options);
}
