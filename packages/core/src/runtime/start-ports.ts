import { createContextPool } from '../media/context-pool.ts';
import type { ContextPool } from '../media/context-pool.ts';
import { systemClock } from '../util/clock.ts';
import type { SessionPorts } from './session-options.ts';

/** The ports that a session has before its first connection. */
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
    scheduleFrame: own.scheduleFrame ?? createFrames(),
    createId: own.createId ?? createRandomId,
  };
}

/**
 * Twenty characters: short enough for every vendor's limit on ids that the client chooses. Browsers give `randomUUID` to
 * secure pages only, and `getRandomValues` to all.
 */
function createRandomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The longest delay of a page that paints no frames, a hidden one, in milliseconds. */
const HIDDEN_PAGE_MS = 100;

/**
 * Creates a function that runs a callback before the next paint. A hidden page paints nothing, so a timer takes over: transcripts
 * go on growing while the user looks at another tab. Outside browsers the timer does it alone. Callbacks share one request and one
 * timer, and neither is taken back: that takes the browser longer than what the session does with a delta.
 */
function createFrames(): StartPorts['scheduleFrame'] {
  const waiting: (() => void)[] = [];
  const hasFrames = !!globalThis.requestAnimationFrame;
  let isRequested = !hasFrames;
  let isTimed = false;
  const run = () => {
    // Still before the paint, and a callback that throws does not hold up the others.
    for (const callback of waiting.splice(0)) queueMicrotask(callback);
  };
  return (callback) => {
    waiting.push(callback);
    if (!isRequested)
      requestAnimationFrame(() => {
        isRequested = false;
        run();
      });
    if (!isTimed)
      setTimeout(
        () => {
          isTimed = false;
          run();
        },
        hasFrames ? HIDDEN_PAGE_MS : 16,
      );
    isRequested = isTimed = true;
  };
}
