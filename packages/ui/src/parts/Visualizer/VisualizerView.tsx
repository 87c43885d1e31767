'use client';

import type { Draw } from '../../internal/presence/createPresence.ts';
import type { PresenceState } from '../../internal/presence/PresenceState.ts';
import type { PresenceViewProps } from '../../internal/presence/usePresencePart.tsx';
import { usePresencePart } from '../../internal/presence/usePresencePart.tsx';
import { drawAura } from './drawAura.ts';
import { drawBars } from './drawBars.ts';
import { drawGrid } from './drawGrid.ts';
import { drawRadial } from './drawRadial.ts';
import { drawWave } from './drawWave.ts';

/** The state of a `Visualizer`. */
export interface VisualizerState {
  readonly state: PresenceState;
  readonly variant: 'bars' | 'radial' | 'wave' | 'grid' | 'aura';
}

/** The props of `VisualizerView`. */
export type VisualizerViewProps = Omit<PresenceViewProps<VisualizerState>, 'avatar'> & {
  /** The drawing: bars in a row, bars around a circle, swinging lines, a grid of dots, or a ring of light. @default 'bars' */
  readonly variant?: VisualizerState['variant'];
};

const DRAWINGS: Readonly<Record<VisualizerState['variant'], Draw>> = {
  bars: drawBars,
  radial: drawRadial,
  wave: drawWave,
  grid: drawGrid,
  aura: drawAura,
};

/**
 * The drawing of `Visualizer` for a state and level sources of your own.
 *
 * Attributes: `data-state`, `data-variant`.
 *
 * @example
 * <VisualizerView variant="wave" state="speaking" agent={source} />
 */
export function VisualizerView({ variant = 'bars', ...props }: VisualizerViewProps) {
  return usePresencePart(props, {
    name: 'repartee-visualizer',
    state: { state: props.state, variant },
    draw: DRAWINGS[variant],
  });
}
