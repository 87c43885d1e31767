import { createContextPool } from '../media/context-pool.ts';
import type { ContextPool } from '../media/context-pool.ts';
import { systemClock } from '../util/clock.ts';
import { scheduleFrame } from './frame-scheduler.ts';
import type { SessionPorts } from './session-options.ts';

/** What a session has before it is connected. */
export interface StartPorts extends Pick<SessionPorts, 'clock' | 'scheduleFrame' | 'createId'> {
  /** One context serves microphone and speaker: one clock, and one less of the few that a browser allows. */
  readonly contexts: ContextPool;
  /** The devices and the transport that the app brings. */
  readonly own: Partial<SessionPorts>;
}

/** Fills in the browser's own clock and frames where the app brings none. */
export function resolveStartPorts(own: Partial<SessionPorts> = {}): StartPorts {
  return {
    own,
    contexts: createContextPool(),
    clock: own.clock ?? systemClock,
    scheduleFrame: own.scheduleFrame ?? scheduleFrame,
    createId: own.createId ?? createRandomId,
  };
}

/** Twenty characters: short enough for every vendor's limit on ids that the client chooses. */
function createRandomId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 20);
}
