'use client';

import { useSpeaker } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { soundShape } from '../../internal/iconShapes.ts';
import { PassingButton } from '../../internal/PassingButton.tsx';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { audioUnlockPromptLabels } from './audioUnlockPromptLabels.ts';

/** The state of an `AudioUnlockPrompt`. */
export interface AudioUnlockPromptState {
  readonly isPlaybackBlocked: boolean;
}

/** The props of `AudioUnlockPrompt`. */
export type AudioUnlockPromptProps = Omit<PartProps<'div', AudioUnlockPromptState>, 'children'>;

/**
 * Appears while the browser blocks sound until a click, and turns the sound on. It renders nothing otherwise.
 *
 * Attributes: `data-playback-blocked`.
 *
 * @example
 * <AudioUnlockPrompt />
 */
export function AudioUnlockPrompt(props: AudioUnlockPromptProps) {
  const { isPlaybackBlocked } = useSpeaker();
  return isPlaybackBlocked ? <Prompt {...props} /> : null;
}

function Prompt(props: AudioUnlockPromptProps) {
  const { resume } = useSpeaker();
  const labels = usePartLabels(audioUnlockPromptLabels);
  return usePart('div', props, {
    name: 'repartee-notice repartee-unlock',
    state: { isPlaybackBlocked: true },
    // The notice arrives with its text. Screen readers announce that reliably for alerts only.
    props: { role: 'alert' },
    children: (slot) => (
      <>
        <Icon shape={soundShape} className="repartee-notice-icon" />
        <p className={slot('repartee-notice-text')}>{labels.playbackBlocked}</p>
        <PassingButton isStrong focusNext=".repartee-connect" onClick={() => void resume()}>
          {labels.enableSound}
        </PassingButton>
      </>
    ),
  });
}
