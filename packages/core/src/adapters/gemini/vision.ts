import type { VisionWire } from '../../protocol/vision-wire.ts';
import type { VisionResolution } from './options.ts';

/** Tokens of an image by `mediaResolution` (types of `@google/genai` 3.3.0, 2026-11-29). */
const TOKENS: Readonly<Record<VisionResolution, number>> = { low: 64, medium: 256, high: 256 };

/** A live view is a stream: Gemini keeps its images, and forgets them as its context is compressed. */
export function createVisionWire(resolution: VisionResolution = 'medium'): VisionWire {
  return {
    writeView: ({ data }) => [{ realtimeInput: { video: { data, mimeType: 'image/jpeg' } } }],
    estimateTokens: () => TOKENS[resolution],
  };
}
