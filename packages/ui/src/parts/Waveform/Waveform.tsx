'use client';

import type { LevelSource } from '@repartee/core';
import { useSession, useSessionState } from '@repartee/hooks';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { WaveformCanvas } from './WaveformCanvas.tsx';
import type { WaveformCanvasProps } from './WaveformCanvas.tsx';
import { waveformLabels } from './waveformLabels.ts';

/** The props of `Waveform`. */
export type WaveformProps = Omit<WaveformCanvasProps, 'state' | 'level' | 'barCount'> & {
  /** The voice to draw, or a level source of your own, which needs no session. @default 'agent' */
  readonly source?: 'user' | 'agent' | LevelSource;
  /** The number of bars. @default 32 */
  readonly barCount?: number;
  /** Whether a source of your own is audible now. `false` stops the drawing. @default true */
  readonly active?: boolean;
};

/**
 * Draws a voice as bars, with low tones in the middle and high tones at the sides. Nothing runs while there is nothing to
 * hear or the page is hidden. With reduced motion it is one bar that shows the level in steps.
 *
 * Attributes: `data-source` (`user`, `agent`, `custom`), `data-active` (there may be something to hear).
 *
 * @example
 * <Waveform source="agent" />
 */
export function Waveform({ source = 'agent', active = true, ...props }: WaveformProps) {
  const labels = usePartLabels(waveformLabels);
  const common = { barCount: 32, ...props };
  if (typeof source === 'object') {
    // Only the app knows whose voice it is. Without a name the drawing is decorative.
    const isNamed = props['aria-label'] !== undefined || props['aria-labelledby'] !== undefined;
    return (
      <WaveformCanvas
        {...(isNamed ? {} : { 'aria-hidden': true })}
        {...common}
        level={source}
        state={{ source: 'custom', isActive: active }}
      />
    );
  }
  const label = source === 'user' ? labels.userWaveform : labels.agentWaveform;
  return <SessionWaveform aria-label={label} {...common} source={source} />;
}

type SessionWaveformProps = Omit<WaveformCanvasProps, 'state' | 'level'> & {
  readonly source: 'user' | 'agent';
};

function SessionWaveform({ source, ...props }: SessionWaveformProps) {
  const session = useSession();
  const isActive = useSessionState((state) =>
    source === 'user' ? state.microphone === 'on' && !state.isMuted : state.phase === 'speaking',
  );
  const level = source === 'user' ? session.microphone : session.speaker;
  return <WaveformCanvas {...props} level={level} state={{ source, isActive }} />;
}
