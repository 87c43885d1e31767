import { aborted } from '../errors/aborted.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import type { LevelSource } from '../util/level-source.ts';
import { createScope } from '../util/scope.ts';
import { createAnalyserLevel } from './analyser-level.ts';
import { createContextPool } from './context-pool.ts';
import { microphoneIsGone } from './microphone-errors.ts';
import type { MicrophoneProcessing } from './microphone-port.ts';
import { takeTrack } from './take-track.ts';

/** The options of `openMicrophoneTest`. */
export interface MicrophoneTestOptions extends MicrophoneProcessing {
  /** A device by the browser's id. @default the system default */
  readonly deviceId?: string;
  /** Closes the microphone, also one that opens too late. */
  readonly signal: AbortSignal;
  /** Called when the device goes away, which closes the test. */
  readonly onLost?: (error: RealtimeError) => void;
}

/**
 * Opens a microphone outside of a conversation, for a level meter. Its sound stays in the page. It may make the browser ask for
 * the permission: call it inside a user gesture.
 *
 * @returns its loudness, until the signal aborts
 * @throws RealtimeError `microphone-denied`, `microphone-missing`, `microphone-busy`, `insecure-context`, `playback-blocked` (the
 * browser gives no audio context) or `aborted`.
 */
export async function openMicrophoneTest(options: MicrophoneTestOptions): Promise<LevelSource> {
  const { signal, onLost } = options;
  if (signal.aborted) throw aborted('The microphone');
  const scope = createScope();
  signal.addEventListener('abort', () => scope.dispose(), { once: true, signal: scope.signal });
  try {
    // Made before the first await: inside the user's gesture the context may run.
    const lease = createContextPool().acquire();
    scope.add(() => lease.release());
    const track = await takeTrack(options, scope);
    if (scope.isDisposed) throw aborted('The microphone');
    const source = lease.context.createMediaStreamSource(new MediaStream([track]));
    const { node, level } = createAnalyserLevel(lease.context);
    source.connect(node);
    scope.add(() => source.disconnect());
    scope.listen(track, 'ended', () => {
      scope.dispose();
      onLost?.(microphoneIsGone());
    });
    return level;
  } catch (error) {
    scope.dispose();
    throw error;
  }
}
