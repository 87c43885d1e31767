'use client';

import { useEffect, useRef, useState } from 'react';

import type { RealtimeError, RealtimeSession, RealtimeSessionOptions, SessionConfig } from '@repartee/core';

import { configChanges } from './configChanges.ts';
import { followBargeIn, isSameBargeIn } from './followBargeIn.ts';
import { toSessionError } from './toSessionError.ts';
import { useLatest } from './useLatest.ts';

type Pushed = Pick<RealtimeSessionOptions, 'config' | 'inputMode' | 'volume' | 'bargeIn'>;

type Refusals = { readonly [Option in keyof Pushed]?: RealtimeError | undefined };

/**
 * Applies changes of `config`, `inputMode`, `volume` and `bargeIn` to the session, by value. It starts from the values that the
 * session was created with, so that the first render, also in StrictMode, applies nothing. A value that the session refuses is
 * tried again when its option changes, and not on every render.
 *
 * @returns why the session refused one of the values that it was given last; `null` where it accepted all of them.
 */
export function usePushedOptions(
  session: RealtimeSession,
  { config, inputMode, volume, bargeIn }: Pushed,
): RealtimeError | null {
  const [refusals, setRefusals] = useState<Refusals>({});
  const tried = useRef<Pushed>({ config, inputMode, volume, bargeIn });
  const accepted = useRef<Partial<SessionConfig>>({ ...config });
  const latest = useLatest(bargeIn);
  useEffect(() => {
    const before = tried.current;
    tried.current = { config, inputMode, volume, bargeIn };
    const push = (option: keyof Pushed, apply: () => void) => {
      const refusal = refusalOf(apply);
      setRefusals((known) => (known[option] === refusal ? known : { ...known, [option]: refusal }));
    };
    // The fields together, because one may need another. Where they are refused, each that can be applied alone; the others stay out
    // of `accepted`, so that the next change of `config` tries them again.
    const pushConfig = (patch: Partial<SessionConfig>) => {
      try {
        session.updateConfig(patch);
        Object.assign(accepted.current, patch);
      } catch (refusal) {
        const fields = Object.entries(patch);
        if (fields.length < 2) throw refusal;
        const last = fields
          .map(([field, value]) => refusalOf(() => pushConfig({ [field]: value })))
          .findLast(Boolean);
        if (last) throw last;
      }
    };
    const wanted = config ?? {};
    if (configChanges(before.config ?? {}, wanted)) {
      push('config', () => {
        const patch = configChanges(accepted.current, wanted);
        if (patch) pushConfig(patch);
      });
    }
    if (inputMode !== before.inputMode) {
      push('inputMode', () => session.setInputMode(inputMode ?? 'hands-free'));
    }
    if (!isSameBargeIn(bargeIn, before.bargeIn)) {
      push('bargeIn', () => session.setBargeIn(followBargeIn(bargeIn, () => latest.current) ?? null));
    }
    if (volume !== before.volume) push('volume', () => session.speaker.setVolume(volume ?? 1));
  }, [session, config, inputMode, volume, bargeIn, latest]);
  return Object.values(refusals).find(Boolean) ?? null;
}

function refusalOf(apply: () => void): RealtimeError | undefined {
  try {
    apply();
  } catch (thrown) {
    return toSessionError(thrown);
  }
  return undefined;
}
