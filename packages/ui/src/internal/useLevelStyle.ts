'use client';

import type { RefObject } from 'react';
import type { LevelSource } from '@repartee/core';
import { useAudioLevel } from '@repartee/hooks';

/** Speech rarely has a higher level than this. */
const FULL_LEVEL = 0.25;

/** Writes the loudness of a source, from 0 to 1, to the custom property `--repartee-level` of an element. */
export function useLevelStyle(element: RefObject<HTMLElement | null>, source: LevelSource | null): void {
  useAudioLevel(
    source,
    ({ level }) => {
      const share = Math.min(1, level / FULL_LEVEL).toFixed(2);
      element.current?.style.setProperty('--repartee-level', share);
    },
    { bandCount: 0 },
  );
}
