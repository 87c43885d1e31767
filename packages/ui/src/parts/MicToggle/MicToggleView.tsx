'use client';

import { useRef } from 'react';
import type { LevelSource, SessionState } from '@repartee/core';
import { useAudioLevel } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `MicToggle` shows. */
export interface MicToggleState {
  readonly isMuted: boolean;
  readonly microphone: SessionState['microphone'];
}

/** The props of `MicToggleView`: a button's, and what it is to show. */
export type MicToggleViewProps = PartProps<'button', MicToggleState> &
  MicToggleState & {
    /** How loud the user is; without it there is no ring. */
    readonly source?: LevelSource | null;
    /** Called with what a click asks for. */
    readonly onMutedChange?: ((isMuted: boolean) => void) | undefined;
  };

/** Speech seldom has a level over this; the ring is full there. */
const FULL_LEVEL = 0.25;

/**
 * The button of `MicToggle` without a session.
 *
 * @example
 * <MicToggleView microphone="on" isMuted={isMuted} onMutedChange={setMuted} />
 */
export function MicToggleView({
  isMuted,
  microphone,
  source = null,
  onMutedChange,
  className,
  style,
  children,
  onClick,
  ...props
}: MicToggleViewProps) {
  const labels = useLabels();
  const ring = useRef<HTMLSpanElement>(null);
  const isHearing = microphone === 'on' && !isMuted;
  useAudioLevel(
    isHearing ? source : null,
    ({ level }) => {
      const share = Math.min(1, level / FULL_LEVEL).toFixed(2);
      ring.current?.style.setProperty('--repartee-level', share);
    },
    { bandCount: 0 },
  );
  return (
    <button
      type="button"
      aria-pressed={isMuted}
      {...props}
      {...resolvePart('repartee-button repartee-mic', { isMuted, microphone }, { className, style })}
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented) onMutedChange?.(!isMuted);
      }}
    >
      <span ref={ring} className="repartee-mic-ring" aria-hidden="true" />
      {children ?? (
        <>
          {/* The hint for pointers is not on the button: there it would be read after the name and contradict it. */}
          <span
            className="repartee-mic-hint"
            aria-hidden="true"
            title={isMuted ? labels.unmute : labels.mute}
          />
          <Icon shape={isMuted || microphone === 'lost' ? 'mic-off' : 'mic'} />
          {/* The name stays and the pressed state changes: a name that changes too would be read as its opposite. */}
          <span className="repartee-hidden">{labels.mute}</span>
        </>
      )}
    </button>
  );
}
