import { createStaticSession } from '@repartee/core/testing';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Profiler } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionStats } from '@repartee/core';
import { SessionProvider } from './SessionProvider.tsx';
import { useConnectionStats } from './useConnectionStats.ts';

const STATS: ConnectionStats = {
  roundTripMs: 12,
  jitterMs: 1,
  lossRatio: 0,
  concealedRatio: 0,
  receivedBytes: 100,
  sentBytes: 100,
  receivedPackets: 50,
  lostPackets: 0,
};

let commits = 0;

function Quality() {
  const stats = useConnectionStats({ refreshMs: 100 });
  return <output>{stats ? `${stats.roundTripMs} ms` : 'nothing'}</output>;
}

beforeEach(() => {
  vi.useFakeTimers();
  commits = 0;
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(status: 'live' | 'idle', connectionStats: ConnectionStats | null) {
  const session = createStaticSession({ status, connectionStats });
  const asked = vi.spyOn(session, 'getConnectionStats');
  const view = render(
    <SessionProvider session={session}>
      <Profiler id="quality" onRender={() => (commits += 1)}>
        <Quality />
      </Profiler>
    </SessionProvider>,
  );
  return { asked, view, session };
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('tells what the browser knows of the call, and renders again only when it changes', async () => {
  const { asked } = show('live', STATS);
  await pass(0);
  expect(screen.getByRole('status').textContent).toBe('12 ms');
  const before = commits;
  await pass(500);
  expect(asked).toHaveBeenCalledTimes(6);
  expect(commits).toBe(before);
  asked.mockResolvedValue({ ...STATS, roundTripMs: 80 });
  await pass(100);
  expect(screen.getByRole('status').textContent).toBe('80 ms');
});

it('asks no more where the connection knows nothing', async () => {
  const { asked } = show('live', null);
  await pass(1_000);
  expect(asked).toHaveBeenCalledOnce();
  expect(screen.getByRole('status').textContent).toBe('nothing');
});

it('runs nothing while there is no connection, and nothing after it is gone', async () => {
  expect(show('idle', STATS).asked).not.toHaveBeenCalled();
  cleanup();
  const { asked, view } = show('live', STATS);
  await pass(0);
  view.unmount();
  await pass(1_000);
  expect(asked).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});
