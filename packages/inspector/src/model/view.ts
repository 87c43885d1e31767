/** The part of a timeline that is seen, in milliseconds from its start. */
export interface View {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The closest view, in milliseconds. */
const CLOSEST_MS = 50;

/** Keeps a view within the timeline, and in its length. */
function hold(fromMs: number, lengthMs: number, durationMs: number): View {
  const room = Math.max(durationMs, CLOSEST_MS);
  const length = Math.min(Math.max(lengthMs, CLOSEST_MS), room);
  const from = Math.min(Math.max(0, fromMs), room - length);
  return { fromMs: from, toMs: from + length };
}

/** All of it. */
export const fitView = (durationMs: number): View => hold(0, durationMs, durationMs);

/** Makes a view longer (`factor` over 1) or shorter; a moment keeps its place. */
export function zoomView({ fromMs, toMs }: View, factor: number, aroundMs: number, durationMs: number): View {
  const length = Math.min(Math.max((toMs - fromMs) * factor, CLOSEST_MS), Math.max(durationMs, CLOSEST_MS));
  const share = (aroundMs - fromMs) / (toMs - fromMs);
  return hold(aroundMs - share * length, length, durationMs);
}

/** Moves a view. */
export const panView = ({ fromMs, toMs }: View, byMs: number, durationMs: number): View =>
  hold(fromMs + byMs, toMs - fromMs, durationMs);

/** Moves a view so far that a moment is in it. */
export function showCursor(view: View, ms: number, durationMs: number): View {
  const length = view.toMs - view.fromMs;
  if (ms >= view.fromMs && ms <= view.toMs) return view;
  return hold(ms - length * 0.2, length, durationMs);
}

/** The distance of the marks of a ruler of this width, in milliseconds: the shortest round one that leaves room for the time. */
export function rulerStep({ fromMs, toMs }: View, width: number): number {
  const leastMs = ((toMs - fromMs) / Math.max(1, width)) * 84;
  const round = [
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 300_000, 600_000,
  ];
  return round.find((step) => step >= leastMs) ?? 3_600_000;
}
