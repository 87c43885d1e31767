import fc from 'fast-check';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { catchUncaught } from '../../test/catch-uncaught.ts';
import { rms } from '../audio/level.ts';
import { decodeAudio } from '../audio/wire-audio.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { listEntries } from '../session/transcript.ts';
import { readRecording } from './read-recording.ts';
import { createRecorder } from './recorder.ts';
import { createReplay } from './replay.ts';

/** What was said, with the word in a turn, an answer, the arguments of a tool and its output. */
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

  it('keeps no audio where all words are masked', async () => {
    const world = createScriptedSession();
    const recorder = createRecorder(world.session, { audio: 'both', words: 'mask' });
    await conversation(world).connect().user.says('Hello').agent.says('Hello');
    const { manifest, audio } = await readRecording(await recorder.save());
    expect([manifest.audio, audio]).toEqual(['none', []]);
    await world.session.close();
  });
});
