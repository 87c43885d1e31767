'use client';

import { useSpeaker } from '@repartee/hooks';
import { VolumeSliderView } from './VolumeSliderView.tsx';
import type { VolumeSliderViewProps } from './VolumeSliderView.tsx';

/** The props of `VolumeSlider`. */
export type VolumeSliderProps = Omit<VolumeSliderViewProps, 'volume' | 'onVolumeChange'> & {
  /** Called with the new volume, for example to remember it. */
  readonly onVolumeChange?: (volume: number) => void;
};

/**
 * Sets how loud the agent is, and mutes it. It works before the conversation and during it; a mute returns to the volume
 * before it.
 *
 * Attributes: `data-muted`.
 *
 * @example
 * <VolumeSlider />
 */
export function VolumeSlider({ onVolumeChange, ...props }: VolumeSliderProps) {
  const { volume, setVolume } = useSpeaker();
  return (
    <VolumeSliderView
      {...props}
      volume={volume}
      onVolumeChange={(next) => {
        setVolume(next);
        onVolumeChange?.(next);
      }}
    />
  );
}
