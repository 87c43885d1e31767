import { useEffect, useState } from 'react';
import type { RealtimeSession, SessionEvents } from '@repartee/core';

/** An event as the list shows it. */
export interface LoggedEvent {
  readonly id: number;
  readonly atMs: number;
  readonly type: string;
  readonly detail: string;
}

/** Older events are dropped. */
const MAX_EVENTS = 200;

/** The events that are worth a row, with their words. */
const DETAILS: { readonly [K in keyof SessionEvents]?: (event: SessionEvents[K]) => string } = {
  'status-changed': ({ previous, status, endReason }) =>
    `${previous} → ${status}${endReason ? ` (${endReason})` : ''}`,
  'phase-changed': ({ previous, phase }) => `${previous} → ${phase}`,
  'turn-committed': () => '',
  'response-started': () => '',
  'response-done': ({ outcome }) => outcome,
  'tool-changed': ({ name, state }) => `${name}: ${state}`,
  'barge-in': ({ verdict, reason }) => `${verdict}: ${reason}`,
  interruption: ({ by, heardMs, receivedMs }) =>
    `by ${by}, ${Math.round(heardMs)} of ${Math.round(receivedMs)} ms heard`,
  continuity: ({ kind }) => kind,
  error: ({ code }) => code,
};

/** Keeps the last events of a session, oldest first. */
export function useEventLog(session: RealtimeSession): readonly LoggedEvent[] {
  const [events, setEvents] = useState<readonly LoggedEvent[]>([]);
  useEffect(() => {
    let count = 0;
    const stops = (Object.keys(DETAILS) as (keyof typeof DETAILS)[]).map((type) => {
      const describe = DETAILS[type] as (event: unknown) => string;
      return session.on(type, (event) => {
        const row = { id: (count += 1), atMs: session.now(), type, detail: describe(event) };
        setEvents((known) => [...known.slice(1 - MAX_EVENTS), row]);
      });
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, [session]);
  return events;
}
