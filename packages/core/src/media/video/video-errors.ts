import { RealtimeError } from '../../errors/realtime-error.ts';
import type { VideoSource } from './video-port.ts';

/** Says in the kit's words why the browser gave no video. */
export function explainVideoError(source: VideoSource, cause: unknown): RealtimeError {
  const name = (cause as { name?: unknown } | null)?.name;
  if (source === 'screen') {
    return new RealtimeError(
      'screen-denied',
      'No screen was shared, so the agent cannot see it. Call it inside a user gesture, and choose a screen in the dialog.',
      { cause },
    );
  }
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new RealtimeError(
        'camera-denied',
        'The camera was not allowed, so the agent cannot see the user. Allow it in the browser’s site settings.',
        { cause },
      );
    case 'NotReadableError':
    case 'AbortError':
      return new RealtimeError(
        'camera-busy',
        'The camera is there but gives no picture; another program may hold it. Close that program and try again.',
        { cause, isRetryable: true },
      );
    default:
      return new RealtimeError(
        'camera-missing',
        'No such camera was found, so the agent cannot see the user. Plug one in or choose another.',
        { cause },
      );
  }
}

/** The track of an open camera has ended. */
export function cameraIsGone(): RealtimeError {
  return new RealtimeError(
    'camera-lost',
    'The camera was unplugged or its permission withdrawn, so the agent cannot see the user. Plug it in again or choose another.',
    { isRetryable: true },
  );
}
