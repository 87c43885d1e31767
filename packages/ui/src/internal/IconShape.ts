import type { IconName } from './IconName.ts';

/** A drawing as strokes in a box of 24 by 24. */
export interface IconShape {
  readonly name: IconName;
  /** The `d` of an SVG path. */
  readonly path: `M${string}`;
}
