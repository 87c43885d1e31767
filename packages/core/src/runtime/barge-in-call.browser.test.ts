import { expect, inject, it, onTestFinished } from 'vitest';
import { mint } from '../../test/emulated-call.ts';
import { recordSound } from '../../test/sound-recorder.ts';
import { noise, voice } from '../../test/voices.ts';
import { openai } from '../adapters/openai/index.ts';
import { createContextPool } from '../media/context-pool.ts';
import { createMicrophone } from '../media/microphone.ts';
import { createRemoteSpeaker } from '../media/remote-speaker.ts';
import type { SpeakerPath, SpeakerPort } from '../media/speaker-port.ts';
import { createRealtimeSession } from './create-realtime-session.ts';

const origin = inject('emulatorOrigin');
const timeout = 30_000;

/** A call whose two ends are this page's: what the user says, and what leaves for the ear. */
async function createCall() {
  const context = new AudioContext();
  await context.resume();
  const person = context.createMediaStreamDestination();
  const [track] = person.stream.getAudioTracks();
  if (!track) throw new Error('A destination has a track.');
  say(context, person, noise(60_000, context.sampleRate, 0.002), context.currentTime);
  const contexts = createContextPool({ audioContext: () => context });
  const speaker = createRemoteSpeaker({ contexts });
  const paths: SpeakerPath[] = [];
  const callSpeaker: SpeakerPort = {
    unlock: () => speaker.unlock(),
    async open(options) {
      const opened = await speaker.open(options);
      if (opened.path) paths.push(opened.path);
      return opened;
    },
  };
  const session = createRealtimeSession({
    adapter: openai({ baseUrl: `${origin}/v1`, transport: 'webrtc' }),
    credential: () => mint(),
    microphone: { track },
    // The made-up voice is judged by its length: it has too little of a person's.
    bargeIn: { minSpeechMs: 300 },
    ports: { microphone: createMicrophone({ contexts }), callSpeaker },
  });
  onTestFinished(async () => {
    await session.close();
    await context.close();
  });
  await session.connect();
  const [path] = paths;
  if (!path) throw new Error('The speaker of a call has no path.');
  return { session, context, person, path };
}

function say(context: AudioContext, to: AudioNode, samples: Float32Array, atSeconds: number): void {
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: context.sampleRate });
  buffer.copyToChannel(Float32Array.from(samples), 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(to);
  source.start(atSeconds);
}

it(
  'over a call the remote track is ducked while the page stands still for 500 ms',
  { timeout: 90_000 },
  async () => {
    const { session, context, person, path } = await createCall();
    const told: string[] = [];
    session.on('barge-in', ({ verdict }) => told.push(verdict));
    session.sendText('Tell me a long story.');
    await expect.poll(() => session.store.getState().phase, { timeout }).toBe('speaking');
    await expect.poll(() => session.speaker.getPlayhead()?.heardMs ?? 0, { timeout }).toBeGreaterThan(2_000);
    const recorder = await recordSound(context, [path.agent, path.output]);
    const saidSeconds = context.currentTime + 0.1;
    say(context, person, voice(1_500, context.sampleRate, 0.15), saidSeconds);
    const until = performance.now() + 500;
    while (performance.now() < until);
    const unblockedSeconds = context.currentTime;
    await expect.poll(() => told.at(-1), { timeout }).toBe('yield');
    const [agent, output] = [recorder.line(0), recorder.line(1)];
    recorder.stop();
    const last = session.store.getState().bargeIn?.history.at(-1);
    expect(last?.onsetToDuckMs).toBeLessThan(60);
    expect(last?.onsetToSilenceMs).toBeGreaterThan(0);
    // Lower at the output before the page could have done anything about it.
    const toFrame = (seconds: number) =>
      Math.round((seconds - (recorder.startSeconds() ?? 0)) * context.sampleRate);
    const isDown = (index: number) =>
      Math.abs(agent[index] ?? 0) > 0.02 && Math.abs((output[index] ?? 0) / (agent[index] ?? 1) - 0.2) < 0.01;
    const down = agent.findIndex((_, index) => index > toFrame(saidSeconds) && isDown(index));
    expect(down).toBeGreaterThan(toFrame(saidSeconds));
    expect(down).toBeLessThan(toFrame(unblockedSeconds));
    await expect.poll(() => session.store.getState().phase, { timeout }).not.toBe('speaking');
  },
);
