import { RealtimeError } from '../errors/realtime-error.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock } from '../util/clock.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { createContextPool } from './context-pool.ts';
import type { ContextPool } from './context-pool.ts';
import { loadWorklet } from './load-worklet.ts';
import { explainMicrophoneError, insecureContext, trackHasEnded } from './microphone-errors.ts';
import type { MicrophoneOpenOptions, MicrophonePort } from './microphone-port.ts';
import { untilAborted } from './until-aborted.ts';
import { WorkletMicrophone } from './worklet-microphone.ts';
import { ownWorkletUrl } from './worklet-url.ts';

/** What the browser's microphone is made with. */
export interface MicrophoneDeviceOptions {
  /** Gives an audio context that the app owns: it is used, and never closed. */
  readonly audioContext?: () => AudioContext;
  /** Shared with the speaker, so that both run on one clock. It takes the place of `audioContext`. */
  readonly contexts?: ContextPool;
  /** Where the app serves the worklets itself. @default the file `worklets/audio.js` of the package */
  readonly workletUrl?: string;
  readonly clock?: Clock;
}

/** Creates the port that opens the browser's microphones. */
export function createMicrophone(options: MicrophoneDeviceOptions = {}): MicrophonePort {
  const contexts = options.contexts ?? createContextPool(options);
  const clock = options.clock ?? systemClock;
  return {
    async open(request) {
      const scope = createScope();
      request.signal.addEventListener('abort', () => scope.dispose(), { once: true, signal: scope.signal });
      try {
        if (request.signal.aborted) throw aborted();
        // All begin before the first await: inside the user's gesture the context may run and the browser may ask.
        const lease = contexts.acquire();
        scope.add(() => lease.release());
        const taken = takeTrack(request, scope);
        const loaded = loadWorklet(lease.context, options.workletUrl ?? ownWorkletUrl());
        const [track] = await untilAborted(Promise.all([taken, loaded]), scope.signal, aborted);
        return new WorkletMicrophone({ context: lease.context, track, request, scope, clock });
      } catch (error) {
        scope.dispose();
        throw error;
      }
    },
  };
}

/** The app's own track, or one of ours, which is stopped with the scope. */
async function takeTrack(request: MicrophoneOpenOptions, scope: Scope): Promise<MediaStreamTrack> {
  if (request.track) {
    if (request.track.readyState === 'ended') throw trackHasEnded();
    return request.track;
  }
  if (!globalThis.navigator?.mediaDevices?.getUserMedia) throw insecureContext();
  const { deviceId, echoCancellation = true, noiseSuppression = true, autoGainControl = true } = request;
  const audio: MediaTrackConstraints = {
    echoCancellation,
    noiseSuppression,
    autoGainControl,
    channelCount: 1,
  };
  if (deviceId !== undefined) audio.deviceId = { exact: deviceId };
  const stream = await navigator.mediaDevices.getUserMedia({ audio }).catch((error: unknown) => {
    throw explainMicrophoneError(error);
  });
  // The user may have granted it long after the attempt was given up: a disposed scope stops it at once.
  for (const track of stream.getTracks()) scope.add(() => track.stop());
  const [track] = stream.getAudioTracks();
  if (!track) throw explainMicrophoneError(null);
  return track;
}

function aborted(): RealtimeError {
  return new RealtimeError('aborted', 'The microphone was given up while it was being opened.');
}
