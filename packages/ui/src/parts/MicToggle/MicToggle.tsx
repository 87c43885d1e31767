'use client';

import { useMicrophone } from '@repartee/hooks';
import { MicToggleView } from './MicToggleView.tsx';
import type { MicToggleViewProps } from './MicToggleView.tsx';

/** The props of `MicToggle`. */
export type MicToggleProps = Omit<MicToggleViewProps, 'isMuted' | 'microphone' | 'source'>;

/**
 * Mutes and unmutes the microphone, with a ring that follows the user's voice. Muted means that no audio leaves. It can be
 * set before the conversation begins.
 *
 * @example
 * <MicToggle />
 */
export function MicToggle({ onMutedChange, ...props }: MicToggleProps) {
  const { state, isMuted, setMuted, source } = useMicrophone();
  return (
    <MicToggleView
      {...props}
      microphone={state}
      isMuted={isMuted}
      source={source}
      onMutedChange={(next) => {
        setMuted(next);
        onMutedChange?.(next);
      }}
    />
  );
}
