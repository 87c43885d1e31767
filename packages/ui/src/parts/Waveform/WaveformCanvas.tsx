'use client';

import { useEffect, useMemo, useRef } from 'react';
import type { LevelSource } from '@repartee/core';
import { useAudioLevel } from '@repartee/hooks';
import { mergeRefs } from '../../internal/mergeRefs.ts';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { bandsFor } from './barHeights.ts';
import { createBarPainter } from './createBarPainter.ts';
import type { BarPainter } from './createBarPainter.ts';

/** What a `Waveform` shows. */
export interface WaveformState {
  readonly source: 'user' | 'agent' | 'custom';
  /** Whether there may be something to hear. While there is not, nothing runs. */
  readonly isActive: boolean;
}

/** The props of the canvas. */
export type WaveformCanvasProps = Omit<PartProps<'canvas', WaveformState>, 'children'> & {
  readonly state: WaveformState;
  readonly level: LevelSource;
  readonly barCount: number;
};

/** The canvas of a `Waveform`: it draws a level while it is active. */
export function WaveformCanvas({
  state,
  level,
  barCount,
  className,
  style,
  ref,
  ...props
}: WaveformCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const canvasRef = useMemo(() => mergeRefs(canvas, ref), [ref]);
  const painter = useRef<BarPainter>(null);
  useEffect(() => {
    if (!canvas.current) return undefined;
    const created = createBarPainter(canvas.current, barCount);
    painter.current = created;
    return () => {
      created.dispose();
      painter.current = null;
    };
  }, [barCount]);
  useEffect(() => {
    if (!state.isActive) painter.current?.rest();
  }, [state.isActive, barCount]);
  useAudioLevel(state.isActive ? level : null, (frame) => painter.current?.paint(frame), {
    bandCount: bandsFor(barCount),
  });
  return (
    <canvas
      role="img"
      {...props}
      {...resolvePart('repartee-waveform', state, { className, style })}
      ref={canvasRef}
    />
  );
}
