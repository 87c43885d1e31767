import { describe, expect, test } from 'vitest';
import { entryOf } from '../session/transcript/transcript.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSessionOptions } from '../testing/scripted-session.ts';

const AT = { responseId: 'r1', itemId: 'a', contentIndex: 0 };

const words = (delta: string) => ({ ...AT, type: 'output-transcript-delta', delta }) as const;

/** 100 ms in the format of the scripted session. */
const chunk = () => ({ ...AT, type: 'audio-delta', audio: new Uint8Array(4_800) }) as const;

/** A session in which an answer has begun. Frames come when the test paints. */
async function startAnswer(options: ScriptedSessionOptions = {}) {
  const frames: (() => void)[] = [];
  const scheduleFrame = (callback: () => void) => void frames.push(callback);
  const world = createScriptedSession({ ...options, ports: { scheduleFrame } });
  /** Paints, and returns how many callbacks ran. */
  const paint = () => {
    const due = frames.splice(0);
    for (const callback of due) callback();
    return due.length;
  };
  await world.session.connect();
  world.server.emit(
    { type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null },
    words('One '),
    chunk(),
  );
  await world.settle();
  paint();
  const entry = () => {
    const found = entryOf(world.session.store.getState().transcript, 'a');
    if (found?.kind !== 'message') throw new Error('There is not an answer.');
    return found;
  };
  return { ...world, frames, paint, entry };
}

describe('a frame', () => {
  test('is asked for once, and publishes words and audio that arrived before it', async () => {
    const { server, paint, entry, frames, session } = await startAnswer();
    const seen: string[] = [];
    session.store.subscribe(() => seen.push(entry().text));
    for (let count = 0; count < 10; count += 1) {
      server.emit(words('and '), chunk());
      await Promise.resolve();
    }
    expect([entry().text, frames.length, seen]).toEqual(['One ', 1, []]);
    expect(paint()).toBe(1);
    expect([entry().text, frames.length]).toEqual([`One ${'and '.repeat(10)}`, 0]);
    expect(seen).toEqual([entry().text]);
  });

  test('leaves to the next one what a listener of its state causes', async () => {
    const { server, paint, entry, session } = await startAnswer();
    let echoes = 3;
    session.store.subscribe(() => {
      if (echoes > 0) server.emit(words('echo '));
      echoes -= 1;
    });
    server.emit(words('two '));
    const texts = [1, 2, 3, 4].map(() => [paint(), entry().text]);
    expect(texts).toEqual([
      [1, 'One two '],
      [1, 'One two echo '],
      [1, 'One two echo echo '],
      [1, 'One two echo echo echo '],
    ]);
  });

  test('comes again after one in which a listener threw', async () => {
    const { server, paint, entry, session } = await startAnswer();
    const errors: unknown[] = [];
    session.on('error', (error) => errors.push(error));
    session.store.subscribe(() => {
      throw new Error('A listener broke.');
    });
    for (const word of ['two ', 'three ']) {
      server.emit(words(word));
      expect(paint()).toBe(1);
    }
    expect([entry().text, errors.length]).toEqual(['One two three ', 2]);
  });

  test.each<[what: string, act: (world: Awaited<ReturnType<typeof startAnswer>>) => unknown]>([
    ['the app closes', ({ session }) => session.close()],
    ['the vendor ends the conversation', ({ server }) => server.drop(1000)],
    ['the connection fails', ({ server }) => server.drop()],
  ])('is not missed where %s before it', async (_, act) => {
    const { entry, paint, settle, advance, ...world } = await startAnswer({ reconnect: false });
    world.server.emit(words('two '), chunk());
    const acting = act({ ...world, entry, paint, settle, advance });
    await settle();
    await advance(10_000);
    await acting;
    expect(entry()).toMatchObject({ text: 'One two ', receivedMs: 200 });
    expect(world.session.store.getState().status).not.toBe('live');
    const ended = world.session.store.getState();
    paint();
    expect(world.session.store.getState()).toBe(ended);
  });

  test('serves the next connection where the one that asked for it is lost', async () => {
    const { server, session, entry, paint, settle, advance } = await startAnswer();
    server.emit(words('two '), chunk());
    server.drop();
    expect(entry().text).toBe('One two ');
    await settle();
    await advance(5_000);
    expect(session.store.getState()).toMatchObject({ status: 'live', connection: 2 });
    server.emit(
      { type: 'response-started', responseId: 'r2', isOutOfBand: false, metadata: null },
      { ...words('Again'), responseId: 'r2', itemId: 'b' },
    );
    await settle();
    server.emit({ ...words(' and again'), responseId: 'r2', itemId: 'b' });
    paint();
    expect(entryOf(session.store.getState().transcript, 'b')).toMatchObject({ text: 'Again and again' });
  });
});
