import { describe, expect, it, vi } from 'vitest';
import { heldBy, NOTHING } from '../../test/session-probes.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

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

  it('hears no talk before that', async () => {
    const world = createScriptedSession();
    world.server.answer('configure', () => [
      { type: 'response-started', responseId: 'r', isOutOfBand: false, metadata: null },
      {
        type: 'tool-call-requested',
        responseId: null,
        itemId: 'i',
        callId: 'c',
        name: 'x',
        argumentsText: '{}',
      },
      { type: 'speech-started', itemId: 'u', audioStartMs: null },
    ]);
    void world.session.connect();
    await world.settle();
    expect(world.server.commands.map(({ type }) => type)).toEqual(['configure']);
    expect(world.session.store.getState()).toMatchObject({ phase: 'idle', transcript: { order: [] } });
  });

  it('releases the commands that waited, in their order', async () => {
    const world = createScriptedSession();
    const connecting = world.session.connect();
    world.session.sendText('One');
    world.session.sendMessage([{ type: 'text', text: 'Two' }], { respond: false });
    await connecting;
    await world.settle();
    world.server.expectCommands('configure', 'create-item', 'create-response', 'create-item');
    expect(world.server.commandsOf('create-item').map(({ item }) => item.id)).toEqual(['item_1', 'item_2']);
  });
});

const denied = new RealtimeError('microphone-denied', 'The user said no.');
const refused = new RealtimeError('connect-refused', 'No server there.');

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
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('when the vendor stays silent for too long', async () => {
    const world = createScriptedSession({ connectTimeoutMs: 5_000 });
    world.server.answer('configure', () => []);
    const connecting = world.session.connect().catch((error: unknown) => error);
    await world.advance(4_999);
    expect(world.session.store.getState().status).toBe('connecting');
    await world.advance(1);
    expect(await connecting).toMatchObject({ code: 'connect-timeout' });
    expect(heldBy(world)).toEqual(NOTHING);
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
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it.each([
    ['cannot be fetched', () => Promise.reject(new Error('offline')), 'credential-fetch-failed'],
    ['is empty', () => Promise.resolve(''), 'credential-fetch-failed'],
    ['is refused', () => Promise.resolve(new Response('{}', { status: 401 })), 'credential-rejected'],
    ['has expired', () => Promise.resolve(datedAnswer(1_000, 1_000)), 'credential-expired'],
  ])('when the credential %s, without a connection', async (_what, credential, code) => {
    const world = createScriptedSession({ credential });
    await expect(world.session.connect()).rejects.toMatchObject({ code });
    await world.settle();
    expect(world.transport.connections).toHaveLength(0);
    expect(heldBy(world)).toEqual(NOTHING);
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
    type: 'error-received',
    error: { ...error, effect: 'reported', wire: null },
  } as const;
}

/** The answer of a credential endpoint whose clock shows a time. */
function datedAnswer(nowMs: number, expiresAtMs: number): Response {
  return Response.json(
    { value: 'a-credential', expiresAtMs },
    { headers: { date: new Date(nowMs).toUTCString() } },
  );
}
