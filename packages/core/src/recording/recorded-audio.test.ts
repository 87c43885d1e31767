import { describe, expect, it } from 'vitest';
import { rms } from '../audio/level.ts';
import { decodeAudio } from '../audio/wire-audio.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import { durationMs } from '../protocol/audio-format.ts';
import type { SessionEvents } from '../runtime/realtime-session.ts';
import { AudioRecorder } from './audio-recorder.ts';
import { exportAudio } from './export-audio.ts';
import { readLine, readRecording } from './read-recording.ts';
import { createRecorder } from './recorder.ts';
import type { RawStep } from './raw-steps.ts';
import type { RecorderOptions } from './recorder.ts';
import type { RecordedAudio, RecordedLevels, Recording } from './recording.ts';

const OPTIONS: RecorderOptions = { audio: 'both' };

async function record(
  options: RecorderOptions,
  steps: (world: ScriptedSession) => PromiseLike<unknown>,
): Promise<{ readonly world: ScriptedSession; readonly recording: Recording }> {
  const world = createScriptedSession();
  const recorder = createRecorder(world.session, options);
  await steps(world);
  const recording = await readRecording(await recorder.save());
  expect(recording.problem).toBeNull();
  await world.session.close();
  return { world, recording };
}

const lengthOf = (pieces: readonly RecordedAudio[]) =>
  pieces.reduce((sum, { durationMs }) => sum + durationMs, 0);
const of = ({ audio }: Recording, side: 'user' | 'agent', isHeard = true) =>
  audio.filter((piece) => piece.side === side && piece.isHeard === isHeard);
const levelOf = (pieces: readonly RecordedAudio[]) =>
  Math.max(...pieces.map((piece) => rms(decodeAudio(piece.bytes, piece.format))));

/** The samples of the WAV file between two times, of one channel. */
async function channelOf(file: Blob, channel: number, fromMs: number, toMs: number): Promise<Float32Array> {
  const view = new DataView(await file.arrayBuffer());
  const rateHz = view.getUint32(24, true);
  const frames = [fromMs, toMs].map((ms) => Math.round((ms * rateHz) / 1000)) as [number, number];
  const samples = new Float32Array(frames[1] - frames[0]);
  return samples.map((_, at) => view.getInt16(44 + ((frames[0] + at) * 2 + channel) * 2, true) / 32_768);
}

const audioDelta = (itemId: string, audio: Uint8Array<ArrayBuffer>): RawStep => ({
  kind: 'event',
  atMs: 0,
  type: 'server-event',
  event: { type: 'audio-delta', responseId: 'r1', itemId, contentIndex: 0, audio },
});

const interruption = (itemId: string, heardMs: number): RawStep => ({
  kind: 'event',
  atMs: 1_000,
  type: 'interruption',
  event: { itemId, heardMs } as SessionEvents['interruption'],
});

describe('the audio of a recording', () => {
  it('is that which left the speaker, where it left it', async () => {
    const { world, recording } = await record(OPTIONS, (session) =>
      conversation(session).connect().user.says('What is new?').agent.says('Nothing much at all').wait(500),
    );
    const heard = of(recording, 'agent');
    const [answer] = world.speaker.rendered;
    expect(lengthOf(heard)).toBeCloseTo(answer?.heardMs ?? 0, -1);
    const phases = recording.steps.flatMap((step) =>
      step.kind === 'event' && step.type === 'phase-changed' && step.event.phase === 'speaking'
        ? [step.atMs]
        : [],
    );
    expect(heard[0]?.atMs).toBeGreaterThan((phases[0] ?? 0) - 30);
    expect(heard[0]?.atMs).toBeLessThan((phases[0] ?? 0) + 30);
    const rendered = world.speaker.output().filter((sample) => sample !== 0);
    expect(levelOf(heard)).toBeCloseTo(rms(rendered), 1);
  });

  it('ends at a cut, and what was never heard is apart', async () => {
    const { world, recording } = await record(OPTIONS, (session) =>
      conversation(session)
        .connect()
        .user.says('Tell me everything')
        .agent.says('one two three four five six seven eight', { interruptAfterWord: 3 })
        .wait(1_000),
    );
    const [answer] = world.speaker.rendered;
    const heardMs = answer?.heardMs ?? 0;
    expect(heardMs).toBeLessThan(1_000);
    // The fade belongs to what is heard.
    expect(lengthOf(of(recording, 'agent'))).toBeGreaterThan(heardMs - 20);
    expect(lengthOf(of(recording, 'agent'))).toBeLessThan(heardMs + 40);
    const unheard = of(recording, 'agent', false);
    expect(lengthOf(unheard)).toBeCloseTo(1_600 - heardMs, -2);
    expect(unheard[0]).toMatchObject({ itemId: answer?.itemId });
    expect(levelOf(unheard)).toBeGreaterThan(0.1);
  });

  it('of the user is what went to the vendor: nothing of a mute, and the times stay right', async () => {
    const { recording } = await record(OPTIONS, (session) =>
      conversation(session)
        .connect()
        .user.says('one two three')
        .user.mutes()
        .do(async ({ microphone, advance }) => {
          for (let at = 0; at < 100; at += 1) {
            microphone.pushVoice();
            await advance(20);
          }
        })
        .user.unmutes()
        .user.says('four five six'),
    );
    const user = of(recording, 'user');
    expect(lengthOf(user)).toBeGreaterThan(1_150);
    expect(lengthOf(user)).toBeLessThan(1_350);
    const [first] = user;
    const last = user.at(-1);
    expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(2_500);
  });

  it.each([
    ['none', 0, 0],
    ['agent', 0, 1],
    ['both', 1, 1],
  ] as const)('%s', async (audio, user, agent) => {
    const { recording } = await record({ audio }, (session) =>
      conversation(session).connect().user.says('Hello you').agent.says('Hello').wait(300),
    );
    expect(recording.manifest.audio).toBe(audio);
    expect([of(recording, 'user').length > 0, of(recording, 'agent').length > 0]).toEqual([
      user > 0,
      agent > 0,
    ]);
  });

  it('is that of the last minutes, and of the last bytes', async () => {
    const talk = async (session: ScriptedSession) => {
      await conversation(session).connect();
      for (let turn = 0; turn < 20; turn += 1)
        await conversation(session).user.says('one two three').agent.says('four five').wait(1_000);
    };
    const { recording } = await record({ audio: 'both', maxDurationMs: 10_000 }, talk);
    expect(recording.manifest.durationMs).toBe(10_000);
    for (const { atMs } of recording.audio) expect(atMs).toBeGreaterThanOrEqual(0);
    expect(recording.audio[0]?.atMs).toBeLessThan(3_000);
    const small = await record({ audio: 'both', maxAudioBytes: 100_000 }, talk);
    const kept = small.recording.audio.map(({ side, bytes }) => bytes.byteLength * (side === 'user' ? 2 : 1));
    expect(kept.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(100_000);
    expect(kept.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(50_000);
    expect(small.recording.steps.length).toBeGreaterThan(500);
  });

  it('is within its limit while answers are cut, too', async () => {
    const maxAudioBytes = 60_000;
    const { recording } = await record({ audio: 'both', maxAudioBytes }, async (session) => {
      await conversation(session).connect();
      for (let turn = 0; turn < 12; turn += 1)
        await conversation(session)
          .user.says('one two')
          .agent.says('one two three four five six seven eight', { interruptAfterWord: 2 })
          .wait(500);
    });
    // The file has eight bits a sample, where the recorder kept sixteen of what came over the wire.
    const kept = recording.audio.map(
      ({ side, isHeard, bytes }) => bytes.byteLength * (side === 'agent' && isHeard ? 1 : 2),
    );
    const sum = kept.reduce((total, size) => total + size, 0);
    expect(sum).toBeLessThanOrEqual(maxAudioBytes);
    expect(sum).toBeGreaterThan(maxAudioBytes / 3);
    expect(of(recording, 'agent', false).length).toBeGreaterThan(0);
  });

  it('counts what has arrived and is not heard yet, and drops its beginning first', async () => {
    const world = createScriptedSession();
    await conversation(world).connect();
    const maxBytes = 20_000;
    const audio = new AudioRecorder({ session: world.session, sides: 'both', maxBytes, startedAtMs: 0 });
    const piece = 1_000;
    const receive = (itemId: string, level: number) => {
      const bytes = new Uint8Array(piece).fill(level);
      audio.take(audioDelta(itemId, bytes));
      expect(audio.byteLength).toBeLessThanOrEqual(maxBytes);
    };
    for (let item = 0; item < 6; item += 1) for (let at = 1; at <= 40; at += 1) receive(`i${item}`, at);
    expect(audio.byteLength).toBe(maxBytes / 2);
    // Of the last answer ten pieces are left. It is cut where the fifth of those had been heard.
    const msOfPiece = durationMs(piece, world.adapter.outputFormat);
    audio.take(interruption('i5', 35 * msOfPiece));
    const [unheard] = audio.list(0);
    expect(unheard).toMatchObject({ isHeard: false, itemId: 'i5', atMs: 1_000 });
    expect(unheard?.pieces.map(([level]) => level)).toEqual([36, 37, 38, 39, 40]);
    // Of another one, more is gone than was heard: what is left is later.
    for (let at = 1; at <= 40; at += 1) receive('i6', at);
    audio.take(interruption('i6', 10 * msOfPiece));
    const last = audio.list(0).at(-1);
    const kept = last?.pieces.length ?? 0;
    expect(last?.pieces.at(-1)?.[0]).toBe(40);
    expect(last?.atMs).toBeCloseTo(1_000 + (30 - kept) * msOfPiece, 6);
    await world.session.close();
  });

  it('stays out of a file that is saved without it, and in the next one', async () => {
    const world = createScriptedSession();
    const recorder = createRecorder(world.session, OPTIONS);
    await conversation(world).connect().user.says('What is new?').agent.says('Nothing much');
    const silent = await readRecording(await recorder.save({ audio: 'drop' }));
    expect([silent.manifest.audio, silent.audio]).toEqual(['none', []]);
    const whole = await readRecording(await recorder.save());
    expect(whole.manifest.audio).toBe('both');
    expect(whole.audio.length).toBeGreaterThan(0);
    expect(whole.steps.length).toBeGreaterThanOrEqual(silent.steps.length);
    await world.session.close();
  });

  it('of a recorder that is created late begins with it, also in the middle of an answer', async () => {
    const world = createScriptedSession();
    let recording: Recording | null = null;
    await conversation(world)
      .connect()
      .do(async () => {
        const answer = conversation(world).agent.says('one two three four five six');
        const done = Promise.resolve(answer);
        const recorder = createRecorder(world.session, OPTIONS);
        await done;
        recording = await readRecording(await recorder.save());
      });
    expect(lengthOf(of(recording as unknown as Recording, 'agent'))).toBeGreaterThan(500);
    await world.session.close();
  });

  it('goes on over a lost connection and a second conversation of the session', async () => {
    const { recording } = await record(OPTIONS, async (session) => {
      await conversation(session).connect().user.says('one').agent.says('two').drop();
      await conversation(session).wait(2_000).user.says('three').agent.says('four').close();
      await conversation(session).connect().user.says('five').agent.says('six').wait(500);
    });
    expect(lengthOf(of(recording, 'agent'))).toBeGreaterThan(550);
    expect(lengthOf(of(recording, 'user'))).toBeGreaterThan(550);
  });
});

describe('a follower', () => {
  const levelsOf = (lines: readonly string[]) =>
    lines.flatMap((line) => {
      const read = readLine(line);
      return read && 'kind' in read && read.kind === 'levels' ? [read] : [];
    });
  /** The part of the timeline that they cover, in milliseconds: short chunks share a level. */
  const lengthOfLevels = (all: readonly RecordedLevels[], side: 'user' | 'agent', isHeard = true) => {
    const places = all
      .filter((one) => one.side === side && one.isHeard === isHeard)
      .flatMap(({ atMs, levels, everyMs }) => levels.map((_, at) => Math.floor(atMs / everyMs) + at));
    return new Set(places).size * 20;
  };
  /** Follows one from the start, and one from the end. */
  const follow = async (options: RecorderOptions) => {
    const world = createScriptedSession();
    const recorder = createRecorder(world.session, options);
    const [early, late]: [string[], string[]] = [[], []];
    recorder.follow((line) => early.push(line));
    await conversation(world)
      .connect()
      .user.says('Tell me everything')
      .agent.says('one two three four five six seven eight', { interruptAfterWord: 3 })
      .wait(1_000);
    const stop = recorder.follow((line) => late.push(line));
    stop();
    const recording = await readRecording(await recorder.save());
    await world.session.close();
    return { early, late, recording };
  };

  it('gets levels in place of audio: of both sides, of what was cut, and of what was before', async () => {
    const { early, late, recording } = await follow(OPTIONS);
    for (const lines of [early, late]) {
      const levels = levelsOf(lines);
      for (const side of ['user', 'agent'] as const)
        expect(lengthOfLevels(levels, side)).toBeCloseTo(lengthOf(of(recording, side)), -2);
      expect(lengthOfLevels(levels, 'agent', false)).toBeCloseTo(lengthOf(of(recording, 'agent', false)), -2);
      const loudest = Math.max(...levels.flatMap((one) => one.levels));
      expect(loudest).toBeCloseTo(0.3, 1);
      const first = levels.find(({ side }) => side === 'agent');
      expect(Math.abs((first?.atMs ?? 0) - (of(recording, 'agent')[0]?.atMs ?? 0))).toBeLessThan(120);
    }
    expect([...early, ...late].filter((line) => line.includes('"data"'))).toEqual([]);
  });

  it('gets none where no audio is recorded', async () => {
    const { early, late } = await follow({});
    expect([...levelsOf(early), ...levelsOf(late)]).toEqual([]);
  });

  it('is refused levels that are damaged', () => {
    const line = { kind: 'levels', atMs: 1, side: 'user', isHeard: true, everyMs: 20, levels: [0.5] };
    expect(readLine(JSON.stringify(line))).toEqual(line);
    for (const broken of [{ levels: ['loud'] }, { levels: null }, { everyMs: 0 }, { side: 'dog' }])
      expect(() => readLine(JSON.stringify({ ...line, ...broken }))).toThrow('has a damaged line');
  });
});

describe('exportAudio', () => {
  it('writes both sides as they were heard, in two channels', async () => {
    const { recording } = await record(OPTIONS, (session) =>
      conversation(session).connect().user.says('one two three').agent.says('four five six').wait(500),
    );
    const file = exportAudio(recording);
    expect(file.type).toBe('audio/wav');
    const [user] = of(recording, 'user');
    const [agent] = of(recording, 'agent');
    const userAt = user?.atMs ?? 0;
    const agentAt = agent?.atMs ?? 0;
    expect(rms(await channelOf(file, 0, userAt + 50, userAt + 500))).toBeGreaterThan(0.05);
    expect(rms(await channelOf(file, 1, userAt + 50, userAt + 500))).toBe(0);
    expect(rms(await channelOf(file, 1, agentAt + 50, agentAt + 500))).toBeCloseTo(0.3 / Math.SQRT2, 1);
    expect(rms(await channelOf(file, 1, agentAt - 50, agentAt - 5))).toBe(0);
  });

  it('refuses a recording without audio', async () => {
    const { recording } = await record({}, (session) => conversation(session).connect());
    expect(() => exportAudio(recording)).toThrow(
      expect.objectContaining({ code: 'invalid-config' }) as unknown as RealtimeError,
    );
  });
});

describe('a recorder that runs for long', () => {
  it('keeps as much after twelve times its length as after three', async () => {
    const world = await conversation().connect();
    const recorder = createRecorder(world.session, { audio: 'both', maxDurationMs: 10_000 });
    const sizes: { readonly steps: number; readonly bytes: number; readonly file: number }[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      for (let turn = 0; turn < 10; turn += 1)
        await conversation(world).user.says('one two three').agent.says('four five six').wait(1_500);
      const file = await recorder.save();
      const { steps, audio } = await readRecording(file);
      const bytes = audio.reduce((sum, piece) => sum + piece.bytes.byteLength, 0);
      sizes.push({ steps: steps.length, bytes, file: file.size });
    }
    const [first] = sizes;
    for (const { steps, bytes, file } of sizes) {
      expect(steps).toBeLessThan((first?.steps ?? 0) * 1.3);
      expect(bytes).toBeLessThan((first?.bytes ?? 0) * 1.3);
      // The transcript grows: its rows are in the state that the file begins with.
      expect(file).toBeLessThan((first?.file ?? 0) * 1.5);
    }
    await world.session.close();
  });
});
