'use client';

import { useRef } from 'react';
import type { LevelSource } from '@repartee/core';
import { useLevelStyle } from './useLevelStyle.ts';
import { useSlots } from './useSlots.ts';

/** A bar that follows a level, without a render per frame. Screen readers skip it: it changes all the time. */
export function LevelMeter({ source }: { readonly source: LevelSource | null }) {
  const slot = useSlots();
  const meter = useRef<HTMLSpanElement>(null);
  useLevelStyle(meter, source);
  return (
    <span
      ref={meter}
      className={slot('repartee-meter')}
      data-active={source ? '' : undefined}
      aria-hidden="true"
    >
      <span className={slot('repartee-meter-bar')} />
    </span>
  );
}
