'use client';

import { useMicrophone } from '@repartee/hooks';
import { MicToggleView } from './MicToggleView.tsx';
import type { MicToggleViewProps } from './MicToggleView.tsx';

/** The props of `MicToggle`. */
export type MicToggleProps = Omit<MicToggleViewProps, 'muted' | 'microphone' | 'source'>;

/**
 * Mutes and unmutes the microphone, with a ring that follows the user's voice. No audio leaves the page while it is muted.
 * It works before the conversation starts too. While the app or the budget mutes, it is `aria-disabled`.
 *
 * Attributes: `data-muted`, `data-microphone` (`off`, `opening`, `on`, `lost`).
 *
 * @example
 * <MicToggle />
 */
export function MicToggle({ onMutedChange, ...props }: MicToggleProps) {
  const { state, isMuted, mutedBy, setMuted, source } = useMicrophone();
  // The user cannot take back a mute of the app or the budget.
  const isHeld = mutedBy.some((owner) => owner !== 'user');
  return (
    <MicToggleView
      aria-disabled={isHeld || undefined}
      {...props}
      microphone={state}
      muted={isMuted}
      source={source}
      onMutedChange={(next) => {
        if (isHeld) return;
        setMuted(next);
        onMutedChange?.(next);
      }}
    />
  );
}
