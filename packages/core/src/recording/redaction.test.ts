import fc from 'fast-check';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { catchUncaught } from '../../test/catch-uncaught.ts';
import { rms } from '../audio/level.ts';
import { decodeAudio } from '../audio/wire-audio.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import type { SessionState } from '../session/session-state.ts';
import { readRecording } from './read-recording.ts';
import { writeValue } from './recorded-value.ts';
import { createRecorder } from './recorder.ts';
import type { Recording } from './recording.ts';
import { createReplay } from './replay.ts';

/** Records a conversation with the word in a turn, an answer, the arguments of a tool and its output. */
async function recordWith(word: string) {
  const world = createScriptedSession({
    tools: [{ name: 'look_up', execute: () => `The record of ${word}` }],
    reconnect: () => 0,
  });
  const recorder = createRecorder(world.session, { audio: 'both', redact: (text) => text.includes(word) });
  await conversation(world)
    .connect()
    .user.says('Good evening to you')
    .agent.says('Good evening')
    .wait(1_000)
    .user.says(`My name is ${word}`)
    .agent.says(`Hello ${word} my friend`)
    .wait(1_000)
    .agent.calls('look_up', { name: word })
    .drop()
    .wait(1_000)
    .user.says('Thank you so much')
    .agent.says('You are welcome')
    .wait(1_000);
  const file = await recorder.save();
  await world.session.close();
  return { text: gunzipSync(await file.arrayBuffer()).toString(), recording: await readRecording(file) };
}

describe('a recording with a policy', () => {
  it('holds the chosen word nowhere, and all other words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Z][a-z]{7,11}q$/), async (word) => {
        const { text, recording } = await recordWith(word);
        expect(text).not.toContain(word);
        expect(text).toContain('Thank you so much');
        const replay = createReplay(recording);
        replay.seek(replay.durationMs);
        const rows = listEntries(replay.session.store.getState().transcript);
        expect(rows.flatMap((row) => (row.kind === 'message' ? [row.text] : []))).toContain(
          `xx xxxx xx ${'x'.repeat(word.length)}`,
        );
      }),
      { numRuns: 5 },
    );
  });

  it('has silence where the word was said and where it was answered, and sound elsewhere', async () => {
    const { recording } = await recordWith('Swordfish');
    const turns = createReplay(recording).turns;
    const levelFrom = (side: 'user' | 'agent', fromMs: number, toMs: number) =>
      Math.max(
        0,
        ...recording.audio
          .filter((piece) => piece.side === side && piece.isHeard)
          .filter(({ atMs, durationMs }) => atMs < toMs && atMs + durationMs > fromMs)
          .map((piece) => rms(decodeAudio(piece.bytes, piece.format))),
      );
    // Good evening, good evening, the name, the answer, thanks, the last answer.
    expect(turns.length).toBe(6);
    const [hello = 0, greeting = 0, name = 0, answer = 0, thanks = 0, welcome = 0] = turns;
    expect(levelFrom('user', hello + 100, hello + 400)).toBeGreaterThan(0.01);
    expect(levelFrom('agent', greeting, greeting + 300)).toBeGreaterThan(0.01);
    expect(levelFrom('user', name, name + 700)).toBe(0);
    expect(levelFrom('agent', answer, answer + 700)).toBe(0);
    expect(levelFrom('user', thanks + 100, thanks + 400)).toBeGreaterThan(0.01);
    expect(levelFrom('agent', welcome, welcome + 300)).toBeGreaterThan(0.01);
  });

  it('hides what the policy cannot judge, and reports the first error', async () => {
    const uncaught = catchUncaught();
    const world = createScriptedSession();
    const recorder = createRecorder(world.session, {
      redact(text) {
        if (text.includes('Swordfish')) throw new Error('The policy is broken.');
        return false;
      },
    });
    await conversation(world).connect().user.says('It is Swordfish').agent.says('Thank you');
    const text = gunzipSync(await (await recorder.save()).arrayBuffer()).toString();
    expect(text).not.toContain('Swordfish');
    expect(text).toContain('Thank you');
    await expect(uncaught).resolves.toMatchObject({ message: 'The policy is broken.' });
    await world.session.close();
  });

  it.each(['words', 'agentWords', 'heardText', 'errorMessage'])(
    'masks all words, also those in %s',
    (field) => {
      const written = writeValue(
        { kind: 'event', event: { [field]: 'It is Swordfish' } },
        { isMasked: true },
      );
      expect(written).toEqual({ kind: 'event', event: { [field]: 'xx xx xxxxxxxxx' } });
    },
  );

  it('keeps no audio where all words are masked', async () => {
    const world = createScriptedSession();
    const recorder = createRecorder(world.session, { audio: 'both', words: 'mask' });
    await conversation(world).connect().user.says('Hello').agent.says('Hello');
    const { manifest, audio } = await readRecording(await recorder.save());
    expect([manifest.audio, audio]).toEqual(['none', []]);
    await world.session.close();
  });
});

/** Fields with texts that are neither what was said nor the structure of a file: a policy judges them, too. */
const JUDGED = new Set(['name', 'model', 'voice', 'message']);

/** The steps of a recording, with `x` for what a policy may hide beside the words. */
const maskJudged = ({ steps }: Recording): unknown =>
  JSON.parse(
    JSON.stringify(steps, (key, value: unknown) =>
      typeof value === 'string' && JUDGED.has(key) ? value.replace(/[\p{L}\p{N}]/gu, 'x') : value,
    ),
  );

/** One conversation with a cut, a tool and a broken connection: recorded with the policy, and with masked words. */
async function recordTwice(redact: (text: string) => boolean) {
  const world = createScriptedSession({
    tools: [{ name: 'look_up', execute: () => 'A record' }],
    reconnect: () => 0,
  });
  const judged = createRecorder(world.session, { redact });
  const masked = createRecorder(world.session, { words: 'mask' });
  await conversation(world)
    .connect()
    .user.says('Good evening to you')
    .agent.says('one two three four five six', { interruptAfterWord: 2 })
    .user.mutes()
    .user.unmutes()
    .agent.calls('look_up', { name: 'Swordfish', kind: 'Swordfish' })
    .drop()
    .wait(1_000)
    .user.writes('Thank you')
    .agent.says('You are welcome')
    .close();
  const file = await judged.save();
  const text = gunzipSync(await file.arrayBuffer()).toString();
  for (const word of ['evening', 'three', 'Swordfish', 'A record', 'Thank', 'welcome'])
    expect(text).not.toContain(word);
  return {
    live: world.session.store.getState(),
    judged: await readRecording(file),
    masked: await readRecording(await masked.save()),
  };
}

describe('a policy that hides every text', () => {
  it('leaves the structure of the file, so that it can be replayed', async () => {
    const { live, judged, masked } = await recordTwice(() => true);
    expect(judged.problem).toBeNull();
    expect(maskJudged(judged)).toEqual(maskJudged(masked));
    const replay = createReplay(judged);
    replay.seek(replay.durationMs);
    const { status, endReason, transcript } = replay.session.store.getState();
    expect([status, endReason]).toEqual(['closed', 'user']);
    const rowsOf = (of: SessionState['transcript']) =>
      listEntries(of).map(({ id, kind, state }) => [id, kind, state]);
    expect(rowsOf(transcript)).toEqual(rowsOf(live.transcript));
    expect(rowsOf(transcript).length).toBeGreaterThan(4);
  });

  it('does so where it throws, too', async () => {
    const uncaught = catchUncaught();
    const { judged, masked } = await recordTwice(() => {
      throw new Error('The policy is broken.');
    });
    expect(maskJudged(judged)).toEqual(maskJudged(masked));
    await expect(uncaught).resolves.toMatchObject({ message: 'The policy is broken.' });
  });

  it('hides what an app or a vendor wrote, whatever its field is called', () => {
    const options = { isMasked: false, isHidden: () => true };
    const written = writeValue(
      {
        kind: 'event',
        type: 'response-done',
        event: {
          responseId: 'resp_1',
          outcome: 'failed',
          reason: 'Swordfish',
          metadata: { kind: 'Swordfish', userId: 'Swordfish' },
          arguments: { type: 'Swordfish', ids: ['Swordfish'] },
        },
      },
      options,
    );
    expect(JSON.stringify(written)).not.toContain('Swordfish');
    expect(written).toMatchObject({
      type: 'response-done',
      event: { responseId: 'resp_1', outcome: 'failed' },
    });
  });
});
