import { afterEach, expect, vi } from 'vitest';
import { tone } from './rendered-queue.ts';
import { recordSound } from './sound-recorder.ts';
import { createRandom, noise } from './voices.ts';
import { createMicrophone } from '../src/media/microphone.ts';
import { createSpeaker } from '../src/media/speaker.ts';
import { createReflex } from '../src/media/worklet-reflex.ts';
import { createScriptedSession } from '../src/testing/scripted-session.ts';
import type { ScriptedSession } from '../src/testing/scripted-session.ts';
import type { BargeInOptions } from '../src/runtime/barge-in-options.ts';
import type { MicrophonePort } from '../src/media/microphone-port.ts';
import type { SpeakerPath, SpeakerPort } from '../src/media/speaker-port.ts';

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
export async function createRoom(bargeIn: BargeInOptions = {}) {
  const context = new AudioContext();
  await context.resume();
  const person = context.createMediaStreamDestination();
  const room = play(context, person, noise(60_000, context.sampleRate, 0.002));
  room.start();
  const microphone = spyOn(createMicrophone({ audioContext: () => context }));
  const speaker = spyOn(createSpeaker({ audioContext: () => context }));
  const [track] = person.stream.getAudioTracks();
  const world = createScriptedSession({
    realTime: true,
    bargeIn,
    microphone: track ? { track } : {},
    ports: { microphone: microphone.port, speaker: speaker.port, reflex: createReflex() },
  });
  ends.push(() => {
    void world.session.close();
    void context.close();
  });
  const errors: string[] = [];
  world.session.on('error', ({ code }) => errors.push(code));
  await world.session.connect();
  const [{ source } = {}] = microphone.opened as { source?: AudioNode }[];
  const [{ path } = {}] = speaker.opened as { path?: SpeakerPath }[];
  if (!source || !path) throw new Error('The devices have no nodes.');
  await vi.waitUntil(() => world.session.store.getState().bargeIn !== null);
  const recorder = await recordSound(context, [source, path.agent, path.output]);
  return { world, context, person, recorder, errors };
}

/** Plays samples from a context into a node. */
export function play(context: AudioContext, to: AudioNode, samples: Float32Array): AudioBufferSourceNode {
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate });
  buffer.copyToChannel(Float32Array.from(samples), 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(to);
  return source;
}

/** The agent speaks: all of it has been sent. */
export function answer({ server }: ScriptedSession, ms: number): { itemId: string; responseId: string } {
  server.emit(...server.vendor.startResponse());
  const responseId = server.vendor.activeResponseId ?? '';
  const itemId = server.vendor.createId('answer');
  const position = { responseId, itemId, contentIndex: 0 };
  server.emit({ ...position, type: 'audio-delta', audio: tone(ms) }, { ...position, type: 'audio-done' });
  server.emit(...server.vendor.endResponse());
  return { itemId, responseId };
}

/** Level of a part of a line, as the root of its mean square. */
export function levelOf(line: Float32Array, from: number, frames: number): number {
  let power = 0;
  for (let index = from; index < from + frames; index += 1) power += (line[index] ?? 0) ** 2;
  return Math.sqrt(power / frames);
}

/**
 * The app interrupts the agent over and over: what the vendor is told was heard is within one block of what was rendered.
 * @param rounds - how often
 */
export async function expectExactTruncation(rounds: number): Promise<void> {
  const { world, context, recorder } = await createRoom();
  const random = createRandom(4);
  const errorsMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fromFrame = recorder.frames();
    const { itemId } = answer(world, 900);
    await vi.waitUntil(() => world.session.speaker.getPlayhead()?.itemId === itemId, { interval: 2 });
    const aimMs = 20 + 100 * random();
    await vi.waitUntil(() => (world.session.speaker.getPlayhead()?.heardMs ?? 0) >= aimMs, { interval: 1 });
    world.session.interrupt();
    await vi.waitUntil(
      () => world.server.commandsOf('truncate-item').some((command) => command.itemId === itemId),
      { interval: 1 },
    );
    await vi.waitUntil(() => recorder.line(1, recorder.frames() - 2_048).every((sample) => sample === 0), {
      interval: 2,
    });
    const command = world.server.commandsOf('truncate-item').find((one) => one.itemId === itemId);
    errorsMs.push((command?.audioEndMs ?? 0) - renderedMs(recorder.line(1, fromFrame), context.sampleRate));
  }
  expect(errorsMs).toHaveLength(rounds);
  const blockMs = (128 / context.sampleRate) * 1000;
  // Whole milliseconds are told, rounded down.
  expect(Math.max(...errorsMs.map(Math.abs))).toBeLessThan(blockMs + 1);
}

/** The time with sound, in milliseconds. A tone has single zeros, a gap has many. */
function renderedMs(line: Float32Array, rateHz: number): number {
  let frames = 0;
  let zeros = 0;
  for (const sample of line) {
    if (sample === 0) zeros += 1;
    else {
      if (frames > 0 && zeros < 64) frames += zeros;
      frames += 1;
      zeros = 0;
    }
  }
  return (frames / rateHz) * 1000;
}
