import { describe, expect, it, vi } from 'vitest';
import { tone } from '../../../test/rendered-queue.ts';
import { PlaybackQueue } from '../../audio/playback-queue.ts';
import type { PlaybackEvent } from '../../audio/playback-queue.ts';
import { loadWorklet } from '../load-worklet.ts';
import { ownWorkletUrl } from '../worklet-url.ts';
import { PLAYBACK_PROCESSOR } from './messages.ts';
import type { PlaybackCommand, PlaybackReport, PlaybackSetup } from './messages.ts';

const SETUP: PlaybackSetup = { format: { encoding: 'pcm16', sampleRateHz: 24_000 }, volume: 1 };
const RATE = 48_000;

function push(itemId: string, chunk: Uint8Array<ArrayBuffer>): PlaybackCommand {
  return { type: 'push', batches: [{ itemId, audio: chunk }] };
}

function createNode(context: BaseAudioContext): AudioWorkletNode {
  return new AudioWorkletNode(context, PLAYBACK_PROCESSOR, {
    numberOfInputs: 0,
    outputChannelCount: [1],
    processorOptions: SETUP,
  });
}

/** The built worklet in a context that renders as fast as it can and keeps every sample. */
async function createBench(seconds: number) {
  const context = new OfflineAudioContext(1, seconds * RATE, RATE);
  await loadWorklet(context, ownWorkletUrl());
  const [node, other] = [createNode(context), createNode(context)];
  node.connect(context.destination);
  const reports: PlaybackReport[] = [];
  const events: PlaybackEvent[] = [];
  node.port.onmessage = ({ data }: MessageEvent<PlaybackReport>) => {
    reports.push(data);
    events.push(...data.events);
  };
  /** Tells the node, and waits until the audio thread has heard it: until it answers another node, asked later. */
  const tell = (...commands: readonly PlaybackCommand[]) =>
    new Promise<void>((resolve) => {
      for (const command of commands) node.port.postMessage(command);
      other.port.onmessage = () => resolve();
      other.port.postMessage({ type: 'flush', flushId: 0, isStill: true } satisfies PlaybackCommand);
    });
  /** Does something at a moment of the rendering, while it stands still. */
  const at = (atSeconds: number, act: () => Promise<void>) =>
    void context
      .suspend(atSeconds)
      .then(act)
      .then(() => context.resume());
  const until = (type: PlaybackEvent['type']) =>
    vi.waitUntil(() => events.some((event) => event.type === type));
  const render = async () => (await context.startRendering()).getChannelData(0);
  return { reports, events, tell, at, until, render };
}

function lastSoundIn(output: Float32Array): number {
  return output.findLastIndex((sample) => sample !== 0);
}

describe('the playback worklet', () => {
  it('renders to the sample what the pure queue renders', async () => {
    const { tell, render, events, until } = await createBench(1);
    const queue = new PlaybackQueue({ ...SETUP, rateHz: RATE });
    for (const [itemId, ms] of [
      ['a', 300],
      ['b', 251.3],
    ] as const) {
      queue.push(itemId, tone(ms));
      queue.end(itemId);
      await tell(push(itemId, tone(ms)), { type: 'end', itemId });
    }
    const output = await render();
    await until('drained');
    const expected = new Float32Array(RATE);
    const expectedEvents: PlaybackEvent[] = [];
    for (let from = 0; from < RATE; from += 128)
      expectedEvents.push(...queue.render(expected.subarray(from, from + 128)));
    expect(output).toEqual(expected);
    expect(events).toEqual(expectedEvents);
    expect(lastSoundIn(output)).toBeGreaterThan(0.55 * RATE);
  });

  it('says to the sample what was rendered when it was cut, and drops what comes late', async () => {
    const { at, tell, render, events, until } = await createBench(1);
    // A complete item sounds at once, from any sender.
    await tell(push('a', tone(900)), { type: 'end', itemId: 'a' });
    at(0.4, () => tell({ type: 'flush', flushId: 1, isStill: false }, push('a', tone(300))));
    const output = await render();
    await until('flushed');
    const flushed = events.find((event) => event.type === 'flushed');
    const renderedFrames = Math.round(((flushed?.items[0]?.renderedMs ?? 0) * RATE) / 1000);
    // The last frame of a fade is faded to nothing, so the sound may end one frame before what was rendered.
    expect(renderedFrames - (lastSoundIn(output) + 1)).toBeOneOf([0, 1]);
    // The context stops at the block in which the moment lies, and the fade takes 4 ms.
    expect(renderedFrames).toBe(Math.ceil((0.4 * RATE) / 128) * 128 + 0.004 * RATE);
  });

  it('answers at once while it stands still', async () => {
    const { at, tell, render, events, until } = await createBench(1);
    // A complete item sounds at once, from any sender.
    await tell(push('a', tone(900)), { type: 'end', itemId: 'a' });
    at(0.4, async () => {
      await tell({ type: 'flush', flushId: 7, isStill: true });
      await until('flushed');
    });
    const output = await render();
    const renderedFrames = Math.ceil((0.4 * RATE) / 128) * 128;
    expect(events.find((event) => event.type === 'flushed')).toEqual({
      type: 'flushed',
      flushId: 7,
      items: [{ itemId: 'a', renderedMs: (renderedFrames * 1000) / RATE }],
    });
    expect(lastSoundIn(output)).toBe(renderedFrames - 1);
  });

  it('reports the playhead sixty times a second, and nothing while there is nothing to say', async () => {
    const { tell, render, reports, until } = await createBench(4);
    await tell(push('a', tone(1_000)), { type: 'end', itemId: 'a' });
    await render();
    await until('drained');
    expect(reports.length).toBeGreaterThan(45);
    expect(reports.length).toBeLessThan(66);
    const errorsMs = reports.map(({ playhead, untilSeconds }) =>
      playhead ? Math.abs(playhead.renderedMs - untilSeconds * 1000) : 0,
    );
    expect(Math.max(...errorsMs)).toBeLessThan(1e-6);
  });

  it('falls silent when it is closed', async () => {
    const { at, tell, render } = await createBench(1);
    // A complete item sounds at once, from any sender.
    await tell(push('a', tone(900)), { type: 'end', itemId: 'a' });
    at(0.2, () => tell({ type: 'close' }));
    const output = await render();
    expect(lastSoundIn(output)).toBe(Math.ceil((0.2 * RATE) / 128) * 128 - 1);
  });
});
