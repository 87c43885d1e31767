import { RealtimeError } from '@repartee/core';
import type { RealtimeErrorCode, Reconnection, SessionState } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { englishErrors } from '../../labels/englishErrors.ts';
import { waysOut } from '../../labels/waysOut.ts';
import { connectionBannerLabels } from './connectionBannerLabels.ts';
import { findNotice } from './findNotice.ts';

const find = (state: Partial<SessionState>) => findNotice(createStaticSession(state).store.getState());

const gap = (patch: Partial<Reconnection> = {}): Reconnection => ({
  cause: 'connection-lost',
  attempt: 1,
  nextAttemptAtMs: null,
  isOffline: false,
  ...patch,
});

const live = { status: 'live', phase: 'listening', microphone: 'on' } as const;
const CODES = Object.keys(englishErrors) as RealtimeErrorCode[];

describe('the notice', () => {
  it.each<readonly [string, Partial<SessionState>, string | null]>([
    ['before the start', {}, null],
    ['while it connects', { status: 'connecting' }, null],
    ['while it is live', live, null],
    ['ended by the user', { status: 'closed', endReason: 'user' }, null],
    ['ended by the service', { status: 'closed', endReason: 'remote' }, null],
    ['ended by silence', { status: 'closed', endReason: 'idle' }, 'ended-idle start-again'],
    ['ended in the background', { status: 'closed', endReason: 'hidden' }, 'ended-hidden start-again'],
    ['reconnecting', { status: 'reconnecting', reconnection: gap() }, 'reconnecting try-now'],
    [
      'reconnecting in a pause between attempts',
      { status: 'reconnecting', reconnection: gap({ nextAttemptAtMs: 5 }) },
      'reconnecting try-now',
    ],
    [
      'renewing as planned, which no click makes faster',
      { status: 'reconnecting', reconnection: gap({ cause: 'session-expiring' }) },
      'reconnecting null',
    ],
    [
      'offline',
      { status: 'reconnecting', reconnection: gap({ isOffline: true, cause: 'session-expiring' }) },
      'offline try-now',
    ],
    ['while the connection may be dead', { ...live, renewalCause: 'connection-silent' }, 'reconnecting null'],
    ['while a renewal waits for a pause', { ...live, renewalCause: 'session-expiring' }, null],
    ['paused without a connection', { status: 'paused', isPaused: true }, 'paused resume'],
    ['paused with a held connection', { ...live, isPaused: true }, 'paused resume'],
    ['in the queue of the vendor', { ...live, isQueued: true }, 'queued null'],
    ['silent for long', { ...live, idleEndsAtMs: 5 }, 'idle-warning keep-talking'],
    ['without a microphone', { ...live, microphone: 'lost' }, 'microphone-lost open-microphone'],
    [
      'while a phone call has the microphone',
      { ...live, microphone: 'interrupted' },
      'microphone-interrupted null',
    ],
    ['in writing', { ...live, microphone: 'off' }, null],
  ])('%s', (_name, state, expected) => {
    const found = find(state);
    expect(found && `${found.notice} ${found.action}`).toBe(expected);
  });

  it('is the most important one', () => {
    const everything = { isPaused: true, idleEndsAtMs: 5, microphone: 'lost' } as const;
    const error = new RealtimeError('vendor-failed', 'No.');
    const order = [
      find({ ...everything, status: 'failed', error, reconnection: gap() }),
      find({ ...everything, status: 'reconnecting', reconnection: gap({ isOffline: true }) }),
      find({ ...everything, status: 'reconnecting', reconnection: gap() }),
      find({ ...everything, status: 'live' }),
      find({ ...everything, status: 'live', isPaused: false }),
      find({ ...everything, status: 'live', isPaused: false, idleEndsAtMs: null }),
    ];
    expect(order.map((found) => found?.notice)).toEqual([
      'failed',
      'offline',
      'reconnecting',
      'paused',
      'idle-warning',
      'microphone-lost',
    ]);
  });
});

describe('every error code', () => {
  it('has a row in the table of ways out, and no other has', () => {
    expect(Object.keys(waysOut).toSorted()).toEqual(CODES.toSorted());
  });

  it.each(CODES)('%s has plain words, and a button or an advice that helps', (code) => {
    const { title, advice } = englishErrors[code];
    const way = waysOut[code];
    expect(title.length).toBeGreaterThan(4);
    expect(advice.length).toBeGreaterThan(4);
    // The user reads other words than the name of the code.
    expect(`${title} ${advice}`).not.toContain(code);
    expect(`${title} ${advice}`).not.toMatch(/websocket|socket|frame\b|payload|undefined|null/i);
    const button = way && connectionBannerLabels.connectionActions[way];
    expect(button ?? advice).toMatch(/^[A-Z].{3,}/);
    const found = find({ status: 'failed', endReason: 'failed', error: new RealtimeError(code, 'Raw.') });
    const isShownElsewhere = code === 'aborted' || code === 'budget-exceeded';
    expect(found).toEqual(isShownElsewhere ? null : { notice: 'failed', cause: null, code, action: way });
  });
});
