import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createReplay, readRecording } from '@repartee/core/recording';
import type { RecordedStep, Recording } from '@repartee/core/recording';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordConversation } from '../../test/recordConversation.ts';
import { compareConfiguration } from './configuration.ts';
import { percentile } from './percentile.ts';
import { describeUsage, summarize } from './summary.ts';
import { TimelineBuilder } from './TimelineBuilder.ts';
import { fitView, panView, rulerStep, showCursor, zoomView } from './view.ts';
import { writeTest } from './writeTest.ts';

let recording: Recording;
beforeAll(async () => {
  recording = await readRecording(await recordConversation());
});

const event = (type: string, content: object, atMs = 0) =>
  ({ kind: 'event', atMs, type, event: content }) as unknown as RecordedStep;

describe('the summary', () => {
  it('counts what happened', () => {
    expect(summarize(recording.steps, 1_000)).toMatchObject({
      durationMs: 1_000,
      userTurns: 3,
      interruptions: 1,
      toolCalls: 1,
      failedToolCalls: 0,
      reconnects: 1,
      credentials: new Map([
        ['connect', 1],
        ['connection-lost', 1],
      ]),
      errors: 0,
    });
  });

  it('takes the last report of each response as its usage, and the last state of each tool call', () => {
    const modalities = { text: 0, audio: 100, image: 0 };
    const record = {
      unit: 'tokens',
      input: modalities,
      cachedInput: { ...modalities, audio: 40 },
      output: modalities,
    };
    const { usage, failedToolCalls } = summarize(
      [
        event('usage', { id: 'a', source: 'response', record }),
        event('usage', { id: 'a', source: 'response', record }),
        event('usage', { id: 'b', source: 'transcription', record: { unit: 'seconds', seconds: 61 } }),
        event('tool-changed', { callId: 'c', state: 'failed' }),
        event('tool-changed', { callId: 'd', state: 'failed' }),
        event('tool-changed', { callId: 'd', state: 'succeeded' }),
      ],
      0,
    );
    expect(describeUsage(usage)).toBe('100 tokens in (40 cached), 100 tokens out, 1 min 1 s');
    expect(failedToolCalls).toBe(1);
  });

  it('reads cost, playback and the call from the measurements', () => {
    const speaker = (underruns: number, jitterBufferMs: number) => ({
      underruns,
      underrunMs: 40,
      stalls: 0,
      jitterBufferMs,
    });
    const stats = (atMs: number, fields: object) =>
      ({ kind: 'stats', atMs, speaker: null, connection: null, ...fields }) as unknown as RecordedStep;
    const cost = (amount: number) =>
      ({
        kind: 'cost',
        atMs: 0,
        cost: { cost: amount, currency: 'USD', isEstimated: true },
      }) as unknown as RecordedStep;
    const steps = [
      cost(0.01),
      stats(0, { speaker: speaker(0, 120) }),
      stats(1_000, {
        speaker: speaker(2, 80),
        connection: { roundTripMs: 40, jitterMs: 5, lossRatio: 0.01 },
      }),
      cost(0.02),
    ];
    expect(summarize(steps, 0)).toMatchObject({
      cost: { cost: 0.02, currency: 'USD', isEstimated: true },
      playback: { underruns: 2, underrunMs: 40, jitterBufferMs: 120 },
      call: { roundTripP50Ms: 40, jitterP95Ms: 5, lossRatio: 0.01 },
    });
    expect(summarize([], 0)).toMatchObject({ cost: null, playback: null, call: null });
    const builder = new TimelineBuilder(0);
    for (const step of steps) builder.add(step);
    const { spans, samples } = builder.build();
    expect(spans).toMatchObject([{ lane: 'playback', label: '2 underruns', startMs: 1_000 }]);
    expect(samples).toHaveLength(2);
  });

  it('finds percentiles by the nearest rank', () => {
    expect([percentile([], 0.5), percentile([3], 0.95), percentile([5, 1, 3, 2, 4], 0.5)]).toEqual([
      null,
      3,
      3,
    ]);
    expect(
      percentile(
        Array.from({ length: 100 }, (_, at) => at + 1),
        0.95,
      ),
    ).toBe(95);
  });
});

describe('the configuration', () => {
  const configure = (config: object, isInitial: boolean, atMs: number) =>
    event('command-sent', { type: 'configure', config, isInitial }, atMs);
  const told = (fields: object, atMs: number) =>
    event('server-event', { type: 'session-configured', ...fields }, atMs);

  it('sets what was wanted beside what is in force, field by field', () => {
    const steps = [
      configure({ voice: 'marin', turnDetection: { kind: 'semantic' }, instructions: 'Be brief.' }, true, 0),
      told({ voice: 'alloy', model: 'gpt', turnDetection: { kind: 'semantic', eagerness: 'low' } }, 1),
      configure({ voice: 'alloy' }, false, 2),
    ];
    const outcomes = (untilMs?: number) =>
      Object.fromEntries(compareConfiguration(steps, untilMs).map(({ name, outcome }) => [name, outcome]));
    const rest = { turnDetection: 'same', instructions: 'open', model: 'same' };
    expect(outcomes(1)).toEqual({ ...rest, voice: 'different' });
    expect(outcomes()).toEqual({ ...rest, voice: 'same' });
  });
});

describe('the view', () => {
  const all = fitView(10_000);

  it('zooms around a moment, and stays within the timeline', () => {
    expect(all).toEqual({ fromMs: 0, toMs: 10_000 });
    const near = zoomView(all, 0.5, 2_000, 10_000);
    expect(near).toEqual({ fromMs: 1_000, toMs: 6_000 });
    expect(zoomView(near, 100, 2_000, 10_000)).toEqual(all);
    expect(zoomView(near, 0.000_1, 2_000, 10_000).toMs - zoomView(near, 0.000_1, 2_000, 10_000).fromMs).toBe(
      50,
    );
    expect(panView(near, 90_000, 10_000)).toEqual({ fromMs: 5_000, toMs: 10_000 });
    expect(panView(near, -90_000, 10_000)).toEqual({ fromMs: 0, toMs: 5_000 });
  });

  it('follows a cursor that leaves it', () => {
    const near = { fromMs: 0, toMs: 1_000 };
    expect(showCursor(near, 500, 10_000)).toBe(near);
    expect(showCursor(near, 5_000, 10_000)).toEqual({ fromMs: 4_800, toMs: 5_800 });
  });

  it('has marks that leave room for their times', () => {
    expect([rulerStep(all, 1_000), rulerStep(all, 300), rulerStep({ fromMs: 0, toMs: 100 }, 1_000)]).toEqual([
      1_000, 5_000, 10,
    ]);
  });
});

it('writes a test that replays the file, and fails for another state', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'repartee-inspector-'));
  try {
    const source = writeTest(recording, 'talk "1".repartee', 1_500);
    const file = path.join(folder, 'talk "1".repartee');
    writeFileSync(file, new Uint8Array(await (await recordConversation()).arrayBuffer()));
    // The body of the test, run here in place of Vitest.
    const [, body = ''] = /async \(\) => \{\n([\s\S]*)\n\}\);\n$/.exec(source) ?? [];
    const url = `${pathToFileURL(folder).href}/test.ts`;
    const world = { readFile, readRecording, createReplay, expect, url };
    const run = (code: string) =>
      (
        new Function(
          `{ ${Object.keys(world).join(', ')} }`,
          `return (async () => {${code.replace('import.meta.url', 'url')}})()`,
        ) as (given: typeof world) => Promise<void>
      )(world);
    await run(body);
    const other = body.replace('"phase":"user-speaking"', '"phase":"thinking"');
    expect(other).not.toBe(body);
    await expect(run(other)).rejects.toThrow('to match object');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
