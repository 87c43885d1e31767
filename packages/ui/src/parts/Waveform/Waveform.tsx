'use client';

import type { LevelSource } from '@repartee/core';
import { useSession, useSessionState } from '@repartee/hooks';
import { useLabels } from '../../labels/useLabels.ts';
import { WaveformCanvas } from './WaveformCanvas.tsx';
import type { WaveformCanvasProps } from './WaveformCanvas.tsx';

/** The props of `Waveform`. */
export type WaveformProps = Omit<WaveformCanvasProps, 'state' | 'level' | 'barCount'> & {
  /** Whose voice to draw, or a source of your own, which needs no session. @default 'agent' */
  readonly source?: 'user' | 'agent' | LevelSource;
  /** @default 32 */
  readonly barCount?: number;
  /** Whether a source of your own may be heard now; `false` stops its drawing. @default true */
  readonly isActive?: boolean;
};

/**
 * Draws a voice as bars, low tones in the middle and high ones at the sides. It is drawn only while there is something to
 * hear; at rest, and while the page is hidden, nothing runs. Under reduced motion it is one steady bar for the level.
 *
 * @example
 * <Waveform source="agent" />
 */
export function Waveform({ source = 'agent', isActive = true, ...props }: WaveformProps) {
  const labels = useLabels();
  const common = { barCount: 32, ...props };
  if (typeof source === 'object') {
    // Whose voice it is only the app knows. Without a name it is decoration.
    const isNamed = props['aria-label'] !== undefined || props['aria-labelledby'] !== undefined;
    return (
      <WaveformCanvas
        {...(isNamed ? {} : { 'aria-hidden': true })}
        {...common}
        level={source}
        state={{ source: 'custom', isActive }}
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
