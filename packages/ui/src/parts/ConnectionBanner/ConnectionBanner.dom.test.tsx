import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { RealtimeError } from '@repartee/core';
import type { Continuity, RealtimeErrorCode, Reconnection } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import type { StaticSession, StaticSessionOptions } from '@repartee/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { reloadPage } from '../../internal/reloadPage.ts';

vi.mock('../../internal/reloadPage.ts', () => ({ reloadPage: vi.fn<() => void>() }));

const live = {
  status: 'live',
  phase: 'listening',
  microphone: 'on',
  reconnection: null,
  error: null,
} as const;

const gap = (patch: Partial<Reconnection> = {}) =>
  ({
    status: 'reconnecting',
    reconnection: {
      cause: 'connection-lost',
      attempt: 1,
      nextAttemptAtMs: null,
      isOffline: false,
      ...patch,
    },
  }) as const;

const forgotten = [{ what: 'entries', itemIds: ['a'], reason: 'unsupported' }] as const;

const back = (patch: Partial<Continuity> = {}): Continuity => ({
  kind: 'reseeded',
  cause: 'connection-lost',
  lost: [],
  connection: 2,
  gapMs: 2_000,
  ...patch,
});

beforeEach(() => void vi.useFakeTimers());

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(state: StaticSessionOptions): StaticSession {
  const session = createStaticSession(state);
  renderPart(<ConnectionBanner data-testid="banner" />, session);
  return session;
}

const banner = () => screen.getByTestId('banner');
const notice = () => banner().getAttribute('data-notice');
const words = () => screen.getByRole('status').textContent;
const time = () => screen.queryByRole('timer')?.textContent ?? null;
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const become = (session: StaticSession, state: StaticSessionOptions) => act(() => session.setState(state));

describe('ConnectionBanner, in a gap,', () => {
  it('waits before it says anything, and never flickers', async () => {
    const session = show(live);
    become(session, gap());
    await pass(700);
    expect(notice()).toBeNull();
    become(session, live);
    act(() => session.emit('continuity', back({ gapMs: 700 })));
    await pass(5_000);
    expect([notice(), words()]).toEqual([null, '']);
    become(session, gap());
    await pass(800);
    expect(notice()).toBe('reconnecting');
  });

  it('says what happened, what is done, and when', async () => {
    const session = show(gap());
    await pass(800);
    expect(words()).toBe('The connection was lost The conversation continues as soon as it is back.');
    expect(time()).toBe('Connecting…');
    expect(banner().dataset['attempting']).toBe('');
    become(session, gap({ attempt: 2, nextAttemptAtMs: performance.now() + 4_000 }));
    expect(time()).toBe('Next attempt in 4 s');
    await pass(1_000);
    expect(time()).toBe('Next attempt in 3 s');
    become(session, gap({ attempt: 2 }));
    expect(time()).toBe('Connecting, attempt 2…');
  });

  it('announces the words, not the seconds', async () => {
    const session = show(gap({ nextAttemptAtMs: performance.now() + 60_000 }));
    const region = screen.getByRole('status');
    await pass(800);
    const announced = region.innerHTML;
    expect(announced).toContain('The connection was lost');
    await pass(10_000);
    expect(time()).toBe('Next attempt in 50 s');
    expect(region.innerHTML).toBe(announced);
    become(session, live);
    // The same region, so that what comes next is announced too.
    expect(screen.getByRole('status')).toBe(region);
    expect(words()).toBe('');
  });

  it('makes the waiting attempt at once, and keeps the focus while it is made', async () => {
    const session = show(gap({ nextAttemptAtMs: performance.now() + 8_000 }));
    await pass(800);
    const button = screen.getByRole('button', { name: 'Try now' });
    button.focus();
    fireEvent.click(button);
    expect(session.commands.map(({ name }) => name)).toEqual(['connect']);
    become(session, gap({ attempt: 2 }));
    expect(screen.getByRole('button', { name: 'Try now' })).toBe(button);
    expect([document.activeElement, button.ariaDisabled]).toEqual([button, 'true']);
    fireEvent.click(button);
    expect(session.commands).toHaveLength(1);
  });

  it('says that there is no network, and tries when the user wants to', async () => {
    const session = show(gap({ isOffline: true }));
    await pass(800);
    expect([words(), time()]).toEqual([
      'You are offline The conversation continues when your network is back.',
      null,
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(session.commands.map(({ name }) => name)).toEqual(['connect']);
  });

  it('stays as it is while the first attempt after being offline is made', async () => {
    const session = show(gap({ isOffline: true }));
    await pass(3_000);
    become(session, gap());
    await pass(700);
    expect(notice()).toBe('offline');
    await pass(100);
    expect(notice()).toBe('reconnecting');
    become(session, live);
    expect(notice()).toBeNull();
  });

  it.each([
    ['connection-silent', 'The service has stopped answering'],
    ['network-changed', 'Your network has changed'],
    ['session-expiring', 'The connection is being renewed'],
    ['session-expired', 'The connection reached its time limit'],
    ['config-changed', 'New settings are being applied'],
    ['resumed', 'The conversation is being resumed'],
  ] as const)('names the cause: %s', async (cause, title) => {
    show(gap({ cause }));
    await pass(800);
    expect(words()).toContain(title);
    expect(banner().dataset['cause']).toBe(cause);
  });
});

describe('ConnectionBanner, when it is back,', () => {
  it.each([
    ['resumed', 'Reconnected The conversation continues where it left off.'],
    ['reseeded', 'Reconnected The agent remembers the conversation.'],
    ['fresh', 'Reconnected The agent has forgotten the earlier conversation.'],
  ] as const)('says how much the agent remembers: %s', async (kind, text) => {
    const session = show(live);
    act(() => session.emit('continuity', back({ kind, lost: kind === 'fresh' ? forgotten : [] })));
    expect(words()).toBe(text);
    await pass(6_000);
    // The agent's losses stay until the user has seen them.
    expect(notice()).toBe(kind === 'fresh' ? 'fresh' : null);
    if (kind === 'fresh') fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(notice()).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says nothing of a renewal that the user did not notice, or has asked for', () => {
    const session = show(live);
    act(() => session.emit('continuity', back({ cause: 'session-expiring', gapMs: 0 })));
    expect(notice()).toBeNull();
    act(() => session.emit('continuity', back({ cause: 'resumed', gapMs: 60_000 })));
    expect(notice()).toBeNull();
    act(() => session.emit('continuity', back({ kind: 'fresh', lost: forgotten, gapMs: 0 })));
    expect(notice()).toBe('fresh');
  });

  it('does not say that a conversation was lost in which nothing had been said', () => {
    const session = show(live);
    act(() => session.emit('continuity', back({ kind: 'fresh' })));
    expect(notice()).toBe('resumed');
  });

  it('gives way to what matters more, and does not come back with the next connection', async () => {
    const session = show(live);
    act(() => session.emit('continuity', back({ kind: 'fresh', lost: forgotten })));
    become(session, { microphone: 'interrupted' });
    expect(notice()).toBe('microphone-interrupted');
    become(session, { microphone: 'on' });
    expect(notice()).toBe('fresh');
    become(session, gap());
    become(session, live);
    expect(notice()).toBeNull();
  });
});

describe('ConnectionBanner, while the session is open,', () => {
  it('offers to resume a pause', () => {
    const session = show({ status: 'paused', isPaused: true });
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
    expect(session.commands.map(({ name }) => name)).toEqual(['resume']);
  });

  it('asks whether the user is there, counts down, and keeps the conversation', async () => {
    const session = show({ ...live, idleEndsAtMs: performance.now() + 30_000 });
    expect([words()?.startsWith('Still there?'), time()]).toEqual([true, 'Ends in 30 s']);
    await pass(2_000);
    expect(time()).toBe('Ends in 28 s');
    fireEvent.click(screen.getByRole('button', { name: 'Keep talking' }));
    expect(session.commands.map(({ name }) => name)).toEqual(['keepAlive']);
    become(session, { idleEndsAtMs: null });
    expect(notice()).toBeNull();
  });

  it('offers another microphone, and can be dismissed until the next loss', () => {
    const session = show({ ...live, microphone: 'lost' });
    fireEvent.click(screen.getByRole('button', { name: 'Use another microphone' }));
    expect(session.commands).toEqual([{ name: 'microphone.select', args: [{}] }]);
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(notice()).toBeNull();
    become(session, { microphone: 'on' });
    become(session, { microphone: 'lost' });
    expect(notice()).toBe('microphone-lost');
  });
});

describe('ConnectionBanner, after the end,', () => {
  const failed = (code: RealtimeErrorCode) =>
    ({ status: 'failed', endReason: 'failed', error: new RealtimeError(code, 'Raw words.') }) as const;

  it.each([
    ['connection-lost', 'Reconnect'],
    ['session-expired', 'Start again'],
  ] as const)('says why, and shows the way out: %s', (code, button) => {
    const session = show(failed(code));
    expect([notice(), banner().dataset['code']]).toEqual(['failed', code]);
    expect(words()).not.toContain('Raw words');
    fireEvent.click(screen.getByRole('button', { name: button }));
    expect(session.commands.map(({ name }) => name)).toEqual(['connect']);
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });

  it('has no button where no click helps', () => {
    show(failed('quota-exhausted'));
    expect(words()).toContain('Contact the makers of this app.');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each(['internal-error', 'module-failed', 'worklet-failed'] as const)(
    'reloads the page where only that helps: %s',
    (code) => {
      const session = createStaticSession(failed(code));
      const reload = vi.fn<() => void>();
      renderPart(<ConnectionBanner onReload={reload} />, session);
      fireEvent.click(screen.getByRole('button', { name: 'Reload the page' }));
      expect([reload.mock.calls.length, session.commands]).toEqual([1, []]);
    },
  );

  it('reloads the page by itself where the app gives no function for it', () => {
    show(failed('module-failed'));
    fireEvent.click(screen.getByRole('button', { name: 'Reload the page' }));
    expect(reloadPage).toHaveBeenCalledTimes(1);
  });

  it('says that a silent conversation has ended, and begins again', () => {
    const session = show({ status: 'closed', endReason: 'idle' });
    fireEvent.click(screen.getByRole('button', { name: 'Start again' }));
    expect(session.commands.map(({ name }) => name)).toEqual(['connect']);
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(notice()).toBeNull();
  });
});
