'use client';

import { useRef } from 'react';
import type { LevelSource, SessionState } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { micOffShape, micShape } from '../../internal/controlShapes.ts';
import { useLevelStyle } from '../../internal/useLevelStyle.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { micToggleLabels } from './micToggleLabels.ts';

/** The state of a `MicToggle`. */
export interface MicToggleState {
  readonly isMuted: boolean;
  readonly microphone: SessionState['microphone'];
}

/** The props of `MicToggleView`. */
export type MicToggleViewProps = PartProps<'button', MicToggleState> & {
  /** Whether the microphone is muted. */
  readonly muted: boolean;
  /** The state of the microphone. */
  readonly microphone: SessionState['microphone'];
  /** The loudness of the user. Without it there is no ring. */
  readonly source?: LevelSource | null;
  /** Called by a click with the new value. */
  readonly onMutedChange?: ((isMuted: boolean) => void) | undefined;
};

/**
 * The button of `MicToggle` for a state of your own.
 *
 * Attributes: `data-muted`, `data-microphone`.
 *
 * @example
 * <MicToggleView microphone="on" muted={isMuted} onMutedChange={setMuted} />
 */
export function MicToggleView({
  muted: isMuted,
  microphone,
  source = null,
  onMutedChange,
  children,
  ...props
}: MicToggleViewProps) {
  const labels = usePartLabels(micToggleLabels);
  const ring = useRef<HTMLSpanElement>(null);
  useLevelStyle(ring, microphone === 'on' && !isMuted ? source : null);
  return usePart('button', props, {
    name: 'repartee-button repartee-mic',
    state: { isMuted, microphone },
    props: {
      type: 'button',
      'aria-pressed': isMuted,
      onClick: () => onMutedChange?.(!isMuted),
    },
    children: (slot) => (
      <>
        <span ref={ring} className={slot('repartee-mic-ring')} aria-hidden="true" />
        {children ?? (
          <>
            {/* A tooltip on the button itself would be read after its name, and contradict it. */}
            <span
              className={slot('repartee-mic-hint')}
              aria-hidden="true"
              title={isMuted ? labels.unmute : labels.mute}
            />
            <Icon
              shape={
                isMuted || microphone === 'lost' || microphone === 'interrupted' ? micOffShape : micShape
              }
            />
            {/* `aria-pressed` says the state. If the name changed too, screen readers would say the opposite. */}
            <span className="repartee-hidden">{labels.mute}</span>
          </>
        )}
      </>
    ),
  });
}
