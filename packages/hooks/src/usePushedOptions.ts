'use client';

import { useEffect, useRef } from 'react';

import type { RealtimeSession, RealtimeSessionOptions, SessionStatus } from '@repartee/core';

import { configChanges } from './configChanges.ts';
import { followBargeIn, isSameBargeIn } from './followBargeIn.ts';
import { useLatest } from './useLatest.ts';

type Pushed = Pick<RealtimeSessionOptions, 'config' | 'inputMode' | 'volume' | 'bargeIn'>;

/**
 * Tells a session when `config`, `inputMode`, `volume` or `bargeIn` has changed by value since it was last told. It begins with
 * what the session was made with, so that a first render, also a rehearsed one, pushes nothing.
 *
 * @param onRefused is given what the session throws at a value that it cannot take.
 */
export function usePushedOptions(
  session: RealtimeSession,
  { config, inputMode, volume, bargeIn }: Pushed,
  status: SessionStatus,
  onRefused: (thrown: unknown) => void,
): void {
  const pushed = useRef<Pushed>({ config, inputMode, volume, bargeIn });
  const latest = useLatest(bargeIn);
  useEffect(() => {
    const before = pushed.current;
    const push = (after: Pushed, tell: () => void) => {
      // Remembered first: a value that was refused is not tried again on every render.
      pushed.current = { ...pushed.current, ...after };
      try {
        tell();
      } catch (thrown) {
        onRefused(thrown);
      }
    };
    const { updatable } = session.capabilities;
    const patch = configChanges(before.config ?? {}, config ?? {}, { status, updatable });
    if (patch) push({ config: { ...before.config, ...patch } }, () => session.updateConfig(patch));
    if (inputMode !== before.inputMode) {
      push({ inputMode }, () => session.setInputMode(inputMode ?? 'hands-free'));
    }
    if (!isSameBargeIn(bargeIn, before.bargeIn)) {
      push({ bargeIn }, () => session.setBargeIn(followBargeIn(bargeIn, () => latest.current) ?? null));
    }
    if (volume !== before.volume) push({ volume }, () => session.setVolume(volume ?? 1));
  }, [session, config, inputMode, volume, bargeIn, latest, status, onRefused]);
}
