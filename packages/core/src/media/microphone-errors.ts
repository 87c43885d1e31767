import { RealtimeError } from '../errors/realtime-error.ts';

/** Says in the kit's words why the browser gave no microphone. */
export function explainMicrophoneError(cause: unknown): RealtimeError {
  const name = (cause as { name?: unknown } | null)?.name;
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return new RealtimeError(
        'microphone-denied',
        'The microphone was not allowed, so the agent cannot hear the user. Allow it in the browser’s site settings and ' +
          'connect again, or open the session with microphone: false to write instead.',
        { cause },
      );
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new RealtimeError(
        'microphone-missing',
        'No such microphone was found, so the agent cannot hear the user. Plug one in or choose another.',
        { cause },
      );
    case 'NotReadableError':
    case 'AbortError':
      return new RealtimeError(
        'microphone-busy',
        'The microphone is there but gives no sound; another program may hold it. Close that program and connect again.',
        { cause },
      );
    case 'NotSupportedError':
      return new RealtimeError(
        'microphone-busy',
        'The microphone does not fit the audio context: their sample rates differ and the browser will not convert. Create ' +
          'the AudioContext that you pass without a sampleRate.',
        { cause },
      );
    default:
      return new RealtimeError(
        'microphone-missing',
        'The microphone could not be opened, so the agent cannot hear the user. Check the device and connect again.',
        { cause },
      );
  }
}

/** There is no microphone interface at all: the page is not secure. */
export function insecureContext(): RealtimeError {
  return new RealtimeError(
    'insecure-context',
    'The browser offers microphones to secure pages only. Serve the page over https, or from localhost.',
  );
}

/** The app passed a track that gives no sound any more. */
export function trackHasEnded(): RealtimeError {
  return new RealtimeError(
    'microphone-missing',
    'The track that was passed as microphone has ended. Ask for a new one first.',
  );
}

/** The track of an open microphone has ended. */
export function microphoneIsGone(): RealtimeError {
  return new RealtimeError(
    'microphone-lost',
    'The microphone was unplugged or its permission withdrawn, so the agent cannot hear the user. Plug it in again or choose another.',
  );
}
