import type { RealtimeSession, SessionEvents } from '@repartee/core';

/** Something that happened in a session. Repetitions in a row are one line, and so are the parts of a stream. */
export interface LoggedEvent {
  readonly id: number;
  /** Milliseconds since the log was begun. */
  readonly atMs: number;
  readonly source: 'command' | 'session' | 'vendor';
  readonly type: string;
  readonly count: number;
  /** The last one, as JSON of at most 2,000 characters. Audio is left out. */
  readonly detail: () => string;
}

/** The last events of a session, as `useSyncExternalStore` reads them. */
export interface EventLog {
  /** Begins to record. The returned function stops it. */
  readonly record: () => () => void;
  readonly read: () => readonly LoggedEvent[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly clear: () => void;
}

const FROM_SESSION = [
  'credential-requested',
  'status-changed',
  'phase-changed',
  'microphone-changed',
  'turn-committed',
  'interruption',
  'barge-in',
  'continuity',
  'idle-warning',
  'error',
] as const satisfies readonly (keyof SessionEvents)[];

const MOST = 200;
const LONGEST_DETAIL = 2_000;

/** The interval at which the shown list is brought up to date, in milliseconds: not for each event. */
const REFRESH_MS = 200;

/** Keeps the last 200 events of a session while it records, whether or not they are looked at. */
export function createEventLog(session: RealtimeSession): EventLog {
  const beganAtMs = session.now();
  let lines: LoggedEvent[] = [];
  let shown: readonly LoggedEvent[] = [];
  let nextId = 1;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();
  const show = () => {
    timer = null;
    shown = [...lines];
    for (const listener of listeners) listener();
  };
  const add = (source: LoggedEvent['source'], type: string, event: unknown) => {
    const at = findRepeated(lines, source, type);
    const last = lines[at];
    const atMs = session.now() - beganAtMs;
    const line = { source, type, atMs, detail: () => describe(event) };
    if (last) lines[at] = { ...line, id: last.id, count: last.count + 1 };
    else lines.push({ ...line, id: nextId++, count: 1 });
    if (lines.length > MOST) lines = lines.slice(-MOST);
    timer ??= setTimeout(show, REFRESH_MS);
  };
  return {
    read: () => shown,
    record() {
      const stops = [
        session.on('server-event', (event) => add('vendor', event.type, withoutAudio(event))),
        session.on('command-sent', (event) => add('command', event.type, withoutAudio(event))),
        ...FROM_SESSION.map((type) => session.on(type, (event) => add('session', type, event))),
      ];
      return () => {
        for (const stop of stops) stop();
        if (timer !== null) clearTimeout(timer);
        timer = null;
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear() {
      lines = [];
      show();
    },
  };
}

/** Tells the events that come many times a second: audio in both directions, and parts of texts. */
const isStream = (type: string) => type === 'append-audio' || type.endsWith('-delta');

/**
 * Finds the line that an event repeats: the last one, or for a part of a stream one of the parts at the end, because the streams of both
 * directions run at the same time. -1 if there is none.
 */
function findRepeated(lines: readonly LoggedEvent[], source: LoggedEvent['source'], type: string): number {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at];
    if (line?.type === type && line.source === source) return at;
    if (!isStream(type) || !isStream(line?.type ?? '')) return -1;
  }
  return -1;
}

/** Audio would stay in memory as long as its line. */
function withoutAudio(event: { readonly type: string }): unknown {
  return 'audio' in event ? { ...event, audio: '…' } : event;
}

function describe(event: unknown): string {
  const text = JSON.stringify(
    event,
    (_key, value: unknown) => {
      if (value instanceof Error) return { ...value, message: value.message };
      return ArrayBuffer.isView(value) ? `${value.byteLength} bytes` : value;
    },
    2,
  );
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
}
