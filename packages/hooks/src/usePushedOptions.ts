'use client';

import { useEffect, useRef } from 'react';

import type { RealtimeSession, RealtimeSessionOptions } from '@repartee/core';

import { configChanges } from './configChanges.ts';
import { followBargeIn, isSameBargeIn } from './followBargeIn.ts';
import { useLatest } from './useLatest.ts';

type Pushed = Pick<RealtimeSessionOptions, 'config' | 'inputMode' | 'volume' | 'bargeIn'>;

/**
 * Applies changes of `config`, `inputMode`, `volume` and `bargeIn` to the session, by value. It starts from the values that the
 * session was created with, so that the first render, also in StrictMode, applies nothing.
 *
 * @param onRefused receives what the session throws for a value.
 */
export function usePushedOptions(
  session: RealtimeSession,
  { config, inputMode, volume, bargeIn }: Pushed,
  onRefused: (thrown: unknown) => void,
): void {
  const pushed = useRef<Pushed>({ config, inputMode, volume, bargeIn });
  const latest = useLatest(bargeIn);
  useEffect(() => {
    const before = pushed.current;
    const push = (after: Pushed, apply: () => void) => {
      // Stored first, so that a refused value is not tried again on every render.
      pushed.current = { ...pushed.current, ...after };
      try {
        apply();
      } catch (thrown) {
        onRefused(thrown);
      }
    };
    const patch = configChanges(before.config ?? {}, config ?? {});
    if (patch) push({ config }, () => session.updateConfig(patch));
    if (inputMode !== before.inputMode) {
      push({ inputMode }, () => session.setInputMode(inputMode ?? 'hands-free'));
    }
    if (!isSameBargeIn(bargeIn, before.bargeIn)) {
      push({ bargeIn }, () => session.setBargeIn(followBargeIn(bargeIn, () => latest.current) ?? null));
    }
    if (volume !== before.volume) push({ volume }, () => session.speaker.setVolume(volume ?? 1));
  }, [session, config, inputMode, volume, bargeIn, latest, onRefused]);
}
