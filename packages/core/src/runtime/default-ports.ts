import { createContextPool } from '../media/context-pool.ts';
import { createMicrophone } from '../media/microphone.ts';
import { createSpeaker } from '../media/speaker.ts';
import { createWebSocketTransport } from '../transport/websocket-transport.ts';
import { systemClock } from '../util/clock.ts';
import { scheduleFrame } from './frame-scheduler.ts';
import type { SessionPorts } from './session-options.ts';

/** Fills in the browser's own devices, socket and clock where the app brings none. */
export function resolvePorts(ports: Partial<SessionPorts> = {}): SessionPorts {
  // One context serves both: one clock, and one less of the few that a browser allows.
  const contexts = createContextPool();
  return {
    microphone: ports.microphone ?? createMicrophone({ contexts }),
    speaker: ports.speaker ?? createSpeaker({ contexts }),
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
