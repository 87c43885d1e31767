import { describe, expect, it, vi } from 'vitest';
import { answer, createRoom, expectExactTruncation, levelOf, play } from '../../test/real-room.ts';
import { noise, voice } from '../../test/voices.ts';
import { serveDetector } from '../audio/serve-detector.ts';
import type { BargeIn } from '../session/barge-in/barge-in.ts';
import { createFakeDetector } from '../testing/fake-detector.ts';

describe('over real audio', () => {
  it('the agent is down within 60 ms while the page stands still for 500 ms', async () => {
    const { world, context, person, recorder } = await createRoom();
    answer(world, 8_000);
    await vi.waitUntil(() => world.session.store.getState().phase === 'speaking');
    // The room is learnt meanwhile: so long that the first guess about loudspeakers has gone.
    await vi.waitUntil(() => recorder.frames() > 2.5 * context.sampleRate);
    const onsetSeconds = context.currentTime + 0.15;
    play(context, person, voice(900, context.sampleRate, 0.15)).start(onsetSeconds);
    const until = performance.now() + 500;
    while (performance.now() < until);
    const unblockedSeconds = context.currentTime;
    const toFrame = (seconds: number) =>
      Math.round((seconds - (recorder.startSeconds() ?? 0)) * context.sampleRate);
    await vi.waitUntil(() => recorder.frames() > toFrame(unblockedSeconds + 0.3));
    const [heard, agent, output] = [recorder.line(0), recorder.line(1), recorder.line(2)];
    const onset = heard.findIndex(
      (sample, index) => index >= toFrame(onsetSeconds) && Math.abs(sample) > 0.05,
    );
    // One period of the agent's tone.
    const period = context.sampleRate / 200;
    let down = onset;
    while (down < output.length && levelOf(output, down, period) > 0.21 * levelOf(agent, down, period))
      down += 1;
    expect(onset).toBeGreaterThan(0);
    expect(((down - onset) / context.sampleRate) * 1000).toBeLessThan(60);
    expect(down).toBeLessThan(toFrame(unblockedSeconds));
    expect(levelOf(output, down, period)).toBeGreaterThan(0.15 * levelOf(agent, down, period));
  });

  it('a cough ducks and resumes: nothing is sent, and no sample is lost', async () => {
    const { world, context, person, recorder } = await createRoom();
    const told: unknown[] = [];
    world.session.on('barge-in', ({ verdict, onsetToDuckMs }) =>
      told.push([verdict, onsetToDuckMs !== null]),
    );
    const finished: number[] = [];
    world.session.on('entry-done', (entry) => entry.kind === 'message' && finished.push(entry.heardMs));
    answer(world, 5_000);
    await vi.waitUntil(() => world.session.store.getState().phase === 'speaking');
    await vi.waitUntil(() => recorder.frames() > 2.5 * context.sampleRate);
    play(context, person, noise(180, context.sampleRate, 0.3, 5)).start();
    await vi.waitUntil(() => told.length > 0);
    await vi.waitUntil(() => world.session.store.getState().phase === 'listening');
    expect(told[0]).toEqual(['resume', true]);
    expect(world.server.commandsOf('truncate-item')).toEqual([]);
    expect(world.server.commandsOf('cancel-response')).toEqual([]);
    const stats = world.session.speaker.getStats();
    expect(stats).toMatchObject({ underruns: 0, droppedMs: 0 });
    const [agent, output] = [recorder.line(1), recorder.line(2)];
    const sounding = agent.filter((sample) => sample !== 0).length;
    expect((sounding / context.sampleRate) * 1000).toBeGreaterThan(4_900);
    // Lower for a while, and otherwise the very samples of the agent.
    const changed = [...output].flatMap((sample, index) => (sample === agent[index] ? [] : [index]));
    const length = (changed.at(-1) ?? 0) - (changed[0] ?? 0);
    expect(length / context.sampleRate).toBeLessThan(1);
    expect(changed.every((index) => Math.abs(output[index] ?? 0) >= 0.19 * Math.abs(agent[index] ?? 0))).toBe(
      true,
    );
  });

  it('a detector in another thread decides', async () => {
    const hears = createFakeDetector({ speech: [[0, Infinity]] });
    const { world, context, recorder } = await createRoom({
      minLevelDb: 0,
      // The room is silent, so its sound speaks against a voice: the length of what the detector hears decides.
      minSpeechMs: 300,
      detector: ({ port, rateHz }) => serveDetector(port, rateHz, hears),
    });
    const told: BargeIn[] = [];
    world.session.on('barge-in', (one) => told.push(one));
    answer(world, 8_000);
    await vi.waitUntil(() => recorder.frames() > context.sampleRate);
    await vi.waitUntil(() => told.length > 0);
    expect(told[0]).toMatchObject({ verdict: 'yield', onsetToDuckMs: expect.any(Number) });
  });

  it('the built-in detector decides where another one fails, which is told once', async () => {
    const { world, context, person, recorder, errors } = await createRoom({
      // The made-up voice is judged by its length: it has too little of a person's.
      minSpeechMs: 300,
      detector: () => Promise.reject(new Error('There is no such file.')),
    });
    const told: string[] = [];
    world.session.on('barge-in', ({ verdict }) => told.push(verdict));
    answer(world, 8_000);
    await vi.waitUntil(() => recorder.frames() > 2.5 * context.sampleRate);
    play(context, person, voice(1_500, context.sampleRate, 0.15)).start();
    await vi.waitUntil(() => told.includes('yield'));
    expect(errors).toEqual(['worklet-failed']);
  });

  it('a short voice pauses the agent, which goes on there: no sample is lost', async () => {
    const { world, context, person, recorder } = await createRoom({ minSpeechMs: 5_000, pauseAfterMs: 150 });
    const told: BargeIn[] = [];
    world.session.on('barge-in', (one) => told.push(one));
    answer(world, 5_000);
    await vi.waitUntil(() => recorder.frames() > 2.5 * context.sampleRate);
    play(context, person, voice(600, context.sampleRate, 0.15)).start();
    await vi.waitUntil(() => told.length > 0);
    await vi.waitUntil(() => world.session.store.getState().phase === 'listening');
    expect(told[0]).toMatchObject({ verdict: 'resume', onsetToPauseMs: expect.any(Number) });
    expect(world.server.commandsOf('truncate-item')).toEqual([]);
    expect(world.session.speaker.getStats()).toMatchObject({ underruns: 0, droppedMs: 0 });
    const agent = recorder.line(1);
    const first = agent.findIndex((sample) => sample !== 0);
    const last = agent.findLastIndex((sample) => sample !== 0);
    const sounding = agent.filter((sample) => sample !== 0).length;
    expect((sounding / context.sampleRate) * 1000).toBeGreaterThan(4_850);
    expect((last - first) / context.sampleRate).toBeGreaterThan(5.2);
  });

  it('in ten interruptions the truncation is within one block of what was rendered', () =>
    expectExactTruncation(10));
});
