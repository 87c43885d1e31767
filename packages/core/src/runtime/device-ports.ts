import { createMicrophone } from '../media/microphone.ts';
import { createSpeaker } from '../media/speaker.ts';
import { createTransport } from '../transport/create-transport.ts';
import type { SessionPorts } from './session-options.ts';
import type { StartPorts } from './start-ports.ts';

/** Fills in the browser's own devices and transports where the app brings none. */
export function resolveDevicePorts({ own, contexts, ...ports }: StartPorts): SessionPorts {
  return {
    ...ports,
    microphone: own.microphone ?? createMicrophone({ contexts }),
    speaker: own.speaker ?? createSpeaker({ contexts }),
    transport: own.transport ?? createTransport(),
    ...(own.reflex && { reflex: own.reflex }),
  };
}
