'use client';

import { useId } from 'react';
import { Choice } from '../../internal/Choice.tsx';
import { Icon } from '../../internal/Icon.tsx';
import { playShape, stopShape } from '../../internal/controlShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { voicePickerLabels } from './voicePickerLabels.ts';

/** A voice to choose from. */
export interface VoiceChoice {
  /** The vendor's name of the voice. */
  readonly id: string;
  readonly name: string;
  /** A few words, such as “Warm and calm”. */
  readonly description?: string;
  /** The address of a sample. */
  readonly previewUrl?: string;
  /** Plays a sample, in place of `previewUrl`. It resolves at the end, and stops when the signal aborts. */
  readonly preview?: (options: { readonly signal: AbortSignal }) => Promise<void>;
}

/** The state of a `VoicePicker`. */
export interface VoicePickerState {
  /** The id of the selected voice. */
  readonly voice: string | null;
  /** The id of the voice whose sample plays. */
  readonly playing: string | null;
}

/** The props of `VoicePickerView`. */
export type VoicePickerViewProps = Omit<PartProps<'fieldset', VoicePickerState>, 'children'> & {
  /** The voices to choose from. */
  readonly voices: readonly VoiceChoice[];
  /** The id of the selected voice; `null` for none. */
  readonly voice: string | null;
  /** Called with the voice that the user has chosen. */
  readonly onVoiceChange: (id: string) => void;
  /** @default null */
  readonly playing?: string | null;
  /** The id of the voice whose sample could not be played. @default null */
  readonly failed?: string | null;
  /** Called by the button that plays or stops a sample. Without it there are no such buttons. */
  readonly onPreview?: (voice: VoiceChoice) => void;
};

/**
 * The list of `VoicePicker` with samples that you play.
 *
 * Attributes: `data-voice`, `data-playing`.
 *
 * @example
 * <VoicePickerView voices={voices} voice={id} onVoiceChange={setId} />
 */
export function VoicePickerView(given: VoicePickerViewProps) {
  const { voices, voice, onVoiceChange, playing = null, failed = null, onPreview, ...props } = given;
  const labels = usePartLabels(voicePickerLabels);
  const id = useId();
  return usePart('fieldset', props, {
    name: 'repartee-choices repartee-voices',
    state: { voice, playing },
    children: (slot) => (
      <>
        <legend className={slot('repartee-choices-name')}>{labels.voices}</legend>
        {voices.map((one) => (
          <Choice
            key={one.id}
            group={`${id}voice`}
            value={one.id}
            checked={one.id === voice}
            onChoose={() => onVoiceChange(one.id)}
            end={
              onPreview &&
              (one.preview ?? one.previewUrl) && (
                <button
                  type="button"
                  className={slot('repartee-button repartee-voices-play')}
                  aria-pressed={one.id === playing}
                  onClick={() => onPreview(one)}
                >
                  <Icon shape={one.id === playing ? stopShape : playShape} />
                  <span className="repartee-hidden">{labels.listenTo(one.name)}</span>
                </button>
              )
            }
          >
            <span className={slot('repartee-voices-name')}>
              <bdi className={slot('repartee-voices-words')}>{one.name}</bdi>
            </span>
            {one.description && (
              <span className={slot('repartee-voices-description')}>
                <bdi className={slot('repartee-voices-words')}>{one.description}</bdi>
              </span>
            )}
            {one.id === failed && (
              <span role="alert" className={slot('repartee-voices-error')}>
                {labels.previewFailed}
              </span>
            )}
          </Choice>
        ))}
      </>
    ),
  });
}
