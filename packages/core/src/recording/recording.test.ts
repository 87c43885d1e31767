import fc from 'fast-check';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { catchUncaught } from '../../test/catch-uncaught.ts';
import { anyHappening } from '../../test/random-session.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { conversation } from '../testing/conversation.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createStaticSession } from '../testing/static-session.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import type { ConnectionStats } from '../transport/transport-port.ts';
import type { SessionState } from '../session/session-state.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { readLine, readRecording } from './read-recording.ts';
import { createRecorder } from './recorder.ts';
import type { RecorderOptions } from './recorder.ts';
import { createReplay } from './replay.ts';

/** A state as a recording can hold it: the rows in order, errors by what they say. */
function shown({ transcript, ...fields }: SessionState) {
  return JSON.parse(
    JSON.stringify({ ...fields, rows: listEntries(transcript) }, (_key, value: unknown) =>
      value instanceof Error ? { ...value, message: value.message, wire: null, cause: null } : value,
    ),
  ) as unknown;
}

const zip = (text: string) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob();

const textOf = async (file: Blob) => gunzipSync(await file.arrayBuffer()).toString();

/** A conversation with a tool, a cut and a connection that breaks. */
async function talk(options?: RecorderOptions) {
  const world = createScriptedSession({
    tools: [{ name: 'get_weather', execute: () => 'It is sunny in Oslo.' }],
    reconnect: () => 0,
  });
  const recorder = createRecorder(world.session, options);
  await conversation(world)
    .connect()
    .user.says('My password is swordfish')
    .agent.says('I will remember swordfish')
    .user.writes('And the weather?')
    .agent.calls('get_weather', { city: 'Oslo' })
    .agent.says('It is sunny')
    .drop()
    .user.says('Thank you')
    .agent.says('You are welcome');
  return { world, recorder };
}

/** Plays to the end on a clock of its own. Returns each position with its phase, and the state at the end. */
async function playAt(file: Blob, speed: number) {
  const manual = createManualClock();
  const replay = createReplay(await readRecording(file), { clock: manual });
  const phases: string[] = [];
  replay.session.on('phase-changed', ({ phase, previous }) => {
    // The state that a listener finds is the one that the event tells of.
    phases.push(`${previous} → ${phase} (${replay.session.store.getState().phase})`);
  });
  replay.play({ speed });
  manual.advance(replay.durationMs / speed + 1);
  expect(replay.isPlaying).toBe(false);
  expect(replay.positionMs).toBe(replay.durationMs);
  return { phases, end: shown(replay.session.store.getState()) };
}

describe('a recording', () => {
  it('of whatever happens in whatever order ends in the state of the session', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyHappening, { maxLength: 40, size: 'max' }), async (happenings) => {
        const world = createScriptedSession();
        const recorder = createRecorder(world.session);
        await world.session.connect();
        for (const { run } of happenings) await run(world);
        await world.settle();
        const expected = shown(world.session.store.getState());
        const recording = await readRecording(await recorder.save());
        const replay = createReplay(recording);
        replay.seek(replay.durationMs);
        expect(recording.problem).toBeNull();
        expect(shown(replay.session.store.getState())).toEqual(expected);
        await world.session.close();
      }),
      { numRuns: 60 },
    );
  });

  it('plays at any speed to the same end, with the same events', async () => {
    const { world, recorder } = await talk();
    const file = await recorder.save();
    const slow = await playAt(file, 1);
    expect(await playAt(file, 100)).toEqual(slow);
    expect(slow.end).toEqual(shown(world.session.store.getState()));
    expect(slow.phases).toContain('user-speaking → thinking (thinking)');
  });

  it('shows the same at a position, whether it is reached forwards or backwards', async () => {
    const { recorder } = await talk();
    const recording = await readRecording(await recorder.save());
    const forwards = createReplay(recording);
    const backwards = createReplay(recording);
    expect(recording.steps.length).toBeGreaterThan(100);
    backwards.seek(backwards.durationMs);
    const positions = recording.steps.map(({ atMs }) => atMs).filter((_, at) => at % 7 === 0);
    const states = positions.map((ms) => {
      forwards.seek(ms);
      return shown(forwards.session.store.getState());
    });
    for (const [at, ms] of [...positions.entries()].toReversed()) {
      backwards.seek(ms);
      expect(shown(backwards.session.store.getState())).toEqual(states[at]);
    }
  });

  it('goes from step to step, and to the turns', async () => {
    const { recorder } = await talk();
    const recording = await readRecording(await recorder.save());
    const replay = createReplay(recording);
    let steps = 0;
    while (replay.step()) steps += 1;
    expect(steps).toBe(recording.steps.filter(({ atMs }) => atMs > 0).length);
    expect(replay.turns.length).toBeGreaterThanOrEqual(5);
    replay.seek(replay.turns[0] ?? 0);
    expect(replay.session.store.getState().phase).toBe('user-speaking');
    expect(replay.session.now()).toBe(recording.manifest.startedAtMs + replay.positionMs);
  });

  it('holds the frames with their direction and connection, and no audio', async () => {
    const { recorder } = await talk();
    const { steps } = await readRecording(await recorder.save());
    const frames = steps.flatMap((step) => (step.kind === 'frame' ? [step] : []));
    expect(new Set(frames.map(({ direction }) => direction))).toEqual(new Set(['in', 'out']));
    expect(new Set(frames.map(({ connection }) => connection))).toEqual(new Set([1, 2]));
    expect(frames.filter(({ text }) => text.length > 4_000)).toEqual([]);
    const audio = frames.filter(({ text }) => text.includes('"audio-delta"'));
    expect(audio.length).toBeGreaterThan(0);
    for (const { text } of audio) expect(text).toMatch(/"audio":"?.*\[\d+ characters\]/);
  });

  it('tells which audio a frame carried: whose, of which item, and from where in it', async () => {
    const { recorder } = await talk();
    const { steps } = await readRecording(await recorder.save());
    const frames = steps.flatMap((step) => (step.kind === 'frame' && step.audio ? [step] : []));
    const agent = frames.filter(({ audio }) => audio?.side === 'agent');
    const user = frames.filter(({ audio }) => audio?.side === 'user');
    expect(agent.map(({ direction }) => direction)).not.toContain('out');
    expect(user.map(({ direction }) => direction)).not.toContain('in');
    for (const { text, length = 0 } of frames) expect(length).toBeGreaterThan(text.length);
    const items = [...new Set(agent.map(({ audio }) => audio?.itemId))];
    expect(items).toHaveLength(3);
    const ofItems = items.map((itemId) => agent.filter(({ audio }) => audio?.itemId === itemId));
    for (const pieces of [...ofItems, user]) {
      let endMs = 0;
      for (const { audio } of pieces) {
        expect(audio?.offsetMs).toBe(endMs);
        endMs += audio?.durationMs ?? 0;
      }
      expect(endMs).toBeGreaterThan(500);
    }
  });

  it('holds the measurements of the speaker, once a second', async () => {
    const { recorder } = await talk();
    const { steps } = await readRecording(await recorder.save());
    const stats = steps.filter((step) => step.kind === 'stats');
    expect(stats.length).toBeGreaterThan(2);
    for (const [at, { atMs, speaker }] of stats.entries()) {
      expect(speaker).toMatchObject({ underruns: expect.any(Number), jitterBufferMs: expect.any(Number) });
      expect(atMs - (stats[at - 1]?.atMs ?? -1_000)).toBeGreaterThanOrEqual(1_000);
    }
  });

  it('holds the measurements of a call, and the cost', async () => {
    const store = createStore(() => ({ cost: 0.5, currency: 'USD', usage: { input: { text: 4 } } }));
    const session = createStaticSession({
      connectionStats: { roundTripMs: 42 } as ConnectionStats,
      budget: { store } as unknown as NonNullable<RealtimeSession['budget']>,
      nowMs: 0,
    });
    const recorder = createRecorder(session);
    session.emit('wire', { direction: 'in', frame: '{}', connection: 1 });
    await vi.waitFor(async () => {
      const { steps } = await readRecording(await recorder.save());
      expect(steps).toContainEqual(
        expect.objectContaining({ kind: 'stats', connection: { roundTripMs: 42 }, speaker: null }),
      );
    });
    store.setState({ cost: 0.7 });
    store.setState({ currency: 'USD' });
    const { steps } = await readRecording(await recorder.save());
    const costs = steps.flatMap((step) => (step.kind === 'cost' ? [step.cost.cost] : []));
    expect(costs).toEqual([0.5, 0.7]);
  });

  it('holds the JSON in binary frames as text, and other bytes as their length', async () => {
    const session = createStaticSession();
    const recorder = createRecorder(session);
    const json = new TextEncoder().encode(`{"setup":"${'A'.repeat(600)}"}`);
    const frames = [json, json.buffer, new Uint8Array([1, 2, 3]), new Uint8Array([0x7b, 0xff])];
    for (const frame of frames) session.emit('wire', { direction: 'in', connection: 1, frame });
    const { steps } = await readRecording(await recorder.save());
    expect(steps.flatMap((step) => (step.kind === 'frame' ? [step.text] : []))).toEqual([
      '{"setup":"[600 characters]"}',
      '{"setup":"[600 characters]"}',
      '[3 bytes]',
      '[2 bytes]',
    ]);
  });

  it('holds every step of a long conversation, in order', async () => {
    const world = await conversation().connect();
    const recorder = createRecorder(world.session);
    for (let turn = 0; turn < 400; turn += 1)
      world.server.emit({ type: 'unknown', wireType: `Number ${turn} ${'word '.repeat(40)}` });
    const { steps } = await readRecording(await recorder.save());
    const numbers = steps.flatMap((step) =>
      step.kind === 'frame' ? [Number(/Number (\d+)/.exec(step.text)?.[1])] : [],
    );
    expect(numbers).toEqual(Array.from({ length: 400 }, (_, turn) => turn));
    await world.session.close();
  });
});

describe('a recorder that is followed', () => {
  const stepsOf = (lines: readonly string[]) =>
    lines.flatMap((line) => {
      const read = readLine(line);
      return read && 'kind' in read ? [read] : [];
    });

  it('gives the lines of the file, and each later one as it happens', async () => {
    const { world, recorder } = await talk();
    const lines: string[] = [];
    const stop = recorder.follow((line) => lines.push(line));
    await conversation(world).user.says('One more thing').agent.says('Yes?');
    const { manifest, steps } = await readRecording(await recorder.save());
    expect(readLine(lines[0] ?? '')).toMatchObject({
      format: 'repartee-recording',
      version: manifest.version,
    });
    expect(stepsOf(lines)).toEqual(steps);
    stop();
    const { length } = lines;
    await world.session.close();
    expect(lines).toHaveLength(length);
  });

  it('masks words and secrets in each line, and counts the time from its own start', async () => {
    const world = await conversation().connect();
    const recorder = createRecorder(world.session, { words: 'mask', maxDurationMs: 5_000 });
    await conversation(world).wait(20_000);
    const lines: string[] = [];
    recorder.follow((line) => lines.push(line));
    await conversation(world).user.says(`swordfish sk-${'abcdefgh'.repeat(3)}`);
    expect(lines.join()).not.toMatch(/swordfish|abcdefgh/);
    const steps = stepsOf(lines);
    expect(steps[0]).toMatchObject({ kind: 'state', atMs: 15_000 });
    expect(steps.at(-1)?.atMs).toBeGreaterThanOrEqual(20_000);
    await world.session.close();
  });

  it('reports a listener that throws, and tells the others', async () => {
    const uncaught = catchUncaught();
    const { world, recorder } = await talk();
    let isBroken = false;
    recorder.follow(() => {
      if (!isBroken) return;
      isBroken = false;
      throw new Error('The panel is broken.');
    });
    const lines: string[] = [];
    recorder.follow((line) => lines.push(line));
    isBroken = true;
    await conversation(world).user.says('One more thing');
    await expect(uncaught).resolves.toMatchObject({ message: 'The panel is broken.' });
    const { steps } = await readRecording(await recorder.save());
    expect(stepsOf(lines)).toEqual(steps);
    await world.session.close();
  });

  it('refuses a line that is damaged', () => {
    expect(() => readLine('{"atMs": 1, "kind": "frame"')).toThrow('has a damaged line');
    expect(readLine('{"atMs": 1, "kind": "dream"}')).toBeNull();
  });
});

describe('a recording keeps', () => {
  it('no word of anyone, where words are masked, and still every turn', async () => {
    const { recorder } = await talk({ words: 'mask' });
    const file = await recorder.save();
    const text = await textOf(file);
    for (const word of ['swordfish', 'remember', 'weather?', 'Oslo', 'sunny', 'welcome'])
      expect(text).not.toContain(word);
    const recording = await readRecording(file);
    expect(recording.manifest).toMatchObject({ words: 'mask', audio: 'none' });
    const replay = createReplay(recording);
    replay.seek(replay.durationMs);
    const rows = listEntries(replay.session.store.getState().transcript);
    expect(rows.flatMap((row) => (row.kind === 'message' ? [row.text] : []))).toContain('xxxxx xxx');
  });

  it('no secret, whatever carries it', async () => {
    const secret = fc.stringMatching(/^[a-zA-Z0-9]{24}$/);
    await fc.assert(
      fc.asyncProperty(secret, async (random) => {
        const world: ScriptedSession = await conversation().connect();
        const recorder = createRecorder(world.session);
        const carriers = [
          `Bearer ${random}`,
          `My key is sk-${random}`,
          `sk_car_${random} and ek_${random}`,
          `auth_tokens/${random}`,
          `xi-${random}`,
          `AIza${random}`,
          `eyJ${random}.${random}`,
          `{"api_key": "${random}"}`,
          `xi-api-key: ${random}`,
          `Authorization: Basic ${random}`,
          `https://a.test/?token=${random}`,
          `wss://a.test/?a=1&X-Signature=${random}`,
        ];
        for (const wireType of carriers) world.server.emit({ type: 'unknown', wireType });
        for (const text of carriers) world.session.sendText(text);
        await world.settle();
        expect(await textOf(await recorder.save())).not.toContain(random);
        await world.session.close();
      }),
      { numRuns: 20 },
    );
  });

  it('the last minutes and the last characters, and the state that they begin with', async () => {
    const world = await conversation().connect().user.says('The first words').agent.says('An answer');
    const recorder = createRecorder(world.session, { maxDurationMs: 10_000 });
    for (let turn = 0; turn < 30; turn += 1)
      await conversation(world).user.says(`Turn ${turn}`).agent.says('Yes').wait(1_000);
    expect(recorder.durationMs).toBeLessThanOrEqual(10_000);
    const recording = await readRecording(await recorder.save());
    expect(recording.manifest.durationMs).toBe(recorder.durationMs);
    const replay = createReplay(recording);
    const first = listEntries(replay.session.store.getState().transcript);
    expect(first[0]).toMatchObject({ text: 'The first words' });
    expect(first.length).toBeGreaterThan(20);
    replay.seek(replay.durationMs);
    expect(shown(replay.session.store.getState())).toEqual(shown(world.session.store.getState()));
    const small = createRecorder(world.session, { maxCharacters: 10_000 });
    for (let turn = 0; turn < 30; turn += 1) await conversation(world).user.writes('Hello').agent.says('Yes');
    expect((await textOf(await small.save())).length).toBeLessThan(120_000);
    await world.session.close();
  });

  it('of a file that is saved while the session ends what was recorded until then', async () => {
    const { world, recorder } = await talk();
    const saving = recorder.save();
    const expected = shown(world.session.store.getState());
    await world.session.close();
    recorder.stop();
    const replay = createReplay(await readRecording(await saving));
    replay.seek(replay.durationMs);
    expect(shown(replay.session.store.getState())).toEqual(expected);
    const later = createReplay(await readRecording(await recorder.save()));
    later.seek(later.durationMs);
    expect(later.session.store.getState().status).toBe('closed');
  });

  it('the same in two recorders of one session, of which one begins late', async () => {
    const { world, recorder } = await talk();
    const late = createRecorder(world.session);
    await conversation(world).user.says('And another thing').agent.says('Yes').close();
    await conversation(world).connect().user.says('Again').agent.says('Hello again');
    const ends = await Promise.all(
      [recorder, late].map(async (one) => {
        const replay = createReplay(await readRecording(await one.save()));
        replay.seek(replay.durationMs);
        return shown(replay.session.store.getState());
      }),
    );
    expect(ends[0]).toEqual(shown(world.session.store.getState()));
    expect(ends[1]).toEqual(ends[0]);
    await world.session.close();
  });

  it('what it has after it was stopped, and nothing that comes later', async () => {
    const { world, recorder } = await talk();
    recorder.stop();
    const { durationMs } = recorder;
    await conversation(world).user.says('Too late').agent.says('Indeed');
    expect(recorder.durationMs).toBe(durationMs);
    expect(await textOf(await recorder.save())).not.toContain('Too late');
  });
});

describe('a file that is', () => {
  it.each([
    ['no recording', new Blob(['Hello.'])],
    ['empty', new Blob([])],
  ])('%s is refused', async (_, file) => {
    await expect(readRecording(file)).rejects.toMatchObject({ code: 'invalid-config' });
  });

  it('cut off is read up to there, with the problem', async () => {
    const { recorder } = await talk();
    const file = await recorder.save();
    const whole = await readRecording(file);
    const half = await readRecording(file.slice(0, Math.floor(file.size * 0.7)));
    expect(half.problem?.code).toBe('invalid-config');
    expect(half.steps.length).toBeGreaterThan(10);
    expect(half.steps).toEqual(whole.steps.slice(0, half.steps.length));
    const replay = createReplay(half);
    replay.seek(half.steps.at(-1)?.atMs ?? 0);
    expect(listEntries(replay.session.store.getState().transcript).length).toBeGreaterThan(0);
  });

  it('damaged anywhere never shows what was not recorded, and never throws anything without a code', async () => {
    const { recorder } = await talk();
    const bytes = new Uint8Array(await (await recorder.save()).arrayBuffer());
    const whole = await readRecording(bytes);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        const { steps, problem } = await readRecording(damaged).catch((error: unknown) => ({
          steps: [],
          problem: error,
        }));
        // A recording without a problem equals what was written; each problem has a code.
        expect(problem ? { code: (problem as RealtimeError).code } : steps).toEqual(
          problem ? { code: 'invalid-config' } : whole.steps,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('of a newer version is read as far as it is known, with the problem', async () => {
    const { recorder } = await talk();
    const file = await recorder.save();
    const [first = '', ...lines] = (await textOf(file)).split('\n');
    const manifest = JSON.stringify({ ...(JSON.parse(first) as object), version: 2 });
    const news = ['{"kind":"dream","atMs":1}', '{"kind":"state","atMs":1,"patch":"written in another way"}'];
    const recording = await readRecording(await zip([manifest, ...news, ...lines].join('\n')));
    expect(recording.problem).toMatchObject({ code: 'invalid-config' });
    expect(recording.problem?.message).toContain('newer version of the kit (format 2, this version reads 1)');
    expect(recording.steps).toEqual((await readRecording(file)).steps);
  });

  it('without a version, or of a newer one that says nothing else, is refused', async () => {
    for (const line of ['{"format":"repartee-recording"}', '{"format":"repartee-recording","version":2}'])
      await expect(readRecording(await zip(`${line}\n`))).rejects.toMatchObject({ code: 'invalid-config' });
  });
});
