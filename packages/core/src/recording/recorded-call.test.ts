import { describe, expect, it } from 'vitest';
import { rms } from '../audio/level.ts';
import { decodeAudio } from '../audio/wire-audio.ts';
import { conversation } from '../testing/conversation.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import { readRecording } from './read-recording.ts';
import { createRecorder } from './recorder.ts';
import type { RecorderOptions } from './recorder.ts';
import type { RecordedAudio, Recording } from './recording.ts';

/** A call: the browser sends the microphone's track itself, so that no frame carries the user's audio. */
function createCall(): ScriptedSession {
  const clock = createManualClock();
  const callSpeaker = createFakeSpeaker({ clock });
  const world = createScriptedSession({
    vendor: { transport: 'webrtc', vendorEvents: true },
    ports: { clock, callSpeaker },
  });
  const { transport, settle } = world;
  const open = transport.open.bind(transport);
  transport.open = async (request) => Object.assign(await open(request), { isCall: true });
  const advance = async (ms: number) => {
    await clock.advanceAsync(ms);
    await settle();
  };
  return { ...world, advance };
}

async function recordCall(
  options: RecorderOptions,
  steps: (world: ScriptedSession) => PromiseLike<unknown>,
): Promise<Recording> {
  const world = createCall();
  const recorder = createRecorder(world.session, options);
  await steps(world);
  const recording = await readRecording(await recorder.save());
  expect(recording.problem).toBeNull();
  expect(world.server.receivedBytes).toBe(0);
  await world.session.close();
  return recording;
}

const userOf = ({ audio }: Recording) => audio.filter(({ side }) => side === 'user');
const lengthOf = (pieces: readonly RecordedAudio[]) =>
  pieces.reduce((sum, { durationMs }) => sum + durationMs, 0);
const levelOf = (pieces: readonly RecordedAudio[]) =>
  Math.max(0, ...pieces.map((piece) => rms(decodeAudio(piece.bytes, piece.format))));

describe('the user’s audio in the recording of a call', () => {
  it('is what the microphone captured, where it did, though no frame carries it', async () => {
    const recording = await recordCall({ audio: 'both' }, (world) =>
      conversation(world).connect().wait(1_000).user.says('one two three'),
    );
    const user = userOf(recording);
    expect(lengthOf(user)).toBeCloseTo(620, -2);
    expect(levelOf(user)).toBeCloseTo(0.2, 1);
    expect(user[0]?.atMs).toBeGreaterThan(950);
    expect(user[0]?.atMs).toBeLessThan(1_050);
    const frames = recording.steps.filter((step) => step.kind === 'frame' && step.audio?.side === 'user');
    expect(frames).toEqual([]);
  });

  it('begins when the call is live: the browser sends nothing from before', async () => {
    const recording = await recordCall({ audio: 'both' }, async (world) => {
      world.server.holdAnswers('configure');
      const connected = world.session.connect();
      await world.settle();
      for (let at = 0; at < 100; at += 1) {
        world.microphone.pushVoice();
        await world.advance(world.microphone.chunkMs);
      }
      world.server.releaseAnswers();
      await connected;
      await conversation(world).user.says('four five six');
    });
    expect(lengthOf(userOf(recording))).toBeCloseTo(620, -2);
  });

  it('is not said to be in a message that follows it', async () => {
    const recording = await recordCall({ audio: 'both' }, async (world) => {
      await conversation(world).connect();
      world.microphone.pushVoice();
      await world.settle();
      world.session.sendVendorEvent({ type: 'wave' });
    });
    const sent = recording.steps.filter((step) => step.kind === 'frame' && step.text.includes('wave'));
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toHaveProperty('audio');
  });

  it('has nothing of a mute, and goes on after it where the user does', async () => {
    const recording = await recordCall({ audio: 'both' }, (world) =>
      conversation(world)
        .connect()
        .user.says('one two three')
        .user.mutes()
        .do(async ({ microphone, advance }) => {
          for (let at = 0; at < 100; at += 1) {
            microphone.pushVoice();
            await advance(microphone.chunkMs);
          }
        })
        .user.unmutes()
        .user.says('four five six'),
    );
    const user = userOf(recording);
    expect(lengthOf(user)).toBeGreaterThan(1_150);
    expect(lengthOf(user)).toBeLessThan(1_350);
    expect((user.at(-1)?.atMs ?? 0) - (user[0]?.atMs ?? 0)).toBeGreaterThan(2_500);
  });

  it('is silent where a policy hides what was said', async () => {
    const turns = async (redact: (text: string) => boolean) => {
      const recording = await recordCall({ audio: 'both', redact }, (world) =>
        conversation(world)
          .connect()
          .user.says('My name is Swordfish')
          .agent.says('Hello you')
          .wait(2_000)
          .user.says('Thank you so much')
          .agent.says('You are welcome')
          .wait(1_000),
      );
      const user = userOf(recording);
      return [user.filter(({ atMs }) => atMs < 2_000), user.filter(({ atMs }) => atMs >= 2_000)].map(levelOf);
    };
    const [name, thanks] = await turns((text) => text.includes('Swordfish'));
    expect(name).toBe(0);
    expect(thanks).toBeCloseTo(0.2, 1);
    expect((await turns(() => false))[0]).toBeCloseTo(0.2, 1);
  });

  it('is within the limit of bytes, and left out where only the agent’s is kept', async () => {
    const speak = (world: ScriptedSession) =>
      conversation(world).connect().user.says('one two three four five six seven eight nine ten');
    const small = userOf(await recordCall({ audio: 'both', maxAudioBytes: 90_000 }, speak));
    // The file has eight bits a sample, where the recorder kept sixteen.
    const kept = small.reduce((sum, { bytes }) => sum + bytes.byteLength * 2, 0);
    expect(kept).toBeLessThanOrEqual(90_000);
    expect(kept).toBeGreaterThan(30_000);
    expect(userOf(await recordCall({ audio: 'agent' }, speak))).toEqual([]);
  });
});
