/** A figure as it is told to people: what it is, its unit, and what is to be reached. */
export interface Target {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** What the value is judged by: itself, or its ratio to the floor, or what it has above the floor. */
  readonly judged: 'value' | 'ratio' | 'excess';
  readonly atMost: number;
}

/** Every figure, in the order of the table. */
export const TARGETS: readonly Target[] = [
  target('ingest.per-event', 'Ingest an event (200 turns, 40,000 deltas)', 'µs', 'ratio', 1.3),
  target('ingest.growth', 'Cost of an event at 800 turns over that at 50', '×', 'value', 1.1),
  target('rendering.commits-per-frame', 'React commits a frame while an answer streams', '', 'value', 1),
  target('rendering.rows-per-commit', 'Rows rendered a commit, of 1,001', '', 'value', 1),
  target('rendering.script-per-delta', 'Script time of a delta, rendering included', 'µs', 'value', Infinity),
  target('rendering.idle-commits', 'React commits a second while idle', '', 'value', 0),
  target('rendering.idle-script', 'Script time a second while idle', 'ms', 'value', Infinity),
  target('first-sound', 'First audio frame to first rendered sample', 'ms', 'value', Infinity),
  target('silence', '`interrupt()` to silence (floor: fade and two callbacks)', 'ms', 'ratio', 1),
  target('silence.late-audio', 'Old answer that sounds when 500 ms of it come late', 'ms', 'value', 0),
  target('heard.error', 'Error of the heard position (floor: one callback)', 'ms', 'ratio', 1),
  target('heard.error-after-stall', 'The same after a stall of 400 ms', 'ms', 'ratio', 1),
  target('jitter.gaps', 'Gaps at 0–200 ms of jitter, at the pace of speech', '', 'value', 0),
  target('jitter.added-latency', 'Latency added there (floor: needed in hindsight)', 'ms', 'value', 200),
  target('fast.gaps', 'Gaps where audio comes at four times that pace', '', 'value', 0),
  target('fast.added-latency', 'Latency added there', 'ms', 'excess', 20),
  target('blocking.gaps', 'Gaps when the main thread blocks four times for 200 ms', '', 'value', 0),
];

function target(name: string, title: string, unit: string, judged: Target['judged'], atMost: number): Target {
  return { name, title, unit, judged, atMost };
}
