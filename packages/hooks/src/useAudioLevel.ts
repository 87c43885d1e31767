'use client';

import { useEffect } from 'react';

import type { LevelSource } from '@repartee/core';

import { onAnimationFrame } from './onAnimationFrame.ts';
import { useLatest } from './useLatest.ts';

/** The measurement of one animation frame. All frames share one object: read it, do not keep it. */
export interface LevelFrame {
  /** Loudness, 0 (silence) to 1 (full scale). */
  readonly level: number;
  /** Strength of the bands from 80 Hz (first) to 8 kHz (last) on a logarithmic scale, each 0 to 1. */
  readonly bands: Float32Array;
  /** The start of the frame, in milliseconds on the clock of `performance.now()`. */
  readonly atMs: number;
}

/** The options of `useAudioLevel`. */
export interface UseAudioLevelOptions {
  /** Number of bands; 0 saves the work when only the level is drawn. @default 16 */
  readonly bandCount?: number;
}

/**
 * Measures a source on every animation frame while the component is mounted and the page visible. Draw in `onFrame`, on a
 * canvas or with a CSS variable: the hook never re-renders. `onFrame` can be inline. Without a source, no loop runs and
 * `onFrame` gets one silent frame.
 *
 * @example
 * const { source } = useMicrophone();
 * const meter = useRef<HTMLDivElement>(null);
 * useAudioLevel(source, ({ level }) => meter.current?.style.setProperty('--level', String(level)));
 */
export function useAudioLevel(
  source: LevelSource | null,
  onFrame: (frame: LevelFrame) => void,
  options: UseAudioLevelOptions = {},
): void {
  const { bandCount = 16 } = options;
  const latest = useLatest(onFrame);
  useEffect(() => {
    const frame = { level: 0, bands: new Float32Array(bandCount), atMs: performance.now() };
    if (!source) {
      latest.current(frame);
      return undefined;
    }
    return onAnimationFrame((atMs) => {
      frame.level = source.level();
      if (bandCount > 0) source.bands(frame.bands);
      frame.atMs = atMs;
      latest.current(frame);
    });
  }, [source, bandCount, latest]);
}
