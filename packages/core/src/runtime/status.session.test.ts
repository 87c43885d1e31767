/* oxlint-disable vitest/expect-expect -- a conversation asserts by verbs of its own */
import { describe, expect, it, vi } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import { listEntries } from '../session/entries.ts';
import type { SessionEvents } from './realtime-session.ts';
import { conversation } from '../testing/conversation.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

/** What an attempt may hold: all of it must be gone when it has ended. */
function held({ transport, microphone, speaker, pendingTimers }: ScriptedSession) {
  return {
    connections: transport.openCount,
    microphone: microphone.isOpen,
    speaker: speaker.isOpen,
    timers: pendingTimers(),
  };
}

/** The rows of the agent, and whether anything of them can still change. */
function rowsOf({ session }: ScriptedSession) {
  const { transcript } = session.store.getState();
  return listEntries(transcript).flatMap((entry) =>
    entry.kind === 'message'
      ? [
          {
            text: entry.text,
            state: entry.state,
            heardMs: entry.heardMs,
            isSettled: !transcript.live.has(entry.id),
          },
        ]
      : [],
  );
}

const NOTHING = { connections: 0, microphone: false, speaker: false, timers: 0 };

function statusesOf({ session }: ScriptedSession) {
  const seen: SessionEvents['status-changed'][] = [];
  session.on('status-changed', (event) => seen.push(event));
  return seen;
}

describe('idle → connecting', () => {
  it('unlocks audio, asks for the microphone and fetches the credential in the very task of the call', () => {
    const credential = vi.fn(() => new Promise<string>(() => {}));
    const { session, speaker, microphone } = createScriptedSession({ credential });
    void session.connect().catch(() => {}); // Left hanging: only its first task matters here.
    expect(session.store.getState()).toMatchObject({
      status: 'connecting',
      connection: 1,
      microphone: 'opening',
    });
    expect([speaker.unlocked, microphone.lastOptions !== null, credential.mock.calls.length]).toEqual([
      1,
      true,
      1,
    ]);
  });

  it('gives everyone who connects meanwhile the same connection', async () => {
    const { session, transport } = createScriptedSession();
    await Promise.all([session.connect(), session.connect()]);
    await session.connect();
    expect(transport.connections).toHaveLength(1);
  });

  it('keeps the first words until the session is live, and sends them first', async () => {
    const world = createScriptedSession();
    world.server.answer('configure', () => []);
    const connecting = world.session.connect();
    await world.settle();
    world.microphone.pushVoice();
    world.microphone.pushVoice();
    expect(world.server.receivedBytes).toBe(0);
    const [configure] = world.server.commands;
    if (configure) world.server.emit(...world.server.vendor.answer(configure));
    await connecting;
    world.microphone.pushVoice();
    await world.settle();
    expect(world.server.commands.map(({ type }) => type)).toEqual([
      'configure',
      'append-audio',
      'append-audio',
      'append-audio',
    ]);
  });
});

describe('connecting → live', () => {
  it('waits for the vendor to acknowledge the configuration, not for the socket', async () => {
    const world = createScriptedSession();
    world.server.answer('configure', () => []);
    let isLive = false;
    void world.session.connect().then(() => (isLive = true));
    await world.settle();
    expect(world.transport.connection.state).toBe('open');
    expect([world.session.store.getState().status, isLive]).toEqual(['connecting', false]);
    world.server.emit(
      ...world.server.vendor.answer({ type: 'configure', commandId: 'x', config: {}, isInitial: true }),
    );
    await world.settle();
    expect([world.session.store.getState().status, isLive]).toEqual(['live', true]);
  });

  it('releases the commands that waited, in their order', async () => {
    const world = createScriptedSession();
    const connecting = world.session.connect();
    world.session.sendText('One');
    world.session.sendMessage([{ type: 'text', text: 'Two' }], { isAnswered: false });
    await connecting;
    await world.settle();
    world.server.expectCommands('configure', 'create-item', 'create-response', 'create-item');
    expect(world.server.commandsOf('create-item').map(({ item }) => item.id)).toEqual(['item_1', 'item_2']);
  });
});

const denied = new RealtimeError('microphone-denied', 'The user said no.');
const refused = new RealtimeError('connect-refused', 'Nobody there.');

describe('connecting → failed', () => {
  const failures: readonly (readonly [string, string, (world: ScriptedSession) => void])[] = [
    ['the microphone is denied', 'microphone-denied', ({ microphone }) => microphone.failNext(denied)],
    [
      'the speaker cannot be opened',
      'worklet-failed',
      ({ speaker }) => speaker.failNext(new RealtimeError('worklet-failed', 'CSP.')),
    ],
    [
      'the connection is refused',
      'connect-refused',
      ({ transport }) => transport.next({ refuseWith: refused }),
    ],
    [
      'the connection drops before the acknowledgement',
      'connection-lost',
      ({ server }) => server.answer('configure', () => (server.drop(), [])),
    ],
    [
      'the vendor refuses the configuration',
      'invalid-config',
      ({ server }) => server.answer('configure', ({ commandId }) => [refusal(commandId)]),
    ],
  ];

  it.each(failures)('when %s, and releases all that the attempt acquired', async (_what, code, prepare) => {
    const world = createScriptedSession();
    prepare(world);
    await expect(world.session.connect()).rejects.toMatchObject({ code });
    await world.settle();
    expect(world.session.store.getState()).toMatchObject({
      status: 'failed',
      endReason: 'failed',
      error: { code },
    });
    expect(held(world)).toEqual(NOTHING);
  });

  it('when the vendor stays silent for too long', async () => {
    const world = createScriptedSession({ connectTimeoutMs: 5_000 });
    world.server.answer('configure', () => []);
    const connecting = world.session.connect().catch((error: unknown) => error);
    await world.advance(4_999);
    expect(world.session.store.getState().status).toBe('connecting');
    await world.advance(1);
    expect(await connecting).toMatchObject({ code: 'connect-timeout' });
    expect(held(world)).toEqual(NOTHING);
  });

  it('when the socket hangs for too long, but not while the user thinks about the microphone', async () => {
    const world = createScriptedSession({ connectTimeoutMs: 5_000 });
    world.transport.next('hang');
    const allow = world.microphone.holdNext();
    const connecting = world.session.connect().catch((error: unknown) => error);
    await world.advance(60_000);
    expect(world.session.store.getState().status).toBe('connecting');
    allow();
    await world.advance(5_000);
    expect(await connecting).toMatchObject({ code: 'connect-timeout' });
    expect(held(world)).toEqual(NOTHING);
  });

  it.each([
    ['cannot be fetched', () => Promise.reject(new Error('offline')), 'credential-fetch-failed'],
    ['is empty', () => Promise.resolve(''), 'credential-fetch-failed'],
    ['is refused', () => Promise.resolve(new Response('{}', { status: 401 })), 'credential-rejected'],
    ['has expired', () => Promise.resolve({ value: 'old', expiresAtMs: 1 }), 'credential-expired'],
  ])('when the credential %s, without a connection', async (_what, credential, code) => {
    const world = createScriptedSession({ credential });
    await expect(world.session.connect()).rejects.toMatchObject({ code });
    await world.settle();
    expect(world.transport.connections).toHaveLength(0);
    expect(held(world)).toEqual(NOTHING);
  });

  it('can be tried again', async () => {
    const world = createScriptedSession();
    world.microphone.failNext(denied);
    await expect(world.session.connect()).rejects.toMatchObject({ code: 'microphone-denied' });
    await world.session.connect();
    expect(world.session.store.getState()).toMatchObject({
      status: 'live',
      error: null,
      endReason: null,
      connection: 2,
    });
  });
});

function refusal(commandId: string) {
  const error = { code: 'invalid-config', message: 'No such voice.', commandId, vendorCode: null } as const;
  return {
    type: 'error-reported',
    error: { ...error, isFatal: false, isBenign: false, wire: null },
  } as const;
}

describe('live → reconnecting', () => {
  const policy = ({ attempt }: { readonly attempt: number }) => (attempt <= 2 ? attempt * 1_000 : null);

  it('keeps the rows, drops what was playing, and waits as the policy says', async () => {
    const world = await conversation({ reconnect: policy })
      .connect()
      .user.says('Tell me a story')
      .agent.says('Once upon a time there was', { interruptAfterWord: 0, interruptBy: 'app' })
      .user.writes('Go on')
      .agent.says('there was a king', { isUnfinished: true, interruptAfterWord: 4, interruptBy: 'app' })
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
    expect(session.store.getState().transcript.order).toEqual(rows);
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
      .expectCommands('configure', 'create-item', 'create-item', 'create-item');
    const told = server
      .commandsOf('create-item')
      .map(({ item }) => (item.type === 'message' ? item.content[0] : null));
    expect(told).toEqual(['What is the weather?', 'It is', 'Thanks'].map((text) => ({ type: 'text', text })));
  });

  it('gives up when the policy does, and begins a new count once it was live again', async () => {
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
      .do(({ transport }) => transport.next({ refuseWith: refused }, { refuseWith: refused }))
      .drop()
      .wait(1_000)
      .expectStatus('reconnecting')
      .wait(2_000)
      .expectStatus('failed');
    expect(attempts).toEqual([1, 1, 2, 3]);
    expect(held(world)).toEqual(NOTHING);
  });

  it('does not happen without a policy', async () => {
    const world = await conversation().connect().drop().expectStatus('failed');
    expect(world.session.store.getState()).toMatchObject({
      endReason: 'failed',
      error: { code: 'connection-lost' },
    });
    expect(held(world)).toEqual(NOTHING);
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
    expect(world.session.store.getState()).toMatchObject({ phase: 'listening', transcript: { order: [] } });
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
    expect(held(world)).toEqual(NOTHING);
  });

  it('also of an answer that was still being made', async () => {
    const world = await conversation().connect();
    const { itemId, durationMs } = await sendSpeech(world, 'So long my', { isUnfinished: true });
    world.server.drop(1_000);
    await world.advance(durationMs + 40);
    expect(world.speaker.heardMs(itemId)).toBe(durationMs);
    expect(held(world)).toEqual(NOTHING);
    expect(rowsOf(world)).toEqual([
      { text: 'So long my', state: 'interrupted', heardMs: 600, isSettled: true },
    ]);
  });

  it('does not wait for what the browser will not play', async () => {
    const world = await conversation({ isPlaybackBlocked: true }).connect();
    await sendSpeech(world, 'So long', {});
    world.server.drop(1_000);
    await world.settle();
    expect(held(world)).toEqual(NOTHING);
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
    expect(held(world)).toEqual(NOTHING);
    expect(rowsOf(world)).toMatchObject([
      { text: 'So long', state: 'interrupted', heardMs: 100, isSettled: true },
      { text: 'Hello again', state: 'done', heardMs: 400, isSettled: true },
    ]);
  });

  it('is cut short by close', async () => {
    const world = await conversation().connect();
    await sendSpeech(world, 'So long', {});
    world.server.drop(1_000);
    await world.session.close();
    expect(held(world)).toEqual(NOTHING);
    expect(world.session.store.getState()).toMatchObject({ status: 'closed', endReason: 'remote' });
    expect(rowsOf(world)).toMatchObject([{ state: 'interrupted', heardMs: 0, isSettled: true }]);
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
      type: 'error-reported',
      error: { ...error, isFatal: true, isBenign: false, wire: null },
    });
    await world.settle();
    expect(world.session.store.getState()).toMatchObject({
      status: 'failed',
      error: { code: 'quota-exhausted' },
    });
    expect(held(world)).toEqual(NOTHING);
  });
});

describe('any → closing → closed', () => {
  it('from live, with a reason and both steps', async () => {
    const world = await conversation().connect();
    const seen = statusesOf(world);
    await world.session.close();
    expect(seen.map(({ status, endReason }) => `${status} ${endReason}`)).toEqual([
      'closing user',
      'closed user',
    ]);
    expect(held(world)).toEqual(NOTHING);
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
    expect(held(world)).toEqual(NOTHING);
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
    expect(held(world)).toEqual(NOTHING);
    expect(world.session.store.getState().microphone).toBe('off');
  });

  it('by the signal of the call that connects', async () => {
    const world = createScriptedSession();
    const controller = new AbortController();
    const connecting = world.session.connect({ signal: controller.signal }).catch((error: unknown) => error);
    controller.abort();
    expect(await connecting).toMatchObject({ code: 'aborted' });
    await world.settle();
    expect(held(world)).toEqual(NOTHING);
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
      .expectTranscript([{ user: 'Hello' }, { agent: 'Hello!' }]);
  });
});
