'use client';

import { useRef } from 'react';
import { useAudioLevel, useMicrophone } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `MicToggle` shows. */
export interface MicToggleState {
  readonly isMuted: boolean;
  readonly microphone: 'off' | 'opening' | 'on' | 'lost';
}

/** The props of `MicToggle`. */
export type MicToggleProps = PartProps<'button', MicToggleState>;

/** Speech seldom has a level over this; the ring is full there. */
const FULL_LEVEL = 0.25;

/**
 * Mutes and unmutes the microphone, with a ring that follows the user's voice. Muted means that no audio leaves. It can be
 * set before the conversation begins.
 *
 * @example
 * <MicToggle />
 */
export function MicToggle({ className, style, children, onClick, ...props }: MicToggleProps) {
  const { state: microphone, isMuted, toggleMuted, source } = useMicrophone();
  const labels = useLabels();
  const ring = useRef<HTMLSpanElement>(null);
  const isHearing = microphone === 'on' && !isMuted;
  useAudioLevel(
    isHearing ? source : null,
    ({ level }) =>
      ring.current?.style.setProperty('--repartee-level', String(Math.min(1, level / FULL_LEVEL))),
    { bandCount: 0 },
  );
  const state: MicToggleState = { isMuted, microphone };
  const words = isMuted ? labels.unmute : labels.mute;
  return (
    <button
      type="button"
      aria-pressed={isMuted}
      title={words}
      {...props}
      {...resolvePart('repartee-button repartee-mic', state, { className, style })}
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented) toggleMuted();
      }}
    >
      <span ref={ring} className="repartee-mic-ring" aria-hidden="true" />
      {children ?? (
        <>
          <Icon shape={isMuted ? 'mic-off' : 'mic'} />
          {/* The name stays the same and the pressed state changes: a name that changes too would be read as its opposite. */}
          <span className="repartee-hidden">{labels.mute}</span>
        </>
      )}
    </button>
  );
}
