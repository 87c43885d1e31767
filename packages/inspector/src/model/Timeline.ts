/** The rows of a timeline. */
export type LaneId =
  | 'connection'
  | 'user'
  | 'agent'
  | 'phase'
  | 'playback'
  | 'response'
  | 'tool'
  | 'barge-in'
  | 'latency'
  | 'error';

/** The colour of a span, by its meaning. */
export type Tone = 'user' | 'agent' | 'calm' | 'wait' | 'good' | 'danger';

/** One stage of a turn's latency, in milliseconds from the start of the recording. */
export interface Stage {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Something that lasted, or that happened at once (`endMs` is `startMs`). Times count from the start of the recording. */
export interface Span {
  readonly id: string;
  readonly lane: LaneId;
  readonly startMs: number;
  /** `null` while it lasts. */
  readonly endMs: number | null;
  readonly label: string;
  /** The details, in one sentence or less. */
  readonly detail: string;
  readonly tone: Tone;
  /** The step of the recording that it began with. */
  readonly step: number;
  /** The agent's audio that had been received and was never heard, in milliseconds. */
  readonly unheardMs?: number;
  readonly stages?: readonly Stage[];
}

/** A measurement of the playback, at a time. */
export interface Sample {
  readonly atMs: number;
  /** The audio that is kept against uneven arrival, in milliseconds. */
  readonly jitterBufferMs: number;
}

/** A stretch of recorded audio, measured. */
export interface Wave {
  readonly lane: 'user' | 'agent';
  /** Whether it was heard, or had arrived and was cut before. */
  readonly isHeard: boolean;
  readonly startMs: number;
  readonly endMs: number;
  /** The length of one peak, in milliseconds. */
  readonly peakMs: number;
  /** The largest sample of each such time, 0 to 1. */
  readonly peaks: Float32Array;
  /** The largest of them. */
  readonly loudest: number;
}

/** The contents of a recording, as a timeline. */
export interface Timeline {
  readonly durationMs: number;
  /** In the order in which they began. */
  readonly spans: readonly Span[];
  /** In the order of time; empty where nothing was measured. */
  readonly samples: readonly Sample[];
  /** Empty where no audio was recorded. */
  readonly waves: readonly Wave[];
}

/** The names of the lanes, from top to bottom. */
export const LANES: readonly { readonly id: LaneId; readonly name: string }[] = [
  { id: 'connection', name: 'Connection' },
  { id: 'user', name: 'User' },
  { id: 'agent', name: 'Agent' },
  { id: 'phase', name: 'Phase' },
  { id: 'playback', name: 'Buffer' },
  { id: 'response', name: 'Responses' },
  { id: 'tool', name: 'Tools' },
  { id: 'barge-in', name: 'Barge-in' },
  { id: 'latency', name: 'Latency' },
  { id: 'error', name: 'Errors' },
];

/** Lanes that are there before anything has happened in them. */
const STANDING: ReadonlySet<LaneId> = new Set<LaneId>(['connection', 'user', 'agent', 'phase']);

/** The lanes that have something to show. */
export function lanesOf({ spans, samples }: Timeline): typeof LANES {
  const used = new Set(spans.map(({ lane }) => lane));
  if (samples.some(({ jitterBufferMs }) => jitterBufferMs > 0)) used.add('playback');
  return LANES.filter(({ id }) => STANDING.has(id) || used.has(id));
}

/** The end of a span; one that lasts ends with the timeline. */
export const endOf = ({ endMs }: Span, { durationMs }: Timeline): number => endMs ?? durationMs;

/** Writes a time for people. */
export function formatTime(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const seconds = (Math.max(0, ms) / 1_000 - minutes * 60).toFixed(3).padStart(6, '0');
  return `${minutes}:${seconds}`;
}

/** Writes a length for people. */
export function formatLength(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
