/* oxlint-disable vitest/expect-expect -- a conversation asserts by verbs of its own */
import { describe, expect, it } from 'vitest';
import { collect, heldBy, NOTHING, messagesIn } from '../../test/session-probes.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

const refused = new RealtimeError('connect-refused', 'No server there.');

describe('live → reconnecting', () => {
  const policy = ({ attempt }: { readonly attempt: number }) => (attempt <= 2 ? attempt * 1_000 : null);

  it('keeps the rows, drops what was playing, and waits as the policy says', async () => {
    const world = await conversation({ reconnect: policy })
      .connect()
      .user.says('Tell me a story')
      .agent.says('Once upon a time there was', { interruptAfterWord: 0, interruptBy: 'app' })
      .user.writes('Go on')
      .agent.says('there was a king', { unfinished: true, interruptAfterWord: 4, interruptBy: 'app' })
      .drop();
    const { session, transport } = world;
    expect(session.store.getState()).toMatchObject({
      status: 'reconnecting',
      error: { code: 'connection-lost' },
      connection: 2,
    });
    const rows = session.store.getState().transcript.order;
    expect(rows).toHaveLength(4);
    await world.advance(999);
    expect(transport.connections).toHaveLength(1);
    await world.advance(1);
    expect(transport.connections).toHaveLength(2);
    expect(session.store.getState()).toMatchObject({ status: 'live', error: null, phase: 'listening' });
    expect(session.store.getState().transcript.order).toEqual([...rows, 'continuity_2']);
  });

  it('tells the new connection what was said and heard', async () => {
    const { server } = await conversation({ reconnect: policy })
      .connect()
      .user.says('What is the weather?')
      .agent.says('It is sunny today', { interruptAfterWord: 2 })
      .user.says('Thanks')
      .expectCommands('configure', 'truncate-item')
      .drop()
      .wait(1_000)
      .expectCommands('configure', 'seed-history', 'create-response');
    const [note, ...told] = server
      .commandsOf('seed-history')
      .flatMap(({ items }) => items)
      .map((item) => (item.type === 'message' ? item.content[0] : null));
    expect(note).toMatchObject({ text: expect.stringContaining('do not greet') as string });
    expect(told).toEqual(['What is the weather?', 'It is', 'Thanks'].map((text) => ({ type: 'text', text })));
  });

  it('gives up when the policy does, and begins a new count once a connection has proved itself', async () => {
    const attempts: number[] = [];
    const world = await conversation({
      reconnect: ({ attempt }) => {
        attempts.push(attempt);
        return policy({ attempt });
      },
    })
      .connect()
      .drop()
      .wait(1_000)
      .expectStatus('live')
      .wait(10_000)
      .do(({ transport }) => transport.next({ refuseWith: refused }, { refuseWith: refused }))
      .drop()
      .wait(1_000)
      .expectStatus('reconnecting')
      .wait(2_000)
      .expectStatus('failed');
    expect(attempts).toEqual([1, 1, 2, 3]);
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('does not happen where reconnecting is off', async () => {
    const world = await conversation({ reconnect: false }).connect().drop().expectStatus('failed');
    expect(world.session.store.getState()).toMatchObject({
      endReason: 'failed',
      error: { code: 'connection-lost' },
    });
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('keeps the microphone open and sends nothing into the gap', async () => {
    const { microphone, server } = await conversation({ reconnect: policy }).connect().drop().wait(500);
    expect(microphone.isOpen).toBe(true);
    const before = server.receivedBytes;
    microphone.pushVoice();
    expect(server.receivedBytes).toBe(before);
  });

  it('ignores what the earlier connection still says', async () => {
    const world = await conversation({ reconnect: policy }).connect();
    const [first] = world.transport.connections;
    await conversation(world).drop().wait(1_000).expectStatus('live');
    expect(first?.emit('{"type":"speech-started","itemId":"ghost","audioStartMs":0}')).toBe(false);
    expect(world.session.store.getState()).toMatchObject({
      phase: 'listening',
      transcript: { order: ['continuity_2'] },
    });
  });
});

describe('live → closed by the other side', () => {
  it('lets what is queued be heard to the end, and then lets go', async () => {
    const world = await conversation().connect();
    const { itemId, durationMs } = await sendSpeech(world, 'So long my friend', {});
    world.server.drop(1_000);
    expect(world.session.store.getState()).toMatchObject({
      status: 'closed',
      endReason: 'remote',
      error: null,
    });
    expect([world.microphone.isOpen, world.speaker.isOpen]).toEqual([false, true]);
    await world.advance(durationMs + 40);
    expect(world.speaker.heardMs(itemId)).toBe(durationMs);
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('also of an answer that was still being made', async () => {
    const world = await conversation().connect();
    const { itemId, durationMs } = await sendSpeech(world, 'So long my', { unfinished: true });
    world.server.drop(1_000);
    await world.advance(durationMs + 40);
    expect(world.speaker.heardMs(itemId)).toBe(durationMs);
    expect(heldBy(world)).toEqual(NOTHING);
    expect(messagesIn(world)).toEqual([
      { text: 'So long my', state: 'interrupted', heardMs: 600, isSettled: true },
    ]);
  });

  it('does not wait for what the browser will not play', async () => {
    const world = await conversation({ playbackBlocked: true }).connect();
    await sendSpeech(world, 'So long', {});
    world.server.drop(1_000);
    await world.settle();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('is cut short by a new connection, which keeps what it opened', async () => {
    const world = await conversation().connect();
    const { durationMs } = await sendSpeech(world, 'So long', {});
    world.server.drop(1_000);
    await world.advance(100);
    await conversation(world)
      .connect()
      .wait(durationMs + 100)
      .expectStatus('live');
    expect([world.microphone.isOpen, world.speaker.isOpen]).toEqual([true, true]);
    await conversation(world).agent.says('Hello again').close();
    expect(heldBy(world)).toEqual(NOTHING);
    expect(messagesIn(world)).toMatchObject([
      { text: 'So long', state: 'interrupted', heardMs: 100, isSettled: true },
      { text: 'Hello again', state: 'done', heardMs: 400, isSettled: true },
    ]);
  });

  it('is cut short by close', async () => {
    const world = await conversation().connect();
    await sendSpeech(world, 'So long', {});
    world.server.drop(1_000);
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
    expect(world.session.store.getState()).toMatchObject({ status: 'closed', endReason: 'remote' });
    expect(messagesIn(world)).toMatchObject([{ state: 'interrupted', heardMs: 0, isSettled: true }]);
  });

  it('is a failure when the vendor says why it had to', async () => {
    const world = await conversation().connect();
    const error = {
      code: 'quota-exhausted',
      message: 'No credit.',
      commandId: null,
      vendorCode: null,
    } as const;
    world.server.emit({
      type: 'error-received',
      error: { ...error, effect: 'fatal', wire: null },
    });
    await world.settle();
    expect(world.session.store.getState()).toMatchObject({
      status: 'failed',
      error: { code: 'quota-exhausted' },
    });
    expect(heldBy(world)).toEqual(NOTHING);
  });
});

describe('any → closing → closed', () => {
  it('from live, with a reason and both steps', async () => {
    const world = await conversation().connect();
    const seen = collect(world, 'status-changed');
    await world.session.close();
    expect(seen.map(({ status, endReason }) => `${status} ${endReason}`)).toEqual([
      'closing user',
      'closed user',
    ]);
    expect(heldBy(world)).toEqual(NOTHING);
    expect(world.transport.connection.endedBy).toBe('client');
  });

  it.each<[string, (world: ScriptedSession) => Promise<unknown>]>([
    ['the credential is fetched', () => Promise.resolve()],
    ['the socket opens', ({ settle, transport }) => (transport.next('hang'), settle())],
    [
      'the vendor takes the configuration',
      ({ settle, server }) => (server.answer('configure', () => []), settle()),
    ],
  ])('while %s: the one who connects hears of it', async (_what, progress) => {
    const world = createScriptedSession();
    const connecting = world.session.connect().catch((error: unknown) => error);
    await progress(world);
    await world.session.close();
    expect(await connecting).toMatchObject({ code: 'aborted' });
    await world.settle();
    expect(world.session.store.getState()).toMatchObject({
      status: 'closed',
      endReason: 'user',
      error: null,
    });
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('while the user thinks about the microphone: a late yes opens nothing', async () => {
    const world = createScriptedSession();
    const allow = world.microphone.holdNext();
    const connecting = world.session.connect().catch((error: unknown) => error);
    await world.settle();
    await world.session.close();
    expect(await connecting).toMatchObject({ code: 'aborted' });
    allow();
    await world.settle();
    expect(heldBy(world)).toEqual(NOTHING);
    expect(world.session.store.getState().microphone).toBe('off');
  });

  it('by the signal of the call that connects', async () => {
    const world = createScriptedSession();
    const controller = new AbortController();
    const connecting = world.session.connect({ signal: controller.signal }).catch((error: unknown) => error);
    controller.abort();
    expect(await connecting).toMatchObject({ code: 'aborted' });
    await world.settle();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('while reconnecting: no further attempt is made', async () => {
    const world = await conversation({ reconnect: () => 1_000 })
      .connect()
      .drop()
      .expectStatus('reconnecting')
      .close();
    await world.advance(10_000);
    expect(world.transport.connections).toHaveLength(1);
    expect(world.session.store.getState()).toMatchObject({
      status: 'closed',
      endReason: 'user',
      error: null,
    });
  });

  it('from idle and from closed is nothing to wait for', async () => {
    const { session } = createScriptedSession();
    await session.close();
    await session.close();
    expect(session.store.getState().status).toBe('closed');
  });

  it('can be followed by a new connection, with the rows of the old one', async () => {
    await conversation()
      .connect()
      .user.says('Hello')
      .agent.says('Hello!')
      .close()
      .connect()
      .expectStatus('live')
      .expectTranscript([
        { user: 'Hello' },
        { agent: 'Hello!' },
        { continuity: 'reseeded', cause: 'resumed' },
      ]);
  });
});
