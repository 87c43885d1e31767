import { aborted } from '../errors/aborted.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock } from '../util/clock.ts';
import { createScope } from '../util/scope.ts';
import { createContextPool } from './context-pool.ts';
import type { ContextPool } from './context-pool.ts';
import type { SpeakerPort } from './speaker-port.ts';
import { untilAborted } from './until-aborted.ts';
import { loadAudioWorklet } from './worklet-url.ts';
import { WorkletSpeaker } from './worklet-speaker.ts';

/** The options of the browser's speaker. */
export interface SpeakerDeviceOptions {
  /** Gives an audio context that the app owns: it is used, and never closed. */
  readonly audioContext?: () => AudioContext;
  /** Shared with the microphone, so that both run on one clock. It takes the place of `audioContext`. */
  readonly contexts?: ContextPool;
  /** The address of the worklets, for an app that serves them itself. @default the file `worklets/audio.js` of the package */
  readonly workletUrl?: string;
  /** @default the system's clock */
  readonly clock?: Clock;
}

/** Creates the port that plays through the browser. */
export function createSpeaker(options: SpeakerDeviceOptions = {}): SpeakerPort {
  const contexts = options.contexts ?? createContextPool(options);
  const clock = options.clock ?? systemClock;
  return {
    unlock: () => contexts.unlock(),
    async open(request) {
      const scope = createScope();
      request.signal.addEventListener('abort', () => scope.dispose(), { once: true, signal: scope.signal });
      try {
        if (request.signal.aborted) throw aborted('The speaker');
        const lease = contexts.acquire();
        scope.add(() => lease.release());
        await untilAborted(loadAudioWorklet(lease.context, options.workletUrl), scope.signal, () =>
          aborted('The speaker'),
        );
        return new WorkletSpeaker({ context: lease.context, request, scope, clock });
      } catch (error) {
        scope.dispose();
        throw error;
      }
    },
  };
}
