'use client';

import { useSession, useSessionState } from '@repartee/hooks';
import { MicToggleView } from './MicToggleView.tsx';
import type { MicToggleViewProps } from './MicToggleView.tsx';

/** The props of `MicToggle`. */
export type MicToggleProps = Omit<MicToggleViewProps, 'muted' | 'microphone' | 'source'>;

/**
 * Mutes and unmutes the microphone, with a ring that follows the user's voice. No audio leaves the page while it is muted.
 * It works before the conversation starts too. While the app or the budget mutes, it is `aria-disabled`.
 *
 * Attributes: `data-muted`, `data-microphone` (`off`, `opening`, `on`, `interrupted`, `lost`).
 *
 * @example
 * <MicToggle />
 */
export function MicToggle({ onMutedChange, ...props }: MicToggleProps) {
  // Not `useMicrophone`: see "One file at rest" in docs/performance.md.
  const source = useSession().microphone;
  const microphone = useSessionState((state) => state.microphone);
  const isMuted = useSessionState((state) => state.isMuted);
  const mutedBy = useSessionState((state) => state.mutedBy);
  // The user cannot take back a mute of the app or the budget.
  const isHeld = mutedBy.some((owner) => owner !== 'user');
  return (
    <MicToggleView
      aria-disabled={isHeld || undefined}
      {...props}
      microphone={microphone}
      muted={isMuted}
      source={source}
      onMutedChange={(next) => {
        if (isHeld) return;
        source.setMuted(next);
        onMutedChange?.(next);
      }}
    />
  );
}
