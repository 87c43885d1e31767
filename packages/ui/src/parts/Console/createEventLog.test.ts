import { createStaticSession } from '@repartee/core/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createEventLog } from './createEventLog.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const speech = (level: number) =>
  ({ type: 'audio-delta', itemId: 'a', audio: new Uint8Array(level) }) as never;

it('keeps the last 200 events without audio, repetitions as one line, and shows them from time to time', () => {
  const session = createStaticSession({ nowMs: 1_000 });
  const log = createEventLog(session);
  const shown = vi.fn<() => void>();
  log.subscribe(shown);
  log.subscribe(() => {});
  const stop = log.record();
  session.setState({ nowMs: 1_500 });
  for (let chunk = 1; chunk <= 3; chunk += 1) session.emit('server-event', speech(chunk));
  session.emit('turn-committed', { itemId: 'b' });
  expect([shown.mock.calls.length, log.read()]).toEqual([0, []]);
  vi.advanceTimersByTime(200);
  expect(shown).toHaveBeenCalledOnce();
  expect(log.read().map(({ source, type, count, atMs }) => [source, type, count, atMs])).toEqual([
    ['vendor', 'audio-delta', 3, 500],
    ['session', 'turn-committed', 1, 500],
  ]);
  expect(JSON.parse(log.read()[0]?.detail() ?? '')).toEqual({ type: 'audio-delta', itemId: 'a', audio: '…' });
  // Streams that run at the same time are a line each.
  for (let chunk = 1; chunk <= 50; chunk += 1) {
    session.emit('server-event', speech(chunk));
    session.emit('server-event', { type: 'output-transcript-delta', itemId: 'a', delta: 'word' } as never);
  }
  vi.advanceTimersByTime(200);
  expect(log.read().map(({ type, count }) => [type, count])).toEqual([
    ['audio-delta', 3],
    ['turn-committed', 1],
    ['audio-delta', 50],
    ['output-transcript-delta', 50],
  ]);
  for (let turn = 0; turn < 300; turn += 1) {
    session.emit('turn-committed', { itemId: `c${turn}` });
    session.emit('phase-changed', { phase: 'thinking', previous: 'listening' });
  }
  vi.advanceTimersByTime(200);
  expect([log.read().length, new Set(log.read().map(({ id }) => id)).size]).toEqual([200, 200]);
  log.clear();
  expect(log.read()).toEqual([]);
  session.emit('turn-committed', { itemId: 'd' });
  stop();
  session.emit('turn-committed', { itemId: 'e' });
  expect(vi.getTimerCount()).toBe(0);
});
