import type { LaneId, LANES, Span } from './Timeline.ts';

/** The row of each span in its lane, and the number of rows of each lane. */
export interface Placement {
  readonly rows: ReadonlyMap<string, number>;
  readonly counts: ReadonlyMap<LaneId, number>;
}

/** Lanes in which things may happen side by side, and so many rows at most. */
const STACKED: Partial<Record<LaneId, number>> = {
  connection: 2,
  response: 3,
  tool: 4,
  'barge-in': 3,
  latency: 2,
  error: 3,
};

/** Marks need room for their words: they take so much of the time, in milliseconds. */
const MARK_MS = 600;

/** Puts spans that overlap into rows of their own. */
export function placeSpans(spans: readonly Span[]): Placement {
  const rows = new Map<string, number>();
  const ends = new Map<LaneId, number[]>();
  for (const { id, lane, startMs, endMs } of spans) {
    const most = STACKED[lane] ?? 1;
    const busy = ends.get(lane) ?? [];
    ends.set(lane, busy);
    const free = busy.findIndex((untilMs) => untilMs <= startMs);
    const row = free >= 0 ? free : Math.min(busy.length, most - 1);
    busy[row] = endMs === startMs ? startMs + MARK_MS : (endMs ?? Number.POSITIVE_INFINITY);
    rows.set(id, row);
  }
  return { rows, counts: new Map([...ends].map(([lane, busy]) => [lane, busy.length])) };
}

const TALL = 44;
/** A lane with waves has its words above them. */
const WITH_WAVES = 64;
const ROW = 22;

/** The heights of lanes, in pixels. */
export function laneHeights(
  lanes: typeof LANES,
  { counts }: Placement,
  hasWaves: boolean,
): readonly number[] {
  const voice = hasWaves ? WITH_WAVES : TALL;
  return lanes.map(({ id }) =>
    id === 'user' || id === 'agent' ? voice : ROW * Math.max(1, counts.get(id) ?? 1) + 8,
  );
}
