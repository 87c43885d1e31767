import { createMicrophone } from '../media/microphone.ts';
import type { ContextPool } from '../media/context-pool.ts';
import { createSpeaker } from '../media/speaker.ts';
import type { SpeakerPort } from '../media/speaker-port.ts';
import { createTransport } from '../transport/create-transport.ts';
import { createLazy } from '../util/lazy.ts';
import type { SessionPorts } from './session-options.ts';
import type { StartPorts } from './start-ports.ts';

/** Fills in the browser's own devices and transports where the app brings none. */
export function resolveDevicePorts({ own, contexts, ...ports }: StartPorts): SessionPorts {
  return {
    ...ports,
    microphone: own.microphone ?? createMicrophone({ contexts }),
    speaker: own.speaker ?? createSpeaker({ contexts }),
    callSpeaker: own.callSpeaker ?? createCallSpeaker(contexts),
    transport: own.transport ?? createTransport(),
    ...(own.reflex && { reflex: own.reflex }),
  };
}

const remoteSpeaker = createLazy(() => import('../media/remote-speaker.ts'));

/** The speaker of calls is loaded when the first one is made; the gesture's part needs no waiting. */
function createCallSpeaker(contexts: ContextPool): SpeakerPort {
  return {
    unlock: () => contexts.unlock(),
    async open(options) {
      const { createRemoteSpeaker } = remoteSpeaker.loaded ?? (await remoteSpeaker.load());
      return createRemoteSpeaker({ contexts }).open(options);
    },
  };
}
