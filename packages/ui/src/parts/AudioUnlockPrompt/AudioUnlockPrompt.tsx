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
      role="status"
      {...props}
      {...resolvePart('repartee-unlock', { isPlaybackBlocked }, { className, style })}
    >
      <span>{labels.playbackBlocked}</span>
      <button type="button" className="repartee-button" onClick={() => void resumePlayback()}>
        <Icon shape="sound" />
        <span>{labels.enableSound}</span>
      </button>
    </div>
  );
}
