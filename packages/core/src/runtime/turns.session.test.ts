import { describe, expect, it, vi } from 'vitest';
import { collect, messagesIn } from '../../test/session-probes.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import { transcriptRows } from '../testing/transcript-rows.ts';

describe('the microphone', () => {
  it('muted means that no audio leaves, and mute is not the end of a turn', async () => {
    const world = await conversation().connect().user.beginsToSpeak().user.mutes();
    const before = world.server.receivedBytes;
    world.microphone.pushVoice();
    world.microphone.pushVoice();
    await world.settle();
    expect(world.server.receivedBytes).toBe(before);
    expect(world.session.store.getState()).toMatchObject({ isMuted: true, phase: 'user-speaking' });
    world.server.expectCommands('configure');
    await conversation(world).user.unmutes();
    world.microphone.pushVoice();
    expect(world.server.receivedBytes).toBeGreaterThan(before);
  });

  it('a turn by hand stays open while it is muted', async () => {
    const world = await conversation({ inputMode: 'push-to-talk' }).connect();
    world.session.turn.begin();
    await conversation(world).user.mutes().user.unmutes();
    expect(world.session.store.getState().isTurnOpen).toBe(true);
    world.server.expectCommands('configure', 'begin-turn');
  });

  it('muted before it connects is muted when it is open, and stays so over reconnections', async () => {
    const world = createScriptedSession({ reconnect: () => 100 });
    world.session.microphone.setMuted(true);
    await world.session.connect();
    world.microphone.pushVoice();
    await conversation(world).drop().wait(100).expectStatus('live');
    world.microphone.pushVoice();
    await world.settle();
    expect([world.microphone.isMuted, world.server.receivedBytes]).toEqual([true, 0]);
  });

  it('speech from before the mute does not leave while it is muted, also when it was kept for a new connection', async () => {
    const world = await conversation({ reconnect: () => 100 })
      .connect()
      .drop();
    world.microphone.pushVoice();
    await conversation(world).user.mutes().wait(100).expectStatus('live');
    expect(world.server.receivedBytes).toBe(0);
  });

  it('outside a turn by hand no audio leaves', async () => {
    const world = await conversation({ inputMode: 'push-to-talk' }).connect();
    world.microphone.pushVoice();
    await world.settle();
    expect(world.server.receivedBytes).toBe(0);
  });

  it('a track that the app passed in is used and never stopped', async () => {
    const track = { stop: vi.fn<() => void>() } as unknown as MediaStreamTrack;
    const world = await conversation({ microphone: { track } }).connect().close();
    expect(world.microphone.lastOptions?.track).toBe(track);
    expect(track.stop).not.toHaveBeenCalled();
    expect(world.microphone.isOpen).toBe(false);
  });

  it('that is lost is reported once, and the conversation goes on', async () => {
    const world = await conversation().connect();
    const errors = collect(world, 'error');
    world.microphone.lose();
    await world.settle();
    expect(errors.map(({ code }) => code)).toEqual(['microphone-lost']);
    expect(world.session.store.getState()).toMatchObject({ status: 'live', microphone: 'lost', error: null });
  });
});

describe('turns by hand before the session is live', () => {
  const CHUNKS = 10;

  /** Speaks in a turn while the vendor has yet to acknowledge the configuration. */
  async function speakEarly() {
    const world = createScriptedSession({ inputMode: 'push-to-talk' });
    world.server.answer('configure', () => []);
    const connecting = world.session.connect().catch((error: unknown) => error);
    await world.settle();
    world.session.turn.begin();
    for (let count = 0; count < CHUNKS; count += 1) world.microphone.pushVoice();
    const goLive = async () => {
      const [configure] = world.server.commandsOf('configure');
      if (configure) world.server.emit(...world.server.vendor.answer(configure));
      await connecting;
      await world.settle();
    };
    return { world, goLive };
  }

  const typesOf = ({ server }: ScriptedSession) => server.commands.map(({ type }) => type);
  const AUDIO = Array.from({ length: CHUNKS }, () => 'append-audio');

  it('an open one goes out with what was said in it', async () => {
    const { world, goLive } = await speakEarly();
    await goLive();
    expect(typesOf(world)).toEqual(['configure', 'begin-turn', ...AUDIO]);
    world.session.turn.end();
    await world.settle();
    expect(typesOf(world).slice(-2)).toEqual(['commit-turn', 'create-response']);
  });

  it('a finished one goes out whole: what was said before its end', async () => {
    const { world, goLive } = await speakEarly();
    world.session.turn.end();
    await goLive();
    expect(typesOf(world)).toEqual(['configure', 'begin-turn', ...AUDIO, 'commit-turn', 'create-response']);
  });

  it('one that was thrown away leaves without a sound', async () => {
    const { world, goLive } = await speakEarly();
    world.session.turn.cancel();
    await goLive();
    expect(typesOf(world)).not.toContain('append-audio');
  });

  it('a second one is refused while the first one waits', async () => {
    const { world } = await speakEarly();
    world.session.turn.end();
    expect(() => world.session.turn.begin()).toThrow(expect.objectContaining({ code: 'invalid-state' }));
  });

  it('one that no connection could take is not committed in silence by the next', async () => {
    const { world } = await speakEarly();
    world.session.turn.end();
    world.server.drop();
    await world.settle();
    world.server.answer('configure', (command) => world.server.vendor.answer(command));
    await conversation(world).connect();
    expect(typesOf(world).slice(1)).toEqual(['configure']);
  });

  it('none is opened while there is no connection and no microphone', () => {
    const { session } = createScriptedSession({ inputMode: 'push-to-talk' });
    expect(() => session.turn.begin()).toThrow(expect.objectContaining({ code: 'invalid-state' }));
  });

  it('one that is open while a new connection is tried stays open over attempts that fail', async () => {
    const world = await conversation({ inputMode: 'push-to-talk', reconnect: () => 100 })
      .connect()
      .drop();
    world.transport.next({ refuseWith: new RealtimeError('connect-refused', 'No server there.') });
    world.session.turn.begin();
    for (let count = 0; count < CHUNKS; count += 1) world.microphone.pushVoice();
    await conversation(world).wait(100).expectStatus('reconnecting').wait(100).expectStatus('live');
    expect(world.session.store.getState().isTurnOpen).toBe(true);
    expect(typesOf(world)).toEqual(['configure', 'configure', 'begin-turn', ...AUDIO]);
  });
});

describe('turns and order', () => {
  it('the user’s row is reserved when speech starts, so that late words stand before the answer', async () => {
    const world = await conversation().connect().user.beginsToSpeak();
    const [itemId = ''] = world.session.store.getState().transcript.order;
    const { server } = world;
    server.emit(
      { type: 'speech-stopped', itemId, audioEndMs: 900 },
      { type: 'turn-committed', itemId, previousItemId: null },
      ...server.vendor.startResponse(),
    );
    await conversation(world).agent.says('It is sunny');
    server.emit({ type: 'input-transcript-done', itemId, transcript: 'What is the weather?', usage: null });
    await world.settle();
    expect(transcriptRows(world.session.store.getState())).toEqual([
      { user: 'What is the weather?' },
      { agent: 'It is sunny' },
    ]);
  });

  it('an answer of which nothing is told but its words and audio is closed with its response', async () => {
    const world = await conversation().connect();
    const { server } = world;
    server.emit(...server.vendor.startResponse());
    const responseId = server.vendor.activeResponseId ?? '';
    const spoken = { responseId, itemId: 'spoken', contentIndex: 0 } as const;
    const written = { ...spoken, itemId: 'written' } as const;
    server.emit(
      { ...spoken, type: 'audio-delta', audio: new Uint8Array(4_800) },
      { ...spoken, type: 'output-transcript-delta', delta: 'Hello' },
      { ...written, type: 'text-delta', delta: 'there' },
      ...server.vendor.endResponse(),
    );
    await world.advance(1_000);
    expect(messagesIn(world)).toMatchObject([
      { text: 'Hello', state: 'done', heardMs: 100, isSettled: true },
      { text: 'there', state: 'done', isSettled: true },
    ]);
    expect(world.session.store.getState().phase).toBe('listening');
  });

  it('a question that arrives after its answer is put in front of it', async () => {
    const world = await conversation().connect();
    const item = (id: string, role: 'user' | 'agent', text: string) =>
      ({ type: 'message', id, role, status: 'completed', content: [{ type: 'text', text }] }) as const;
    world.server.emit(
      { type: 'item-added', item: item('a1', 'agent', 'Answer'), previousItemId: 'q1' },
      { type: 'item-added', item: item('q1', 'user', 'Question'), previousItemId: null },
    );
    await world.settle();
    expect(world.session.store.getState().transcript.order).toEqual(['q1', 'a1']);
  });
});

describe('stopResponding', () => {
  it('has no more made of an answer, and what was made is heard to its end', async () => {
    const world = await conversation().connect().user.says('Hello');
    world.session.on('entry-added', ({ id }) => {
      // While the answer is being made: before a word of it was heard.
      if (id.startsWith('answer')) queueMicrotask(() => world.session.stopResponding());
    });
    await conversation(world).agent.says('One two three four five', { unfinished: true });
    await world.settle();
    expect(world.server.commandsOf('cancel-response')).toHaveLength(1);
    expect(world.server.commandsOf('truncate-item')).toEqual([]);
    const [, answer] = messagesIn(world);
    expect(answer).toMatchObject({ state: 'done', isSettled: true });
    expect(answer?.heardMs).toBeGreaterThan(0);
    expect(world.session.store.getState().phase).toBe('listening');
  });

  it('does nothing where nothing is made, and where the vendor cannot', async () => {
    const vendor = { capabilities: { canCancelResponse: false } };
    const world = await conversation({ vendor }).connect();
    world.session.stopResponding();
    await conversation(world).user.says('Hello').agent.says('One two', { unfinished: true });
    world.session.stopResponding();
    await world.settle();
    expect(world.server.commandsOf('cancel-response')).toEqual([]);
  });
});
