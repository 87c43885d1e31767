'use client';

import { usePresence } from '../../internal/presence/usePresence.ts';
import { VisualizerView } from './VisualizerView.tsx';
import type { VisualizerViewProps } from './VisualizerView.tsx';

/** The props of `Visualizer`. */
export type VisualizerProps = Omit<VisualizerViewProps, 'state' | 'user' | 'agent'>;

/**
 * Draws the conversation: who speaks and how loudly, or what keeps the two from speaking. It has five variants, and each state
 * has a shape of its own in all of them. Nothing runs in a silence, out of sight, or while the page is hidden. With reduced
 * motion it shows the state without movement, and the level in five steps.
 *
 * Attributes: `data-state` (`idle`, `connecting`, `listening`, `user-speaking`, `thinking`, `speaking`, `ducked`, `muted`,
 * `reconnecting`, `ended`), `data-variant` (`bars`, `radial`, `wave`, `grid`, `aura`).
 *
 * @example
 * <Visualizer variant="aura" seed="Ada" />
 */
export function Visualizer(props: VisualizerProps) {
  return <VisualizerView {...usePresence()} {...props} />;
}
