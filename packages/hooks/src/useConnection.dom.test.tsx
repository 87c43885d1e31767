import { RealtimeError } from '@repartee/core';
import type { ConnectionStats } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import type { StaticSession, StaticSessionOptions } from '@repartee/core/testing';
import { act, cleanup } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createRenderCounts } from '../test/count-renders.tsx';
import { renderStrict } from '../test/render-strict.tsx';
import { useConnection } from './index.ts';
import type { ConnectionView } from './index.ts';

const STATS: ConnectionStats = {
  roundTripMs: 40,
  jitterMs: 2,
  lossRatio: 0,
  concealedRatio: 0,
  receivedBytes: 1,
  sentBytes: 1,
  receivedPackets: 100,
  lostPackets: 0,
};

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const counts = createRenderCounts();
let view: ConnectionView;

function Probe() {
  const current = useConnection();
  useLayoutEffect(() => {
    view = current;
  });
  return null;
}

function show(options: StaticSessionOptions): StaticSession {
  const session = createStaticSession(options);
  renderStrict(
    <counts.Counted name="probe">
      <Probe />
    </counts.Counted>,
    session,
  );
  counts.reset();
  return session;
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

const lost = (patch: object = {}) => ({
  cause: 'connection-lost' as const,
  attempt: 2,
  nextAttemptAtMs: performance.now() + 3_500,
  isOffline: false,
  ...patch,
});

describe('useConnection', () => {
  it('says nothing of a session that was never connected, and runs nothing', async () => {
    show({});
    expect(view).toMatchObject({
      status: 'idle',
      cause: null,
      error: null,
      attempt: 0,
      nextAttemptInMs: null,
      isOffline: false,
      timeLeftMs: null,
      idleEndsInMs: null,
      quality: null,
    });
    expect(vi.getTimerCount()).toBe(0);
    await pass(60_000);
    expect(counts.of('probe')).toBe(0);
  });

  it('counts down to the next attempt by the second, and stops when the attempt is made', async () => {
    const error = new RealtimeError('connection-lost', 'Lost.');
    const session = show({ status: 'reconnecting', error, reconnection: lost() });
    expect(view).toMatchObject({ cause: 'connection-lost', attempt: 2, nextAttemptInMs: 4_000, error });
    await pass(500);
    expect(view.nextAttemptInMs).toBe(3_000);
    await pass(1_000);
    expect(view.nextAttemptInMs).toBe(2_000);
    expect(counts.of('probe')).toBe(2);
    act(() => session.setState({ reconnection: lost({ nextAttemptAtMs: null }) }));
    expect(view.nextAttemptInMs).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says that there is no network', () => {
    show({ status: 'reconnecting', reconnection: lost({ isOffline: true, nextAttemptAtMs: null }) });
    expect([view.isOffline, view.nextAttemptInMs]).toEqual([true, null]);
  });

  it('renders by the minute while there is much time left, and by the second in the last minutes', async () => {
    show({ status: 'live', expiresAtMs: Date.now() + 60 * 60_000 });
    expect(view.timeLeftMs).toBe(3_600_000);
    // React 18 renders once for all timers of an act, so each minute has an act of its own.
    for (let minute = 0; minute < 10; minute += 1) await pass(60_000);
    expect(view.timeLeftMs).toBe(3_000_000);
    expect(counts.of('probe')).toBe(10);
    await pass(46 * 60_000);
    expect(view.timeLeftMs).toBe(240_000);
  });

  it('has no time left without a connection', () => {
    show({ status: 'reconnecting', expiresAtMs: Date.now() + 60_000, reconnection: lost() });
    expect(view.timeLeftMs).toBeNull();
  });

  it('counts down to the end of a silent session, until something happens', async () => {
    const session = show({ status: 'live', idleEndsAtMs: performance.now() + 30_000 });
    await pass(2_000);
    expect(view.idleEndsInMs).toBe(28_000);
    act(() => session.setState({ idleEndsAtMs: null }));
    expect(view.idleEndsInMs).toBeNull();
  });

  it('retries by connecting, and a failure stays in the state', async () => {
    const session = show({ status: 'reconnecting', reconnection: lost() });
    vi.spyOn(session, 'connect').mockRejectedValue(new Error('No.'));
    const { retry } = view;
    retry();
    await pass(0);
    expect(session.connect).toHaveBeenCalledOnce();
    expect(view.retry).toBe(retry);
  });
});

describe('the quality', () => {
  it('is that of the call, and changes when some seconds agree', async () => {
    const session = show({ status: 'live', connection: 1, connectionStats: STATS });
    expect(view.quality).toBeNull();
    await pass(0);
    expect(view.quality).toBe('good');
    session.setState({ connectionStats: { ...STATS, roundTripMs: 900 } });
    await pass(1_000);
    expect(view.quality).toBe('good');
    await pass(1_000);
    expect(view.quality).toBe('poor');
    expect(counts.of('probe')).toBe(2);
  });

  it('starts again with each connection, also where the status stays live', async () => {
    const session = show({ status: 'live', connection: 1, connectionStats: { ...STATS, roundTripMs: 900 } });
    await pass(0);
    expect(view.quality).toBe('poor');
    session.setState({ connectionStats: STATS });
    act(() => session.setState({ connection: 2 }));
    await pass(0);
    expect(view.quality).toBe('good');
  });

  it('over a WebSocket is unknown, and asked for once', async () => {
    const session = show({ status: 'live', connection: 1 });
    const asked = vi.spyOn(session, 'getConnectionStats');
    await pass(5_000);
    expect(view.quality).toBeNull();
    expect(asked.mock.calls.length).toBeLessThan(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is poor for a while after the network took less than was said', async () => {
    const session = show({ status: 'live', connection: 1 });
    await pass(0);
    act(() => session.emit('error', new RealtimeError('send-backlog', 'Slow.')));
    expect(view.quality).toBe('poor');
    await pass(9_000);
    expect(view.quality).toBe('poor');
    await pass(1_000);
    expect(view.quality).toBeNull();
  });

  it('is unknown while there is no connection', async () => {
    const session = show({ status: 'live', connection: 1, connectionStats: STATS });
    await pass(0);
    act(() => session.setState({ status: 'reconnecting', reconnection: lost() }));
    expect(view.quality).toBeNull();
  });

  it('is measured once for all components, and no more when they are gone', async () => {
    const session = createStaticSession({ status: 'live', connection: 1, connectionStats: STATS });
    const asked = vi.spyOn(session, 'getConnectionStats');
    const { unmount } = renderStrict(
      <>
        <Probe />
        <Probe />
      </>,
      session,
    );
    await pass(0);
    asked.mockClear();
    await pass(3_000);
    expect(asked).toHaveBeenCalledTimes(3);
    unmount();
    await pass(3_000);
    expect(asked).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});
