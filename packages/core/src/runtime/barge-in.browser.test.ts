import { afterEach, describe, expect, it, vi } from 'vitest';
import { tone } from '../../test/rendered-queue.ts';
import { recordSound } from '../../test/sound-recorder.ts';
import { createRandom, noise, voice } from '../../test/voices.ts';
import { createMicrophone } from '../media/microphone.ts';
import { createSpeaker } from '../media/speaker.ts';
import { createReflex } from '../media/worklet-reflex.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import type { MicrophonePort } from '../media/microphone-port.ts';
import type { SpeakerPath, SpeakerPort } from '../media/speaker-port.ts';

const ends: (() => void)[] = [];

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Hands out what a device port opens, so that a test can listen at its nodes. */
function spyOn<Port extends MicrophonePort | SpeakerPort>(port: Port) {
  const opened: unknown[] = [];
  const open = async (request: never) => {
    const device: unknown = await (port.open as (request: never) => Promise<unknown>)(request);
    opened.push(device);
    return device;
  };
  return { port: { ...port, open } as Port, opened };
}

/** A session over real audio: a person at one end whom the test plays, a scripted vendor at the other. */
async function createRoom() {
  const context = new AudioContext();
  await context.resume();
  const person = context.createMediaStreamDestination();
  const room = play(context, person, noise(60_000, context.sampleRate, 0.002));
  room.start();
  const microphone = spyOn(createMicrophone({ audioContext: () => context }));
  const speaker = spyOn(createSpeaker({ audioContext: () => context }));
  const [track] = person.stream.getAudioTracks();
  const world = createScriptedSession({
    isRealTime: true,
    bargeIn: {},
    microphone: track ? { track } : {},
    ports: { microphone: microphone.port, speaker: speaker.port, reflex: createReflex() },
  });
  ends.push(() => {
    void world.session.close();
    void context.close();
  });
  await world.session.connect();
  const [{ source } = {}] = microphone.opened as { source?: AudioNode }[];
  const [{ path } = {}] = speaker.opened as { path?: SpeakerPath }[];
  if (!source || !path) throw new Error('The devices have no nodes.');
  await vi.waitUntil(() => world.session.store.getState().bargeIn !== null);
  const recorder = await recordSound(context, [source, path.agent, path.output]);
  return { world, context, person, recorder };
}

function play(context: AudioContext, to: AudioNode, samples: Float32Array): AudioBufferSourceNode {
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate });
  buffer.copyToChannel(Float32Array.from(samples), 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(to);
  return source;
}

/** The agent speaks: all of it has been sent. */
function answer({ server }: ScriptedSession, ms: number): { itemId: string; responseId: string } {
  server.emit(...server.vendor.startResponse());
  const responseId = server.vendor.activeResponseId ?? '';
  const itemId = server.vendor.createId('answer');
  const position = { responseId, itemId, contentIndex: 0 };
  server.emit({ ...position, type: 'audio-delta', audio: tone(ms) }, { ...position, type: 'audio-done' });
  server.emit(...server.vendor.endResponse());
  return { itemId, responseId };
}

/** Level of a part of a line, as the root of its mean square. */
function levelOf(line: Float32Array, from: number, frames: number): number {
  let power = 0;
  for (let index = from; index < from + frames; index += 1) power += (line[index] ?? 0) ** 2;
  return Math.sqrt(power / frames);
}

describe('over real audio', () => {
  it('the agent is down within 60 ms while the page stands still for 500 ms', async () => {
    const { world, context, person, recorder } = await createRoom();
    answer(world, 8_000);
    await vi.waitUntil(() => world.session.store.getState().phase === 'speaking');
    // The room is learnt meanwhile: so long that the first guess about loudspeakers has gone.
    await vi.waitUntil(() => recorder.line(1).length > 2.5 * context.sampleRate, { timeout: 10_000 });
    const onsetSeconds = context.currentTime + 0.15;
    play(context, person, voice(900, context.sampleRate, 0.15)).start(onsetSeconds);
    const until = performance.now() + 500;
    while (performance.now() < until);
    const unblockedSeconds = context.currentTime;
    const toFrame = (seconds: number) =>
      Math.round((seconds - (recorder.startSeconds() ?? 0)) * context.sampleRate);
    await vi.waitUntil(() => recorder.line(2).length > toFrame(unblockedSeconds + 0.3));
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
    world.session.on('entry-settled', (entry) => entry.kind === 'message' && finished.push(entry.heardMs));
    answer(world, 5_000);
    await vi.waitUntil(() => world.session.store.getState().phase === 'speaking');
    await vi.waitUntil(() => recorder.line(1).length > 2.5 * context.sampleRate, { timeout: 10_000 });
    play(context, person, noise(180, context.sampleRate, 0.3, 5)).start();
    await vi.waitUntil(() => told.length > 0, { timeout: 5_000 });
    await vi.waitUntil(() => world.session.store.getState().phase === 'listening', { timeout: 10_000 });
    expect(told[0]).toEqual(['resume', true]);
    expect(world.server.commandsOf('truncate-item')).toEqual([]);
    expect(world.server.commandsOf('cancel-response')).toEqual([]);
    const stats = world.session.getPlaybackStats();
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

  it('in a hundred interruptions the truncation is within one block of what was rendered', async () => {
    const { world, context, recorder } = await createRoom();
    const random = createRandom(4);
    const errorsMs: number[] = [];
    for (let round = 0; round < 100; round += 1) {
      const fromFrame = recorder.line(1).length;
      const { itemId } = answer(world, 900);
      await vi.waitUntil(() => world.session.getPlayhead()?.itemId === itemId, { interval: 2 });
      const aimMs = 20 + 100 * random();
      await vi.waitUntil(() => (world.session.getPlayhead()?.heardMs ?? 0) >= aimMs, { interval: 1 });
      world.session.interrupt();
      await vi.waitUntil(
        () => world.server.commandsOf('truncate-item').some((command) => command.itemId === itemId),
        { interval: 1 },
      );
      await vi.waitUntil(
        () =>
          recorder
            .line(1)
            .slice(-2_048)
            .every((sample) => sample === 0),
        { interval: 2 },
      );
      const command = world.server.commandsOf('truncate-item').find((one) => one.itemId === itemId);
      errorsMs.push((command?.audioEndMs ?? 0) - renderedMs(recorder.line(1), fromFrame, context.sampleRate));
    }
    expect(errorsMs).toHaveLength(100);
    const blockMs = (128 / context.sampleRate) * 1000;
    // Whole milliseconds are told, rounded down.
    expect(Math.max(...errorsMs.map(Math.abs))).toBeLessThan(blockMs + 1);
  }, 60_000);
});

/** How long there was sound from a frame on, in milliseconds. A tone has single zeros, a gap has many. */
function renderedMs(line: Float32Array, from: number, rateHz: number): number {
  let frames = 0;
  let zeros = 0;
  for (let index = from; index < line.length; index += 1) {
    if (line[index] === 0) zeros += 1;
    else {
      if (frames > 0 && zeros < 64) frames += zeros;
      frames += 1;
      zeros = 0;
    }
  }
  return (frames / rateHz) * 1000;
}
