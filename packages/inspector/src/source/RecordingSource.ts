import type { RecordedStep, Recording, RecordingManifest } from '@repartee/core/recording';
import { readLine } from '@repartee/core/recording';
import { problemOf } from './problemOf.ts';
import { LiveWaves } from '../model/LiveWaves.ts';
import { measureAudio } from '../model/waves.ts';
import { TimelineBuilder } from '../model/TimelineBuilder.ts';
import type { Timeline } from '../model/Timeline.ts';

/** The known part of a conversation at a moment. */
export interface Snapshot {
  /** `null` until the first line has come. */
  readonly manifest: RecordingManifest | null;
  /** Grows in place: a new snapshot may have the same list with more in it. */
  readonly steps: readonly RecordedStep[];
  /** The number of older steps that have been dropped: the first of `steps` is so many after the start. */
  readonly dropped: number;
  readonly timeline: Timeline;
  /** The reason why not everything can be shown. */
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly isLive: boolean;
}

/** Steps of a conversation that arrive, or that are all there. */
export interface RecordingSource {
  getSnapshot(): Snapshot;
  subscribe(listener: () => void): () => void;
  /** Writes what there is as a file; `null` where another page has it. */
  readonly save: (() => Promise<Blob>) | null;
}

/** A recording that is whole. */
export function createFileSource(recording: Recording): RecordingSource {
  const { manifest, steps, problem } = recording;
  const builder = new TimelineBuilder(manifest.startedAtMs);
  for (const step of steps) builder.add(step);
  const snapshot: Snapshot = {
    manifest,
    steps,
    dropped: 0,
    timeline: builder.build(manifest.durationMs, measureAudio(recording.audio)),
    problem,
    isLive: false,
  };
  return { getSnapshot: () => snapshot, subscribe: () => () => {}, save: null };
}

/** The number of steps that a live view keeps: an hour of conversation. The oldest tenth goes first. */
const MAX_STEPS = 200_000;

/** The interval at which a live view is drawn, in milliseconds. */
const DRAW_EVERY_MS = 100;

/** The lines that a line source reads. */
export interface LineFeed {
  /** Takes lines as they come. */
  readonly take: (line: string) => void;
  /** Begins anew, as after a page that was reloaded. */
  readonly clear: () => void;
}

/**
 * Steps that come as the lines of a recording, one after the other.
 *
 * @param open - begins with the first listener; what it returns ends with the last.
 * @param save - writes the recording behind it.
 */
export function createLineSource(
  open: (feed: LineFeed) => () => void,
  save: RecordingSource['save'] = null,
): RecordingSource {
  const listeners = new Set<() => void>();
  let close: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let live = emptySource();
  const publish = () => {
    timer = null;
    live.snapshot = {
      ...live.snapshot,
      timeline: live.builder.build(live.waves.heardUntilMs, live.waves.list()),
    };
    for (const listener of listeners) listener();
  };
  const plan = () => {
    timer ??= setTimeout(publish, DRAW_EVERY_MS);
  };
  const feed: LineFeed = {
    take(line) {
      takeLine(live, line);
      plan();
    },
    clear() {
      live = emptySource();
      plan();
    },
  };
  return {
    save,
    getSnapshot: () => live.snapshot,
    subscribe(listener) {
      listeners.add(listener);
      close ??= open(feed);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        close?.();
        close = null;
        if (timer !== null) clearTimeout(timer);
        timer = null;
        live = emptySource();
      };
    },
  };
}

interface LiveSteps {
  builder: TimelineBuilder;
  readonly waves: LiveWaves;
  steps: RecordedStep[];
  snapshot: Snapshot;
}

function emptySource(): LiveSteps {
  const builder = new TimelineBuilder(0);
  const steps: RecordedStep[] = [];
  const timeline = builder.build();
  return {
    builder,
    waves: new LiveWaves(),
    steps,
    snapshot: { manifest: null, steps, dropped: 0, timeline, problem: null, isLive: true },
  };
}

function takeLine(live: LiveSteps, line: string): void {
  try {
    const read = readLine(line);
    if (read === null) return;
    if ('format' in read) {
      live.builder = new TimelineBuilder(read.startedAtMs);
      live.snapshot = { ...live.snapshot, manifest: read };
      return;
    }
    if (read.kind === 'levels') {
      live.waves.add(read);
      return;
    }
    live.builder.add(read);
    live.steps.push(read);
    if (live.steps.length <= MAX_STEPS) return;
    const count = MAX_STEPS / 10;
    live.steps = live.steps.slice(count);
    const keptFromMs = live.steps[0]?.atMs ?? 0;
    live.builder.drop(count, keptFromMs);
    live.waves.dropBefore(keptFromMs);
    live.snapshot = { ...live.snapshot, steps: live.steps, dropped: live.snapshot.dropped + count };
  } catch (error) {
    live.snapshot = { ...live.snapshot, problem: problemOf(error) };
  }
}
