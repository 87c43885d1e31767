'use client';

import { useSpeaker } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What an `AudioUnlockPrompt` shows. */
export interface AudioUnlockPromptState {
  readonly isPlaybackBlocked: boolean;
}

/** The props of `AudioUnlockPrompt`. */
export type AudioUnlockPromptProps = Omit<PartProps<'div', AudioUnlockPromptState>, 'children'>;

/**
 * Appears while the browser holds sound back until a click, and turns it on. It renders nothing otherwise.
 *
 * @example
 * <AudioUnlockPrompt />
 */
export function AudioUnlockPrompt({ className, style, ...props }: AudioUnlockPromptProps) {
  const { isPlaybackBlocked, resumePlayback } = useSpeaker();
  const labels = useLabels();
  if (!isPlaybackBlocked) return null;
  return (
    <div
      // It comes with its words already in it, which readers tell reliably of alerts only.
      role="alert"
      {...props}
      {...resolvePart('repartee-notice repartee-unlock', { isPlaybackBlocked }, { className, style })}
    >
      <Icon shape="sound" className="repartee-notice-icon" />
      <p className="repartee-notice-words">{labels.playbackBlocked}</p>
      <button
        type="button"
        className="repartee-button repartee-button-strong"
        onClick={() => void resumePlayback()}
      >
        <span>{labels.enableSound}</span>
      </button>
    </div>
  );
}
