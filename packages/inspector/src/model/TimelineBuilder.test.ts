import { readRecording } from '@repartee/core/recording';
import type { RecordedStep, Recording } from '@repartee/core/recording';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordConversation } from '../../test/recordConversation.ts';
import { createFileSource } from '../source/RecordingSource.ts';
import { placeSpans } from './placement.ts';
import { lanesOf } from './Timeline.ts';
import type { LaneId, Span, Timeline } from './Timeline.ts';
import { TimelineBuilder } from './TimelineBuilder.ts';

let recording: Recording;
let timeline: Timeline;
beforeAll(async () => {
  recording = await readRecording(await recordConversation());
  ({ timeline } = createFileSource(recording).getSnapshot());
});

const inLane = (lane: LaneId) => timeline.spans.filter((span) => span.lane === lane);
const labels = (spans: readonly Span[]) => spans.map(({ label }) => label);

describe('a timeline', () => {
  it('has what each side said, when', () => {
    expect(labels(inLane('user'))).toEqual([
      'What is the weather in Paris?',
      'And in Oslo?',
      'Thank you, good evening',
    ]);
    expect(labels(inLane('agent'))).toEqual([
      expect.stringMatching(/^It is sunny/),
      'In Oslo it rains a little.',
      'Good evening!',
    ]);
    const [first] = inLane('user');
    expect(first).toMatchObject({ startMs: 800, endMs: 2_000 });
    for (const { startMs, endMs } of timeline.spans) expect(endMs ?? startMs).toBeGreaterThanOrEqual(startMs);
    expect(timeline.spans.map(({ startMs }) => startMs)).toEqual(
      timeline.spans.map(({ startMs }) => startMs).toSorted((one, other) => one - other),
    );
  });

  it('has how much of a cut answer was never heard', () => {
    const [cut, ...others] = inLane('agent');
    const interruption = recording.steps.flatMap((step) =>
      step.kind === 'event' && step.type === 'interruption' ? [step.event] : [],
    )[0];
    expect(cut?.unheardMs).toBe((interruption?.receivedMs ?? 0) - (interruption?.heardMs ?? 0));
    expect(cut?.unheardMs).toBeGreaterThan(500);
    expect(cut?.detail).toContain('Cut by');
    expect(others.map(({ unheardMs }) => unheardMs)).toEqual([undefined, undefined]);
  });

  it('has tools, responses, connections, latencies and phases', () => {
    expect(inLane('tool')).toMatchObject([{ label: 'get_weather', tone: 'good' }]);
    expect(labels(inLane('connection'))).toEqual([
      'Connecting',
      'Live 1',
      'Reconnecting',
      'Live 2',
      'reseeded after connection-lost',
    ]);
    expect(labels(inLane('response'))).toContain('Response completed');
    for (const span of inLane('response')) expect(span.endMs).not.toBeNull();
    expect(labels(inLane('phase'))).toContain('Thinking');
    for (const { stages = [] } of inLane('latency'))
      for (const { startMs, endMs } of stages) expect(endMs).toBeGreaterThanOrEqual(startMs);
    expect(inLane('latency').length).toBeGreaterThan(0);
    expect(lanesOf(timeline).map(({ id }) => id)).not.toContain('error');
  });

  it('goes on from a state that it was given first, as in a file whose start was dropped', () => {
    const at = recording.steps.findIndex((step) => step.kind === 'event' && step.type === 'turn-committed');
    const base = { status: 'live', phase: 'speaking', connection: 3, speakingItemId: 'a' };
    const first = { kind: 'state', atMs: 5, patch: { fields: base } } as unknown as RecordedStep;
    const builder = new TimelineBuilder(0);
    builder.add(first);
    for (const step of recording.steps.slice(at, at + 3)) builder.add(step);
    expect(labels(builder.build().spans)).toEqual(['Live 3', 'Agent speaks', 'Agent']);
  });

  it('forgets what a running conversation has no room for, and keeps the places of the rest', () => {
    const builder = new TimelineBuilder(recording.manifest.startedAtMs);
    for (const step of recording.steps) builder.add(step);
    const count = recording.steps.findIndex(({ atMs }) => atMs > 5_200);
    const beforeMs = recording.steps[count]?.atMs ?? 0;
    const last = builder.build().spans.at(-1);
    builder.drop(count, beforeMs);
    const { spans } = builder.build();
    expect(labels(spans)).toContain('Live 2');
    expect(labels(spans)).not.toContain('Live 1');
    expect(spans.at(-1)).toEqual({ ...last, step: (last?.step ?? 0) - count });
  });

  it('puts what overlaps into rows of their own', () => {
    const span = (id: string, startMs: number, endMs: number | null): Span => ({
      id,
      lane: 'tool',
      startMs,
      endMs,
      label: id,
      detail: '',
      tone: 'calm',
      step: 0,
    });
    const { rows, counts } = placeSpans([span('a', 0, null), span('b', 10, 2_000), span('c', 3_000, 4_000)]);
    expect(Object.fromEntries(rows)).toEqual({ a: 0, b: 1, c: 1 });
    expect(counts.get('tool')).toBe(2);
  });
});
