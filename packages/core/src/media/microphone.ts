import { aborted } from '../errors/aborted.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock } from '../util/clock.ts';
import { createScope } from '../util/scope.ts';
import { createContextPool } from './context-pool.ts';
import type { ContextPool } from './context-pool.ts';
import type { MicrophonePort } from './microphone-port.ts';
import { queryMicrophone } from './query-microphone.ts';
import { takeTrack } from './take-track.ts';
import { untilAborted } from './until-aborted.ts';
import { WorkletMicrophone } from './worklet-microphone.ts';
import { loadAudioWorklet } from './worklet-url.ts';

/** The options of the browser's microphone. */
export interface MicrophoneDeviceOptions {
  /** Gives an audio context that the app owns: it is used, and never closed. */
  readonly audioContext?: () => AudioContext;
  /** Shared with the speaker, so that both run on one clock. It takes the place of `audioContext`. */
  readonly contexts?: ContextPool;
  /** The address of the worklets, for an app that serves them itself. @default the file `worklets/audio.js` of the package */
  readonly workletUrl?: string;
  /** @default the system's clock */
  readonly clock?: Clock;
}

/** Creates the port that opens the browser's microphones. */
export function createMicrophone(options: MicrophoneDeviceOptions = {}): MicrophonePort {
  const contexts = options.contexts ?? createContextPool(options);
  const clock = options.clock ?? systemClock;
  return {
    watch: watchMicrophones,
    async open(request) {
      const scope = createScope();
      request.signal.addEventListener('abort', () => scope.dispose(), { once: true, signal: scope.signal });
      try {
        if (request.signal.aborted) throw aborted('The microphone');
        // All begin before the first await: inside the user's gesture the context may run and the browser may ask.
        const lease = contexts.acquire();
        scope.add(() => lease.release());
        const taken = takeTrack(request, scope);
        const loaded = loadAudioWorklet(lease.context, options.workletUrl);
        const [track] = await untilAborted(Promise.all([taken, loaded]), scope.signal, () =>
          aborted('The microphone'),
        );
        return new WorkletMicrophone({ context: lease.context, track, request, scope, clock });
      } catch (error) {
        scope.dispose();
        throw error;
      }
    },
  };
}

/** Calls the listener when a device was plugged in or out, and when the user has allowed the microphone again. */
function watchMicrophones(listener: () => void): () => void {
  const scope = createScope();
  const devices = globalThis.navigator?.mediaDevices;
  if (devices) scope.listen(devices, 'devicechange', listener);
  void queryMicrophone().then((status) => {
    if (!status || scope.isDisposed) return;
    scope.listen(status, 'change', () => {
      if (status.state === 'granted') listener();
    });
  });
  return () => scope.dispose();
}
