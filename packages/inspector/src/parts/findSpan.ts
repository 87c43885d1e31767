import { endOf } from '../model/Timeline.ts';
import type { Span } from '../model/Timeline.ts';
import { RULER } from './Drawing.ts';
import type { Drawing } from './Drawing.ts';

/** The distance of a click from a mark that still selects it, in pixels. */
const NEAR = 5;

/** Finds the span under a place of the drawing: of several the one that began last. */
export function findSpan(drawing: Drawing, x: number, y: number): Span | null {
  const { timeline, lanes, placed, heights, view, width } = drawing;
  const perPixel = (view.toMs - view.fromMs) / width;
  const ms = view.fromMs + x * perPixel;
  let top = RULER;
  const at = heights.findIndex((height) => {
    top += height;
    return y < top;
  });
  const lane = lanes[at];
  if (!lane || y < RULER) return null;
  const height = heights[at] ?? 0;
  const count = placed.counts.get(lane.id) ?? 1;
  const row = Math.min(count - 1, Math.floor(((y - (top - height)) / height) * count));
  const isUnder = (span: Span) =>
    span.startMs - NEAR * perPixel <= ms &&
    endOf(span, timeline) + (span.unheardMs ?? 0) + NEAR * perPixel >= ms;
  const under = timeline.spans.filter((span) => span.lane === lane.id && isUnder(span));
  return under.findLast(({ id }) => placed.rows.get(id) === row) ?? under.at(-1) ?? null;
}
