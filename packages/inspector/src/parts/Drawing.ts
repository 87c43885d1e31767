import type { Placement } from '../model/placement.ts';
import type { LANES, Timeline } from '../model/Timeline.ts';
import type { View } from '../model/view.ts';

/** The height of the ruler, in pixels. */
export const RULER = 24;

/** The contents and the view of the drawing. */
export interface Drawing {
  readonly timeline: Timeline;
  readonly lanes: typeof LANES;
  readonly placed: Placement;
  readonly heights: readonly number[];
  readonly view: View;
  readonly cursorMs: number;
  /** The step of the span that is selected. */
  readonly selected: number | null;
  readonly width: number;
}
