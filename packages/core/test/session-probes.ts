import { listEntries } from '../src/session/entries.ts';
import type { SessionEvents } from '../src/runtime/realtime-session.ts';
import type { ScriptedSession } from '../src/testing/scripted-session.ts';

/** What a session holds: all of it must be gone when it has ended. */
export function heldBy({
  transport,
  microphone,
  speaker,
  pendingTimers,
}: Pick<ScriptedSession, 'transport' | 'microphone' | 'speaker' | 'pendingTimers'>) {
  return {
    connections: transport.openCount,
    microphone: microphone.isOpen,
    speaker: speaker.isOpen,
    timers: pendingTimers(),
  };
}

export const NOTHING = { connections: 0, microphone: false, speaker: false, timers: 0 };

/** Keeps what a session tells of one kind. */
export function collect<K extends keyof SessionEvents>(
  { session }: Pick<ScriptedSession, 'session'>,
  type: K,
): SessionEvents[K][] {
  const events: SessionEvents[K][] = [];
  session.on(type, (event) => void events.push(event));
  return events;
}

/** What was said, row by row, and whether anything of a row can still change. */
export function saidIn({ session }: ScriptedSession) {
  const { transcript } = session.store.getState();
  return listEntries(transcript).flatMap((entry) => {
    if (entry.kind !== 'message') return [];
    const { text, state, heardMs } = entry;
    return [{ text, state, heardMs, isSettled: !transcript.live.has(entry.id) }];
  });
}
