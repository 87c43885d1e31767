import { toRealtimeError } from '../../errors/realtime-error.ts';
import { FrameEngine } from './frame-engine.ts';
import type { FrameAnswer, FrameRequest } from './frame-messages.ts';

const engine = new FrameEngine();

const answer = (message: FrameAnswer, transfer: Transferable[] = []) =>
  (postMessage as (message: FrameAnswer, transfer: Transferable[]) => void)(message, transfer);

async function take({ id, options, picture }: Extract<FrameRequest, { type: 'take' }>): Promise<void> {
  try {
    const image = await engine.take(options, picture);
    answer({ type: 'taken', id, image }, image ? [image.bytes.buffer] : []);
  } catch (cause) {
    const { code, message } = toRealtimeError(
      cause,
      'image-unreadable',
      `No image could be taken: ${String(cause)}`,
    );
    answer({ type: 'failed', id, code, message });
  }
}

addEventListener('message', ({ data }: MessageEvent<FrameRequest>) => {
  if (data.type === 'take') return void take(data);
  // The stream ends with its track, and fails with its page: neither is anything that the worker could tell.
  engine.follow(data.frames).catch(() => {});
});

// The page waits for a sign that the file could be loaded.
answer({ type: 'ready' });
