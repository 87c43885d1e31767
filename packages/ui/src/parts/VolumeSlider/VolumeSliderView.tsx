'use client';

import { useRef } from 'react';
import type { ComponentPropsWithRef, CSSProperties } from 'react';
import { Icon } from '../../internal/Icon.tsx';
import { soundOffShape, soundShape } from '../../internal/iconShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { volumeSliderLabels } from './volumeSliderLabels.ts';

/** The state of a `VolumeSlider`. */
export interface VolumeSliderState {
  /** Whether the agent is silent. */
  readonly isMuted: boolean;
}

/** The props of `VolumeSliderView`. Those of the slider itself are in `sliderProps`. */
export type VolumeSliderViewProps = Omit<
  PartProps<'div', VolumeSliderState>,
  'children' | 'onVolumeChange'
> & {
  /** 0 (silent) to 1 (as received). */
  readonly volume: number;
  /** Called with the new volume, also while the slider is dragged. */
  readonly onVolumeChange: (volume: number) => void;
  /** Props of the slider. */
  readonly sliderProps?: Omit<ComponentPropsWithRef<'input'>, 'type' | 'value' | 'defaultValue'>;
};

/**
 * The controls of `VolumeSlider` for a volume of your own.
 *
 * Attributes: `data-muted`.
 *
 * @example
 * <VolumeSliderView volume={volume} onVolumeChange={setVolume} />
 */
export function VolumeSliderView({ volume, onVolumeChange, sliderProps, ...props }: VolumeSliderViewProps) {
  const labels = usePartLabels(volumeSliderLabels);
  const isMuted = volume === 0;
  const audible = useRef(1);
  const mute = () => {
    if (!isMuted) audible.current = volume;
    onVolumeChange(isMuted ? audible.current : 0);
  };
  const fill = { '--repartee-fill': volume } as CSSProperties;
  return usePart('div', props, {
    name: 'repartee-volume',
    state: { isMuted },
    props: { role: 'group', 'aria-label': labels.volume },
    children: (slot) => (
      <>
        <button
          type="button"
          className={slot('repartee-button repartee-volume-mute')}
          aria-pressed={isMuted}
          onClick={mute}
        >
          <Icon shape={isMuted ? soundOffShape : soundShape} />
          <span className="repartee-hidden">{labels.muteAgent}</span>
        </button>
        <input
          aria-label={labels.volume}
          min={0}
          max={1}
          step={0.05}
          {...sliderProps}
          type="range"
          className={`${slot('repartee-volume-slider')} ${sliderProps?.className ?? ''}`.trim()}
          style={{ ...fill, ...sliderProps?.style }}
          value={volume}
          aria-valuetext={labels.volumeValue(volume)}
          onChange={(event) => {
            sliderProps?.onChange?.(event);
            if (!event.defaultPrevented) onVolumeChange(event.target.valueAsNumber);
          }}
        />
      </>
    ),
  });
}
