import type { ContextPool } from '../media/context-pool.ts';
import { createMicrophone } from '../media/microphone.ts';
import type { SpeakerPair } from '../media/paired-speaker.ts';
import { createSpeaker } from '../media/speaker.ts';
import type { SpeakerDeviceOptions } from '../media/speaker.ts';
import type { SpeakerPort } from '../media/speaker-port.ts';
import type { CallRules } from '../session/step.ts';
import { createTransport } from '../transport/create-transport.ts';
import type { Lazy } from '../util/lazy.ts';
import type { SessionPorts } from './session-options.ts';
import type { StartPorts } from './start-ports.ts';

/** The module of a call: its speaker, and the rules of the vendor's playback. */
export interface CallModule {
  readonly createRemoteSpeaker: (options: SpeakerDeviceOptions) => SpeakerPort;
  readonly callRules: CallRules;
}

/** Modules that are loaded with the first call. */
export interface SpeakerModules {
  readonly call: Lazy<CallModule>;
  readonly pairedSpeaker: Lazy<{ readonly createPairedSpeaker: (pair: SpeakerPair) => SpeakerPort }>;
}

/** Fills in the browser's own devices and transports where the app brings none. */
export function resolveDevicePorts(
  { own, contexts, ...ports }: StartPorts,
  { call }: Pick<SpeakerModules, 'call'>,
): SessionPorts {
  return {
    ...ports,
    microphone: own.microphone ?? createMicrophone({ contexts }),
    speaker: own.speaker ?? createSpeaker({ contexts }),
    callSpeaker: createCallSpeaker(contexts, call, own.callSpeaker),
    transport: own.transport ?? createTransport(),
    ...(own.reflex && { reflex: own.reflex }),
  };
}

/** Unlocking audio, which the user's gesture allows, does not wait for the module. */
function createCallSpeaker(
  contexts: ContextPool,
  module: Lazy<CallModule>,
  own: SpeakerPort | undefined,
): SpeakerPort {
  return {
    unlock: () => (own ?? contexts).unlock(),
    async open(options) {
      // Held while the speaker loads: a context that was unlocked for it must not stay behind when it is not opened.
      const lease = own ? null : contexts.acquire();
      try {
        const { createRemoteSpeaker } = module.loaded ?? (await module.load());
        return await (own ?? createRemoteSpeaker({ contexts })).open(options);
      } finally {
        lease?.release();
      }
    },
  };
}

/** The speaker of a call in which the app has texts spoken, too. */
export function createCallPair(
  { callSpeaker, speaker }: Pick<SessionPorts, 'callSpeaker' | 'speaker'>,
  module: SpeakerModules['pairedSpeaker'],
): SpeakerPort {
  return {
    unlock: () => callSpeaker.unlock(),
    async open(options) {
      const { createPairedSpeaker } = module.loaded ?? (await module.load());
      return createPairedSpeaker({ call: callSpeaker, own: speaker }).open(options);
    },
  };
}
