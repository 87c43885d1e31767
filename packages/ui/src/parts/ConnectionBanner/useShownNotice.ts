'use client';

import { useEffect, useState } from 'react';
import { useSessionEvent, useSessionState } from '@repartee/hooks';
import { memoryOf } from '../../internal/memoryOf.ts';
import { findNotice } from './findNotice.ts';
import type { NoticeOf } from './findNotice.ts';

/** The time for which the notice of a returned connection stays, in milliseconds. What was lost stays in the transcript. */
const PASSING_MS = 6_000;

/** Notices that the user may dismiss: they tell something, and nothing waits for an answer. */
const DISMISSIBLE: ReadonlySet<NoticeOf['notice']> = new Set([
  'ended-idle',
  'ended-hidden',
  'microphone-lost',
  'microphone-interrupted',
  'fresh',
  'reseeded',
  'resumed',
]);

interface ShownNotice {
  readonly shown: NoticeOf | null;
  /** Removes the notice until there is another one; `null` where it cannot be removed. */
  readonly dismiss: (() => void) | null;
}

/**
 * Selects the notice that is shown. A gap shorter than `delayMs` shows nothing, and says nothing when it is over: the user
 * would see a flicker.
 */
export function useShownNotice(delayMs: number): ShownNotice {
  const steady = useSteadyNotice();
  const isGap = steady?.notice === 'reconnecting' || steady?.notice === 'offline';
  const isLongGap = useDelayed(isGap, delayMs);
  const isHeld = useHeldOffline(steady, delayMs);
  const { passing, dismissPassing } = usePassingNotice(delayMs);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const key = steady && keyOf(steady);
  if (dismissed !== null && dismissed !== key) setDismissed(null);

  if (steady && key !== dismissed) {
    const isHidden = isGap && !isLongGap;
    const canDismiss = DISMISSIBLE.has(steady.notice);
    const current = isHeld ? ({ ...steady, notice: 'offline' } as const) : steady;
    return { shown: isHidden ? null : current, dismiss: canDismiss ? () => setDismissed(key) : null };
  }
  return { shown: passing, dismiss: passing && dismissPassing };
}

const keyOf = ({ notice, cause, code }: NoticeOf) => `${notice} ${cause} ${code}`;

/** The notice of the state. It renders again only when the notice changes, not with each word of the conversation. */
function useSteadyNotice(): NoticeOf | null {
  const notice = useSessionState((state) => findNotice(state)?.notice ?? null);
  const cause = useSessionState((state) => findNotice(state)?.cause ?? null);
  const code = useSessionState((state) => findNotice(state)?.code ?? null);
  const action = useSessionState((state) => findNotice(state)?.action ?? null);
  return notice && { notice, cause, code, action };
}

/** Whether the network is back for a moment only: the attempt that follows may be over at once, so the notice stays as it was. */
function useHeldOffline(steady: NoticeOf | null, delayMs: number): boolean {
  const isReconnecting = steady?.notice === 'reconnecting';
  const isLong = useDelayed(isReconnecting, delayMs);
  const [wasOffline, setWasOffline] = useState(false);
  const isOfflineStill = steady?.notice === 'offline' || (isReconnecting && wasOffline && !isLong);
  if (wasOffline !== isOfflineStill) setWasOffline(isOfflineStill);
  return isReconnecting && isOfflineStill;
}

/** Whether something has been true for a while. */
function useDelayed(isTrue: boolean, delayMs: number): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isTrue) return undefined;
    const timer = setTimeout(() => setLong(true), delayMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isTrue, delayMs]);
  return isTrue && (isLong || delayMs <= 0);
}

/** The notice that the connection is back. It passes by itself, unless the agent has lost the conversation. */
function usePassingNotice(delayMs: number) {
  const isLive = useSessionState((state) => state.status === 'live');
  const [passing, setPassing] = useState<NoticeOf | null>(null);
  useSessionEvent('continuity', ({ kind, cause, gapMs, lost }) => {
    const notice = memoryOf(kind, lost);
    // A user who ends a pause expects the conversation to be back.
    const isNoticed = notice === 'fresh' || (cause !== 'resumed' && gapMs >= delayMs);
    if (isNoticed) setPassing({ notice, cause, code: null, action: null });
  });
  useEffect(() => {
    if (!passing || passing.notice === 'fresh') return undefined;
    const timer = setTimeout(() => setPassing(null), PASSING_MS);
    return () => clearTimeout(timer);
  }, [passing]);
  const [wasLive, setWasLive] = useState(isLive);
  if (wasLive !== isLive) {
    setWasLive(isLive);
    // It was about a connection that is gone.
    if (!isLive) setPassing(null);
  }
  return { passing: isLive ? passing : null, dismissPassing: () => setPassing(null) };
}
