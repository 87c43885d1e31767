/** The latency that the relay may add, in milliseconds. */
export const MAX_ADDED_MS = 20;

/** A figure as it is told to people: what it is, its unit, and what is to be reached. */
export interface Target {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** The compared quantity: the value itself, its ratio to the floor, or its excess over the floor. */
  readonly judged: 'value' | 'ratio' | 'excess';
  readonly atMost: number;
}

/** Every figure, in the order of the table. */
export const TARGETS: readonly Target[] = [
  target('ingest.per-event', 'Ingest an event (200 turns, 40,000 deltas)', 'µs', 'ratio', 1.3),
  target('ingest.growth', 'Cost of an event at 800 turns over that at 50', '×', 'value', 1.1),
  ...['openai', 'gemini', 'elevenlabs', 'cartesia'].flatMap(ingestTargets),
  target('recording.ingest', 'Ingest of a recorded session (floor: without a recorder)', 'µs', 'ratio', 1.05),
  target('recording.idle', 'Work of a recorder while the page is idle, a delta', 'µs', 'value', Infinity),
  ...['openai', 'gemini', 'elevenlabs', 'cartesia'].map((vendor) =>
    target(
      `heap.${vendor}`,
      `Memory of an answer from ${vendor} (1,000 turns; floor: its words)`,
      'B',
      'ratio',
      1.2,
    ),
  ),
  target('rendering.commits-per-frame', 'React commits a frame while an answer streams', '', 'value', 1),
  target('rendering.rows-per-commit', 'Rows rendered a commit, of 1,001', '', 'value', 1),
  target('rendering.script-per-delta', 'Script time of a delta, rendering included', 'µs', 'value', Infinity),
  target('rendering.idle-commits', 'React commits a second while idle', '', 'value', 0),
  target('rendering.idle-script', 'Script time a second while idle', 'ms', 'value', Infinity),
  target('transcript.append', 'Frame of a new row under 10,000 (floor: under 500)', 'ms', 'ratio', 1.3),
  target('transcript.scroll', 'Frame of scrolling 10,000 rows (floor: 500)', 'ms', 'ratio', 1.3),
  target(
    'inspector.scroll',
    'Frame of scrolling an hour of frames, 100,000 (floor: 1,000)',
    'ms',
    'ratio',
    1.3,
  ),
  target('first-sound', 'First audio frame to first rendered sample', 'ms', 'value', Infinity),
  target('silence', '`interrupt()` to silence (floor: fade and two callbacks)', 'ms', 'ratio', 1),
  target('silence.late-audio', 'Old answer that sounds when 500 ms of it come late', 'ms', 'value', 0),
  target('heard.error', 'Error of the heard position (floor: one callback)', 'ms', 'ratio', 1),
  target('heard.error-after-stall', 'The same after a stall of 400 ms', 'ms', 'ratio', 1),
  target('jitter.gaps', 'Gaps at 0–200 ms of jitter, at the pace of speech', '', 'value', 0),
  target('jitter.added-latency', 'Latency added there (floor: needed in hindsight)', 'ms', 'value', 200),
  target('fast.gaps', 'Gaps where audio comes at four times that pace', '', 'value', 0),
  target('fast.added-latency', 'Latency added there, once the sender is known', 'ms', 'excess', 20),
  target('fast.first-answer', 'Latency added there, in the first answer', 'ms', 'excess', 100),
  target('detector.cpu', 'Share of one core of the neural detector', '%', 'value', 3),
  target('continuity.silence', 'Cut in mid-answer: silence until the agent hears again', 'ms', 'excess', 100),
  target('continuity.speech-lost', 'Cut in mid-turn: speech lost (floor: sent before)', 'ms', 'excess', 20),
  target(
    'continuity.answer',
    'Cut in mid-turn: end of speech to the answer (floor: uncut)',
    'ms',
    'excess',
    200,
  ),
  target('continuity.recovery', 'Cut in Chromium: until the session is live again', 'ms', 'value', Infinity),
  target(
    'relay.latency',
    'Relay: p95 of a frame of audio (floor: without the relay)',
    'ms',
    'excess',
    MAX_ADDED_MS,
  ),
  target('relay.sessions', 'Relay: sessions with audio at that latency', '', 'value', Infinity),
  target('relay.memory', 'Relay: memory of a session', 'KiB', 'value', 256),
  target('relay.cpu', 'Relay: share of one core of a session', '%', 'value', Infinity),
  target(
    'relay.slow-reader',
    'Relay: memory of a session that reads nothing in a flood',
    'KiB',
    'value',
    2_048,
  ),
  target('relay.drain-lost', 'Relay: sessions lost in a drain', '', 'value', 0),
  target('blocking.gaps', 'Gaps when the main thread blocks four times for 200 ms', '', 'value', 0),
  target('vision.main-thread', 'Live view: script time of the main thread for an image', 'ms', 'value', 2),
  target('vision.images', 'Live view: images a minute of a picture that moves', '', 'value', 60),
  target('vision.bytes', 'Live view: kilobytes a minute of it', 'kB', 'value', 3_600),
  target('vision.still', 'Live view: images of a still picture in ten seconds', '', 'value', 1),
  target('vision.gaps', 'Live view: gaps in an answer meanwhile', '', 'value', 0),
];

function target(name: string, title: string, unit: string, judged: Target['judged'], atMost: number): Target {
  return { name, title, unit, judged, atMost };
}

/** A delta of one vendor above its dispatch: in tasks of its own or in bursts, without and with the speaker. */
function ingestTargets(vendor: string): readonly Target[] {
  const name = `wire-ingest.${vendor}`;
  return [
    target(`${name}.tasks.silent`, `Ingest from ${vendor}, a task a delta, no speaker`, 'µs', 'ratio', 1.5),
    target(
      `${name}.tasks.speaker`,
      `Ingest from ${vendor}, a task a delta, with the speaker`,
      'µs',
      'ratio',
      2,
    ),
    target(`${name}.burst.silent`, `Ingest from ${vendor}, in bursts, no speaker`, 'µs', 'ratio', 1.5),
    target(`${name}.burst.speaker`, `Ingest from ${vendor}, in bursts, with the speaker`, 'µs', 'ratio', 2),
  ];
}
