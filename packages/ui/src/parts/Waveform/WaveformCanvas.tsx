'use client';

import { useEffect, useRef } from 'react';
import type { LevelSource } from '@repartee/core';
import { useAudioLevel } from '@repartee/hooks';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { bandsFor } from './barHeights.ts';
import { createBarPainter } from './createBarPainter.ts';
import type { BarPainter } from './createBarPainter.ts';

/** The state of a `Waveform`. */
export interface WaveformState {
  readonly source: 'user' | 'agent' | 'custom';
  /** Whether there may be something to hear. */
  readonly isActive: boolean;
}

/** The props of `WaveformCanvas`. */
export type WaveformCanvasProps = Omit<PartProps<'canvas', WaveformState>, 'children'> & {
  readonly state: WaveformState;
  readonly level: LevelSource;
  readonly barCount: number;
};

/** The thickness of a bar, as a share of its space. */
const THIN = 0.28;
const THICK = 0.56;

/** The canvas of a `Waveform`: it draws a level while it is active. */
export function WaveformCanvas({ state, level, barCount, ...props }: WaveformCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // The user's bars are thin and the agent's are thick, so that they differ without colours too.
  const thickness = state.source === 'user' ? THIN : THICK;
  const painter = useRef<BarPainter>(null);
  useEffect(() => {
    // An app may have replaced the element by one that cannot be drawn on.
    if (!(canvas.current instanceof HTMLCanvasElement)) return undefined;
    const created = createBarPainter(canvas.current, barCount, thickness);
    painter.current = created;
    return () => {
      created.dispose();
      painter.current = null;
    };
  }, [barCount, thickness]);
  useEffect(() => {
    if (!state.isActive) painter.current?.rest();
  }, [state.isActive, barCount]);
  useAudioLevel(state.isActive ? level : null, (frame) => painter.current?.paint(frame), {
    bandCount: bandsFor(barCount),
  });
  return usePart('canvas', props, {
    name: 'repartee-waveform',
    state,
    ref: canvas,
    props: { role: 'img' },
  });
}
