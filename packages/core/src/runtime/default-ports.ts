import { createMicrophone } from '../media/microphone.ts';
import { createSpeaker } from '../media/speaker.ts';
import { createWebSocketTransport } from '../transport/websocket-transport.ts';
import { systemClock } from '../util/clock.ts';
import { scheduleFrame } from './frame-scheduler.ts';
import type { SessionPorts } from './session-options.ts';

/** Fills in the browser's own devices, socket and clock where the app brings none. */
export function resolvePorts(ports: Partial<SessionPorts> = {}): SessionPorts {
  return {
    microphone: ports.microphone ?? createMicrophone(),
    speaker: ports.speaker ?? createSpeaker(),
    transport: ports.transport ?? createWebSocketTransport(),
    clock: ports.clock ?? systemClock,
    scheduleFrame: ports.scheduleFrame ?? scheduleFrame,
    createId: ports.createId ?? createRandomId,
  };
}

/** Twenty characters: short enough for every vendor's limit on ids that the client chooses. */
function createRandomId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 20);
}
