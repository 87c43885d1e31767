import { describe, expect, it } from 'vitest';
import { tone } from '../../test/rendered-queue.ts';
import { collect, heldBy, NOTHING } from '../../test/session-probes.ts';
import { responseDone } from '../../test/response-done.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { SpeakerListener, SpeakerPort } from '../media/speaker-port.ts';
import { entryOf, listEntries } from '../session/transcript/transcript.ts';
import { conversation } from '../testing/conversation.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { createFixedLevel } from '../testing/fixed-level.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { createScriptedSpeech } from '../testing/scripted-speech.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';

async function live(options: ScriptedSessionOptions = {}) {
  const world = createScriptedSession(options);
  await world.session.connect();
  return world;
}

/** The app says something, and the source gives all of it. */
async function say(world: ScriptedSession, text: string, ms = 400) {
  const id = world.session.say(text);
  await world.settle();
  world.speech.emitAudio(id, tone(ms));
  world.speech.emitDone(id);
  await world.settle();
  return id;
}

const rowOf = ({ session }: ScriptedSession, id: string) => {
  const entry = entryOf(session.store.getState().transcript, id);
  if (entry?.kind !== 'message') throw new Error('There is no such row.');
  return entry;
};

const phaseOf = ({ session }: ScriptedSession) => session.store.getState().phase;

describe('a text that the app has spoken', () => {
  it('is heard, written down, and told to the vendor once it has been heard', async () => {
    const world = await live();
    const id = world.session.say('Good evening.');
    expect(rowOf(world, id)).toMatchObject({ role: 'agent', text: 'Good evening.', isFromApp: true });
    await world.settle();
    expect(world.speech.commands).toEqual([{ type: 'begin', textId: id, text: 'Good evening.' }]);
    world.speech.emitAudio(id, tone(400));
    world.speech.emitDone(id);
    await world.advance(100);
    expect([phaseOf(world), world.session.store.getState().speakingItemId]).toEqual(['speaking', id]);
    expect(world.server.commandsOf('create-item')).toEqual([]);
    await world.advance(600);
    expect(phaseOf(world)).toBe('listening');
    expect(rowOf(world, id)).toMatchObject({ state: 'done', heardMs: 400, receivedMs: 400, cut: null });
    expect(world.server.commandsOf('create-item').map(({ item }) => item)).toEqual([
      {
        type: 'message',
        id,
        role: 'agent',
        status: 'completed',
        content: [{ type: 'text', text: 'Good evening.' }],
      },
    ]);
    expect(world.server.commandsOf('create-response')).toEqual([]);
  });

  it('is told to no vendor whose conversation is not the client’s to write', async () => {
    const world = await live({ vendor: { capabilities: { truncation: 'none' } } });
    await say(world, 'Good evening.');
    await world.advance(1_000);
    expect(world.server.commandsOf('create-item')).toEqual([]);
  });

  it('waits for the connection, and is lost with an attempt that fails', async () => {
    const world = createScriptedSession();
    const connecting = world.session.connect();
    const id = world.session.say('Welcome.');
    expect(world.speech.commands).toEqual([]);
    await connecting;
    await world.settle();
    expect(world.speech.commands).toMatchObject([{ type: 'begin', textId: id }]);
    await world.session.close();
    world.transport.next({ refuseWith: new RealtimeError('connect-refused', 'No server there.') });
    const second = world.session.connect();
    const lost = world.session.say('Welcome back.');
    await expect(second).rejects.toMatchObject({ code: 'connect-refused' });
    expect(rowOf(world, lost)).toMatchObject({ state: 'interrupted', heardMs: 0 });
  });

  it('that waits for another connection is not taken for something that was said before', async () => {
    const world = await live({ reconnect: () => 100 });
    world.server.drop();
    const id = world.session.say('Welcome back.');
    await world.advance(200);
    expect(world.session.store.getState().status).toBe('live');
    expect(world.server.commandsOf('create-item')).toEqual([]);
    world.speech.emitAudio(id, tone(400));
    world.speech.emitDone(id);
    await world.advance(1_000);
    expect(rowOf(world, id)).toMatchObject({ state: 'done', heardMs: 400 });
    expect(world.server.commandsOf('create-item')).toHaveLength(1);
  });

  it('is not said over the user', async () => {
    const world = await live();
    world.server.emit({ type: 'speech-started', itemId: 'u1', audioStartMs: 0 });
    await world.settle();
    const id = world.session.say('One moment.');
    await world.settle();
    expect(world.speech.commands).toEqual([]);
    world.server.emit({ type: 'speech-stopped', itemId: 'u1', audioEndMs: 500 });
    await world.settle();
    expect(world.speech.commands).toMatchObject([{ type: 'begin', textId: id }]);
  });

  it('is heard behind what the agent is saying, and the next text behind it', async () => {
    const world = await live();
    const answer = await sendSpeech(world, 'A long answer', { wordMs: 200, unfinished: true });
    const first = await say(world, 'First.');
    const second = world.session.say('Second.');
    await world.settle();
    await world.advance(300);
    expect(world.session.store.getState().speakingItemId).toBe(answer.itemId);
    world.server.emit(
      { type: 'audio-done', ...answer, contentIndex: 0 },
      ...world.server.vendor.endResponse(),
    );
    world.speech.emitAudio(second, tone(200));
    world.speech.emitDone(second);
    await world.advance(3_000);
    const heard = world.speaker.rendered.map(({ itemId }) => itemId);
    expect(heard).toEqual([answer.itemId, first, second]);
    expect(phaseOf(world)).toBe('listening');
  });

  it('fills the wait for a tool, which is thinking again behind it', async () => {
    let finish: (value: string) => void = () => {};
    const tool = { name: 'look_up', execute: () => new Promise<string>((resolve) => (finish = resolve)) };
    const world = await conversation({ tools: [tool] })
      .connect()
      .user.writes('Look')
      .agent.calls('look_up');
    expect(phaseOf(world)).toBe('thinking');
    await say(world, 'One moment.');
    await world.advance(100);
    expect(phaseOf(world)).toBe('speaking');
    await world.advance(600);
    expect(phaseOf(world)).toBe('thinking');
    finish('found');
    await conversation(world).agent.says('Here it is');
    expect(listEntries(world.session.store.getState().transcript)).toMatchObject([
      { text: 'Look' },
      { name: 'look_up', state: 'succeeded' },
      { text: 'One moment.', state: 'done' },
      { text: 'Here it is' },
    ]);
  });
});

describe('a text that is cut', () => {
  it('by the user counts what was heard by its words, and the vendor hears of that alone', async () => {
    const world = await live();
    const id = world.session.say('One two three four');
    await world.settle();
    world.speech.emitAudio(id, tone(2_000));
    world.speech.emitWords(id, [
      { text: 'One', startMs: 0, endMs: 200 },
      { text: 'two', startMs: 200, endMs: 400 },
      { text: 'three', startMs: 1_200, endMs: 1_400 },
      { text: 'four', startMs: 1_600, endMs: 2_000 },
    ]);
    await world.advance(800);
    world.server.emit({ type: 'speech-started', itemId: 'u1', audioStartMs: 0 });
    await world.settle();
    expect(rowOf(world, id)).toMatchObject({ state: 'interrupted', cut: { by: 'user' } });
    expect(world.speech.commands.at(-1)).toEqual({ type: 'cancel', textId: id });
    expect(world.server.commandsOf('create-item').map(({ item }) => item)).toMatchObject([
      { id, content: [{ text: 'One two' }] },
    ]);
    expect(world.server.commandsOf('truncate-item')).toEqual([]);
    expect(phaseOf(world)).toBe('user-speaking');
    // Sources go on for a moment.
    world.speech.emitAudio(id, tone(500));
    await world.advance(1_000);
    expect(world.speaker.heardMs(id)).toBeLessThan(1_000);
  });

  it('by the app takes what waits behind it along, and only once', async () => {
    const world = await live();
    const interruptions = collect(world, 'interruption');
    const [first, second] = [world.session.say('First.'), world.session.say('Second.')];
    await world.settle();
    world.speech.emitAudio(first, tone(1_000));
    await world.advance(200);
    world.session.interrupt();
    world.session.interrupt();
    await world.advance(1_000);
    expect(interruptions.map(({ itemId, by }) => [itemId, by])).toEqual([[first, 'app']]);
    expect(rowOf(world, second)).toMatchObject({ state: 'interrupted', cut: { heardMs: 0 } });
    expect(world.speech.commands.map(({ type }) => type)).toEqual(['begin', 'cancel']);
    expect(phaseOf(world)).toBe('listening');
  });

  it('before its first sound is unheard, and the vendor is not told', async () => {
    const world = await live();
    const id = world.session.say('Too late.');
    await world.settle();
    world.session.interrupt();
    await world.settle();
    expect(rowOf(world, id)).toMatchObject({ state: 'interrupted', heardMs: 0 });
    expect(world.server.commandsOf('create-item')).toEqual([]);
    expect(phaseOf(world)).toBe('listening');
  });

  it('is not text whose conversation is reconnected: the source goes on', async () => {
    const world = await live({ reconnect: () => 0 });
    const id = world.session.say('Good evening.');
    await world.settle();
    world.speech.emitAudio(id, tone(1_000));
    await world.advance(200);
    world.server.drop();
    await world.advance(100);
    expect(world.session.store.getState().status).toBe('live');
    expect(rowOf(world, id)).toMatchObject({ state: 'streaming', cut: null });
    world.speech.emitAudio(id, tone(1_000));
    world.speech.emitDone(id);
    await world.advance(2_100);
    expect(rowOf(world, id)).toMatchObject({ state: 'done', heardMs: 2_000 });
    // The new vendor has what the user heard.
    expect(world.server.commandsOf('create-item')).toMatchObject([{ item: { id } }]);
    expect(phaseOf(world)).toBe('listening');
  });
});

describe('a source of speech', () => {
  it('keeps its connection for the next text, and lets go of it with the session', async () => {
    const world = await live();
    await say(world, 'First.');
    await world.advance(1_000);
    await say(world, 'Second.');
    expect([world.speech.transport.connections.length, world.speech.credentials]).toEqual([1, 1]);
    await world.session.close();
    expect(world.speech.transport.openCount).toBe(0);
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('whose credential fails late leaves the connection of the next conversation alone', async () => {
    const speech = createScriptedSpeech();
    let fail: (error: Error) => void = () => {};
    let asked = 0;
    const credential = () => {
      asked += 1;
      if (asked > 1) return Promise.resolve('a-credential');
      return new Promise<string>((_, reject) => (fail = reject));
    };
    const world = createScriptedSession({ speech: { ...speech.options, credential } });
    await world.session.connect();
    world.session.say('First.');
    await world.settle();
    await world.session.close();
    await world.session.connect();
    world.session.say('Second.');
    await world.settle();
    fail(new Error('too late'));
    await world.settle();
    world.session.say('Third.');
    await world.advance(20_000);
    expect(asked).toBe(2);
  });

  it('is asked again, once, when what was idle has been closed', async () => {
    const world = await live();
    await say(world, 'First.');
    await world.advance(1_000);
    world.speech.transport.connection.drop({ code: 1000, reason: 'connection idle timeout', wasClean: true });
    await say(world, 'Second.');
    expect(world.speech.credentials).toBe(2);
    await world.advance(1_000);
    const errors = collect(world, 'error');
    const id = world.session.say('Third.');
    await world.settle();
    world.speech.transport.connection.drop();
    await world.settle();
    expect(world.speech.commands.filter(({ textId }) => textId === id)).toHaveLength(2);
    world.speech.transport.connection.drop();
    await world.settle();
    expect(errors.map(({ code }) => code)).toEqual(['connection-lost']);
    expect(rowOf(world, id).state).toBe('failed');
    expect(phaseOf(world)).toBe('listening');
  });

  it.each([
    ['refuses a text', 'content-refused'],
    ['cannot be reached', 'connect-refused'],
    ['gives no sound', 'vendor-failed'],
  ] as const)('that %s is reported, and the conversation goes on', async (_, code) => {
    const world = await live();
    const errors = collect(world, 'error');
    const failure = new RealtimeError(code, 'It did not work.');
    if (code === 'connect-refused') world.speech.transport.next({ refuseWith: failure });
    const id = world.session.say('Good evening.');
    await world.settle();
    if (code === 'content-refused') world.speech.emitFailure(failure, id);
    if (code === 'vendor-failed') await world.advance(10_000);
    await world.settle();
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(rowOf(world, id)).toMatchObject({ state: 'failed', heardMs: 0 });
    expect(world.session.store.getState()).toMatchObject({ status: 'live', phase: 'listening' });
    const next = await say(world, 'Again.');
    await world.advance(1_000);
    expect(rowOf(world, next)).toMatchObject({ state: 'done', heardMs: 400 });
  });

  it('keeps what was heard of a text that it gave up in the middle', async () => {
    const world = await live();
    const id = world.session.say('Good evening.');
    await world.settle();
    world.speech.emitAudio(id, tone(300));
    world.speech.emitFailure(new RealtimeError('vendor-failed', 'It broke.'));
    await world.advance(1_000);
    expect(rowOf(world, id)).toMatchObject({ state: 'failed', heardMs: 300 });
    expect(phaseOf(world)).toBe('listening');
  });
});

describe('in a call, where the vendor plays', () => {
  /** The vendor's side of the sound: it plays and ends when its events say so. */
  function createCallSpeaker() {
    const told: string[] = [];
    let listener: SpeakerListener | null = null;
    let current: string | null = null;
    const port: SpeakerPort = {
      unlock: () => {},
      open(request) {
        listener = request.listener;
        return Promise.resolve({
          level: createFixedLevel(0),
          play(itemId) {
            told.push(`play ${itemId}`);
            current = itemId;
            listener?.onItemStarted({ itemId, atMs: 0 });
          },
          endItem(itemId) {
            current = null;
            listener?.onItemFinished({ itemId, heardMs: 500 });
            listener?.onDrained();
          },
          flush() {
            told.push('flush');
            const heard = current === null ? [] : [{ itemId: current, heardMs: 300 }];
            current = null;
            return Promise.resolve(heard);
          },
          setVolume: (volume) => void told.push(`volume ${volume}`),
          resume: () => Promise.resolve(),
          stats: () => ({
            underruns: 0,
            underrunMs: 0,
            stalls: 0,
            jitterBufferMs: 0,
            queuedMs: 0,
            droppedMs: 0,
          }),
          close: () => void told.push('close'),
        });
      },
    };
    return { port, told };
  }

  async function call() {
    const { port, told } = createCallSpeaker();
    const vendor = { transport: 'webrtc', capabilities: { truncation: 'vendor' } } as const;
    const world = await live({ vendor, ports: { callSpeaker: port } });
    const answer = (responseId: string) => {
      const position = { responseId, itemId: `item ${responseId}`, contentIndex: 0 };
      world.server.emit(
        { type: 'response-started', responseId, isOutOfBand: false, metadata: null },
        { type: 'output-transcript-delta', ...position, delta: 'Here it is.' },
        { type: 'playout-started', responseId },
      );
      return position.itemId;
    };
    return { world, told, answer };
  }

  it('is heard beside the vendor, to its end, and cut by the app', async () => {
    const { world, told } = await call();
    const id = await say(world, 'Good evening.');
    await world.advance(100);
    expect([phaseOf(world), world.session.store.getState().speakingItemId]).toEqual(['speaking', id]);
    world.session.speaker.setVolume(0.5);
    expect([world.speaker.volume, told.at(-1)]).toEqual([0.5, 'volume 0.5']);
    await world.advance(1_000);
    expect(rowOf(world, id)).toMatchObject({ state: 'done', heardMs: 400, receivedMs: 400 });
    expect(phaseOf(world)).toBe('listening');
    const next = await say(world, 'One two three.', 2_000);
    await world.advance(400);
    world.session.interrupt();
    await world.advance(100);
    expect(rowOf(world, next)).toMatchObject({ state: 'interrupted', cut: { by: 'app' } });
    expect(rowOf(world, next).heardMs).toBeGreaterThan(0);
    expect(told.filter((what) => what.startsWith('play'))).toEqual([]);
    // Nothing of it is the vendor's to drop.
    expect(world.server.commandsOf('clear-output')).toEqual([]);
    await world.session.close();
    expect([world.speaker.isOpen, told.at(-1)]).toEqual([false, 'close']);
  });

  it('gives way to the vendor’s answer, and waits until that has been heard', async () => {
    const { world, told, answer } = await call();
    const filler = await say(world, 'One moment please, I am looking.', 2_000);
    await world.advance(300);
    const itemId = answer('r1');
    await world.settle();
    expect(rowOf(world, filler)).toMatchObject({ state: 'interrupted', cut: { by: 'vendor' } });
    expect(told.slice(-2)).toEqual(['flush', `play ${itemId}`]);
    expect(world.session.store.getState().speakingItemId).toBe(itemId);
    const after = world.session.say('Anything else?');
    await world.settle();
    expect(world.speech.commands.map(({ textId }) => textId)).not.toContain(after);
    world.server.emit(responseDone('r1'), { type: 'playout-stopped', responseId: 'r1' });
    await world.settle();
    expect(rowOf(world, itemId)).toMatchObject({ state: 'done', heardMs: 500 });
    expect(world.speech.commands.at(-1)).toMatchObject({ type: 'begin', textId: after });
  });
});

describe('bad input', () => {
  it('without a source, without words, or when the conversation is over is refused', async () => {
    const mute = await live({ speechSource: false });
    expect(() => mute.session.say('Hello')).toThrow(
      expect.objectContaining({ code: 'unsupported-capability' }),
    );
    const world = await live();
    expect(() => world.session.say('  ')).toThrow(expect.objectContaining({ code: 'invalid-config' }));
    await world.session.close();
    expect(() => world.session.say('Hello')).toThrow(expect.objectContaining({ code: 'invalid-state' }));
  });
});
