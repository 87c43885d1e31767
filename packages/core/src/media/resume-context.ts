import { RealtimeError } from '../errors/realtime-error.ts';
import type { Clock } from '../util/clock.ts';
import type { Scope } from '../util/scope.ts';

/** The time after a gesture, in milliseconds, after which a browser that does not play has refused. */
const RESUME_PATIENCE_MS = 1_000;

/** Lets a context run again. @throws RealtimeError `playback-blocked` where the browser still wants a gesture. */
export function resumeContext(context: AudioContext, scope: Scope, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    // A browser that still wants a gesture never answers (Chromium).
    const refuse = (cause?: unknown) => reject(stillBlocked(cause));
    const timer = clock.setTimeout(refuse, RESUME_PATIENCE_MS);
    const stop = scope.add(() => {
      clock.clearTimeout(timer);
      refuse();
    });
    context.resume().then(resolve, refuse).finally(stop);
  });
}

function stillBlocked(cause?: unknown): RealtimeError {
  const message =
    'The browser does not play yet, so the agent cannot be heard. Call session.speaker.resume() inside a click or key handler.';
  return new RealtimeError('playback-blocked', message, { cause });
}
