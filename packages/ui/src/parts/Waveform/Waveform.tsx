'use client';

import { useRef } from 'react';
import type { LevelSource } from '@repartee/core';
import { useAudioLevel, useSession, useSessionState } from '@repartee/hooks';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';
import { drawBars } from './drawBars.ts';

/** What a `Waveform` shows. */
export interface WaveformState {
  readonly source: 'user' | 'agent' | 'custom';
  readonly isActive: boolean;
}

/** The props of `Waveform`. */
export type WaveformProps = Omit<PartProps<'canvas', WaveformState>, 'children'> & {
  /** Whose voice to draw, or a source of your own. @default 'agent' */
  readonly source?: 'user' | 'agent' | LevelSource;
  /** @default 24 */
  readonly barCount?: number;
};

/**
 * Draws a voice as bars from low to high. It is drawn only while there is something to hear; at rest, and while the page
 * is hidden, nothing runs. Under reduced motion it is one steady bar for the level.
 *
 * @example
 * <Waveform source="agent" />
 */
export function Waveform({ source = 'agent', barCount = 24, className, style, ...props }: WaveformProps) {
  const session = useSession();
  const isHearing = useSessionState((state) => state.microphone === 'on' && !state.isMuted);
  const isSpeaking = useSessionState((state) => state.phase === 'speaking');
  const labels = useLabels();
  const canvas = useRef<HTMLCanvasElement>(null);
  const isCustom = typeof source === 'object';
  const isActive = isCustom || (source === 'user' ? isHearing : isSpeaking);
  const level = isCustom ? source : source === 'user' ? session.microphone : session.speaker;
  useAudioLevel(
    isActive ? level : null,
    (frame) => {
      if (canvas.current) drawBars(canvas.current, frame);
    },
    { bandCount: barCount },
  );
  const state: WaveformState = { source: isCustom ? 'custom' : source, isActive };
  return (
    <canvas
      role="img"
      aria-label={source === 'user' ? labels.userWaveform : labels.agentWaveform}
      {...props}
      {...resolvePart('repartee-waveform', state, { className, style })}
      ref={mergeRefs(canvas, props.ref)}
    />
  );
}

function mergeRefs(
  own: React.RefObject<HTMLCanvasElement | null>,
  given: React.Ref<HTMLCanvasElement> | undefined,
): React.RefCallback<HTMLCanvasElement> {
  return (element) => {
    own.current = element;
    const release = typeof given === 'function' ? given(element) : undefined;
    if (given && typeof given === 'object') given.current = element;
    return () => {
      own.current = null;
      if (typeof release === 'function') release();
      else if (typeof given === 'function') given(null);
      else if (given) given.current = null;
    };
  };
}
