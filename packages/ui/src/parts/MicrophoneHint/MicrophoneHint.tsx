'use client';

import { useBargeIn, useMicrophone } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { micOffShape } from '../../internal/controlShapes.ts';
import { soundShape } from '../../internal/iconShapes.ts';
import { PassingButton } from '../../internal/PassingButton.tsx';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { microphoneHintLabels } from './microphoneHintLabels.ts';

/** The state of a `MicrophoneHint`. */
export interface MicrophoneHintState {
  /**
   * - `muted`: the user speaks into a muted microphone
   * - `headphones`: so much of the agent's voice comes back at the microphone that it may interrupt itself
   * - `half-duplex`: that happened so often that the agent does not hear the user while it speaks
   */
  readonly hint: 'muted' | 'headphones' | 'half-duplex';
}

/** The props of `MicrophoneHint`. */
export type MicrophoneHintProps = Omit<PartProps<'div', MicrophoneHintState>, 'children'>;

/**
 * Says what keeps the agent from hearing the user: a muted microphone, or speakers through which the agent hears itself. It
 * renders nothing otherwise. It needs a session with `bargeIn`.
 *
 * Attributes: `data-hint` (`muted`, `headphones`, `half-duplex`).
 *
 * @example
 * <MicrophoneHint />
 */
export function MicrophoneHint(props: MicrophoneHintProps) {
  const { isSpeakingWhileMuted, suggestsHeadphones, isHalfDuplex } = useBargeIn();
  const loud = isHalfDuplex ? 'half-duplex' : 'headphones';
  const hint = isSpeakingWhileMuted ? 'muted' : isHalfDuplex || suggestsHeadphones ? loud : null;
  return hint && <Hint {...props} hint={hint} />;
}

function Hint({ hint, ...props }: MicrophoneHintProps & MicrophoneHintState) {
  const { mutedBy, setMuted } = useMicrophone();
  const canUnmute = hint === 'muted' && mutedBy.every((owner) => owner === 'user');
  const labels = usePartLabels(microphoneHintLabels);
  return usePart('div', props, {
    name: 'repartee-notice repartee-mic-notice',
    state: { hint },
    // The notice arrives with its text. Screen readers announce that reliably for alerts only.
    props: { role: 'alert' },
    children: (slot) => (
      <>
        <Icon shape={hint === 'muted' ? micOffShape : soundShape} className="repartee-notice-icon" />
        <p className={slot('repartee-notice-text')}>{labels.microphoneHints[hint]}</p>
        {canUnmute && (
          <PassingButton isStrong focusNext=".repartee-mic" onClick={() => setMuted(false)}>
            {labels.unmute}
          </PassingButton>
        )}
      </>
    ),
  });
}
