'use client';

import { useBargeIn, useMicrophone } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `MicrophoneHint` shows. */
export interface MicrophoneHintState {
  /**
   * - `muted`: the user speaks, and the microphone is muted
   * - `headphones`: so much of the agent comes back at the microphone that it may interrupt itself
   * - `half-duplex`: that has happened so often that the user is not heard while the agent speaks
   */
  readonly hint: 'muted' | 'headphones' | 'half-duplex';
}

/** The props of `MicrophoneHint`. */
export type MicrophoneHintProps = Omit<PartProps<'div', MicrophoneHintState>, 'children'>;

/**
 * Says what keeps the user from being heard: a muted microphone into which they speak, or loudspeakers that the agent hears
 * itself through. It renders nothing otherwise, and needs a session with `bargeIn`.
 *
 * @example
 * <MicrophoneHint />
 */
export function MicrophoneHint({ className, style, ...props }: MicrophoneHintProps) {
  const { isSpeakingWhileMuted, suggestsHeadphones, isHalfDuplex } = useBargeIn();
  const { setMuted } = useMicrophone();
  const labels = useLabels();
  const loud = isHalfDuplex ? 'half-duplex' : 'headphones';
  const hint = isSpeakingWhileMuted ? 'muted' : isHalfDuplex || suggestsHeadphones ? loud : null;
  if (!hint) return null;
  return (
    <div
      // It comes with its words already in it, which readers tell reliably of alerts only.
      role="alert"
      {...props}
      {...resolvePart('repartee-notice repartee-mic-notice', { hint }, { className, style })}
    >
      <Icon shape={hint === 'muted' ? 'mic-off' : 'sound'} className="repartee-notice-icon" />
      <p className="repartee-notice-words">{labels.microphoneHints[hint]}</p>
      {hint === 'muted' && (
        <button
          type="button"
          className="repartee-button repartee-button-strong"
          onClick={() => setMuted(false)}
        >
          <span>{labels.unmute}</span>
        </button>
      )}
    </div>
  );
}
