import { expect, test } from 'vitest';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { entryOf } from '../session/transcript/transcript.ts';

const AT = { responseId: 'r1', itemId: 'a', contentIndex: 0 };

/** 100 ms in the format of the scripted session. */
const chunk = () => ({ ...AT, type: 'audio-delta', audio: new Uint8Array(4_800) }) as const;

/** A session in which an answer has begun to sound. */
async function startAnswer() {
  const world = createScriptedSession();
  await world.session.connect();
  world.server.emit(
    { type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null },
    { ...AT, type: 'output-transcript-delta', delta: 'Hello' },
    chunk(),
    chunk(),
    chunk(),
  );
  await world.advance(100);
  const entry = () => {
    const found = entryOf(world.session.store.getState().transcript, 'a');
    if (found?.kind !== 'message') throw new Error('There is not an answer.');
    return found;
  };
  return { ...world, entry };
}

test('an interruption counts all audio that came before it, and none after it', async () => {
  const { server, session, settle, advance, entry } = await startAnswer();
  server.emit(chunk(), chunk());
  session.interrupt();
  server.emit(chunk());
  await settle();
  await advance(100);
  expect(entry()).toMatchObject({ state: 'interrupted', receivedMs: 500 });
  expect(entry().heardMs).toBeLessThan(300);
});

test('an item that ends right behind its audio has been heard to its end', async () => {
  const { server, advance, entry } = await startAnswer();
  server.emit(chunk(), chunk(), { ...AT, type: 'audio-done' });
  await advance(1_000);
  expect(entry()).toMatchObject({ receivedMs: 500, heardMs: 500 });
});

test('audio of a response that was cut does not sound', async () => {
  const { server, session, speaker, settle, advance } = await startAnswer();
  session.interrupt();
  await settle();
  await advance(100);
  const heardMs = speaker.heardMs('a');
  for (let count = 0; count < 10; count += 1) server.emit(chunk());
  await advance(1_000);
  expect(speaker.heardMs('a')).toBe(heardMs);
});

test('audio that comes before the answer to a command sounds, and is not counted twice', async () => {
  const { server, session, advance, entry } = await startAnswer();
  for (let count = 0; count < 5; count += 1) {
    server.emit(chunk());
    session.speaker.setVolume(count / 10);
    await advance(20);
  }
  server.emit({ ...AT, type: 'audio-done' });
  await advance(2_000);
  expect(entry()).toMatchObject({ receivedMs: 800, heardMs: 800 });
});
