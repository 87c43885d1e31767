import { listEntries } from '../src/session/transcript/transcript.ts';
import type { SessionEvents } from '../src/runtime/realtime-session.ts';
import type { ScriptedSession } from '../src/testing/scripted-session.ts';

/** The resources of a session: all of them must be released at its end. */
export function heldBy({
  transport,
  microphone,
  speaker,
  network,
  page,
  pendingTimers,
}: Pick<ScriptedSession, 'transport' | 'microphone' | 'speaker' | 'pendingTimers'> &
  Partial<Pick<ScriptedSession, 'network' | 'page'>>) {
  return {
    connections: transport.openCount,
    microphone: microphone.isOpen,
    speaker: speaker.isOpen,
    watchers: (network?.watchers ?? 0) + (page?.watchers ?? 0) + microphone.watchers,
    timers: pendingTimers(),
  };
}

export const NOTHING = { connections: 0, microphone: false, speaker: false, watchers: 0, timers: 0 };

/** Collects the events of one type. */
export function collect<K extends keyof SessionEvents>(
  { session }: Pick<ScriptedSession, 'session'>,
  type: K,
): SessionEvents[K][] {
  const events: SessionEvents[K][] = [];
  session.on(type, (event) => void events.push(event));
  return events;
}

/** The messages of a transcript, and whether each can still change. */
export function messagesIn({ session }: ScriptedSession) {
  const { transcript } = session.store.getState();
  return listEntries(transcript).flatMap((entry) => {
    if (entry.kind !== 'message') return [];
    const { text, state, heardMs } = entry;
    return [{ text, state, heardMs, isSettled: !transcript.live.has(entry.id) }];
  });
}
