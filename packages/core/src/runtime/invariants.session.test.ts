import { describe, expect, it } from 'vitest';
import { collect } from '../../test/session-probes.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import { transcriptRows } from '../testing/transcript-rows.ts';

/** 100 ms of the agent's audio, later words included. */
function lateOutput(responseId: string, itemId: string): ServerEvent[] {
  const at = { responseId, itemId, contentIndex: 0 };
  return [
    { ...at, type: 'output-transcript-delta', delta: ' and then' },
    { ...at, type: 'audio-delta', audio: new Uint8Array(4_800) },
    { ...at, type: 'audio-done' },
  ];
}

describe('the heard part', () => {
  it('late audio and words of a cut response are dropped by its id, however late they come', async () => {
    const world = await conversation().connect().user.says('Tell me a story');
    const { responseId, itemId } = await sendSpeech(world, 'Once upon a time', { unfinished: true });
    await world.advance(400);
    world.session.interrupt();
    await world.settle();
    const heardMs = world.speaker.heardMs(itemId);
    world.server.emit(...lateOutput(responseId, itemId), ...lateOutput(responseId, 'another item of it'));
    await world.advance(1_000);
    await conversation(world).user.says('Go on').agent.says('There was a king');
    world.server.emit(...lateOutput(responseId, itemId));
    await world.advance(1_000);
    expect(world.speaker.heardMs(itemId)).toBe(heardMs);
    expect(world.speaker.rendered.map((item) => item.itemId)).not.toContain('another item of it');
    expect(transcriptRows(world.session.store.getState())).toEqual([
      { user: 'Tell me a story' },
      { agent: 'Once upon', isInterrupted: true },
      { user: 'Go on' },
      { agent: 'There was a king' },
    ]);
  });

  it('heardMs never exceeds what was received, also when a cut comes late', async () => {
    const world = await conversation().connect().user.says('Tell me a story');
    const { itemId } = await sendSpeech(world, 'Once upon', { unfinished: true });
    await world.advance(10_000);
    const interruptions = collect(world, 'interruption');
    world.session.interrupt();
    await world.settle();
    expect(interruptions).toMatchObject([{ itemId, receivedMs: 400 }]);
    expect(interruptions[0]?.heardMs).toBeLessThanOrEqual(400);
    expect(world.server.commandsOf('truncate-item').map(({ audioEndMs }) => audioEndMs)).toEqual([
      interruptions[0]?.heardMs,
    ]);
  });

  it('nothing is truncated at 0 ms: an unheard item is removed once its response has ended', async () => {
    const world = await conversation().connect().user.says('Tell me a story');
    const { itemId } = await sendSpeech(world, 'Once upon a time', { unfinished: true });
    world.session.interrupt();
    await world.settle();
    world.server.expectCommands('configure', 'cancel-response', 'remove-item');
    expect(world.server.commandsOf('remove-item')).toMatchObject([{ itemId }]);
    expect(world.server.commandsOf('truncate-item')).toEqual([]);
    expect(transcriptRows(world.session.store.getState()).at(-1)).toEqual({ agent: '', isInterrupted: true });
  });

  it('a second interrupt of the same item does nothing', async () => {
    const world = await conversation().connect().user.says('Tell me a story');
    const interruptions = collect(world, 'interruption');
    await sendSpeech(world, 'Once upon a time', { unfinished: true });
    await world.advance(300);
    world.session.interrupt();
    world.session.interrupt();
    await world.settle();
    world.session.interrupt();
    await world.settle();
    world.server.expectCommands('configure', 'cancel-response', 'truncate-item');
    expect(interruptions).toHaveLength(1);
  });

  it('an answer that was heard to its end is neither cut nor truncated', async () => {
    const world = await conversation().connect().user.says('Hello').agent.says('Good evening').interrupt();
    world.server.expectCommands('configure');
    expect(transcriptRows(world.session.store.getState()).at(-1)).toEqual({ agent: 'Good evening' });
  });

  it('several items of one answer are each cut where they were', async () => {
    const world = await conversation().connect().user.says('Tell me two stories');
    const first = await sendSpeech(world, 'One', {});
    const second = await sendSpeech(world, 'Two and three', { unfinished: true });
    const third = await sendSpeech(world, 'Four', { unfinished: true });
    await world.advance(400);
    world.session.interrupt();
    await world.settle();
    expect(world.server.commandsOf('truncate-item').map(({ itemId }) => itemId)).toEqual([second.itemId]);
    expect(world.server.commandsOf('remove-item').map(({ itemId }) => itemId)).toEqual([third.itemId]);
    const states = listEntries(world.session.store.getState().transcript).map((entry) => [
      entry.id,
      entry.kind === 'message' && entry.state,
    ]);
    expect(states.slice(1)).toEqual([
      [first.itemId, 'done'],
      [second.itemId, 'interrupted'],
      [third.itemId, 'interrupted'],
    ]);
  });
});

describe('requests', () => {
  it('one response at a time: further requests wait for its end', async () => {
    const world = await conversation().connect();
    world.session.respond();
    world.session.respond();
    world.session.sendText('And this?');
    await world.settle();
    world.server.expectCommands('configure', 'create-response', 'create-item');
    await conversation(world)
      .agent.says('First')
      .expectCommands('create-response')
      .agent.says('Second')
      .expectCommands('create-response');
    expect(world.server.commandsOf('create-response')).toHaveLength(3);
  });

  it('one cancel at a time', async () => {
    const world = await conversation().connect().user.writes('Hello');
    world.server.answer('cancel-response', () => []);
    world.session.interrupt();
    await world.settle();
    world.session.interrupt();
    await conversation(world).user.writes('Something else').interrupt();
    expect(world.server.commandsOf('cancel-response')).toHaveLength(1);
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
  });

  it('an error frees only the request that caused it', async () => {
    const world = await conversation().connect();
    world.server.answer('create-response', () => []);
    world.session.respond();
    world.session.respond();
    await world.settle();
    const refuse = (commandId: string | null): ServerEvent => ({
      type: 'error-received',
      error: {
        code: 'vendor-failed',
        message: 'No.',
        commandId,
        vendorCode: null,
        effect: 'reported',
        wire: null,
      },
    });
    world.server.emit(refuse('some other command'));
    await world.settle();
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
    world.server.emit(refuse(world.server.commandsOf('create-response')[0]?.commandId ?? ''));
    await world.settle();
    expect(world.server.commandsOf('create-response')).toHaveLength(2);
  });

  it('commands before live wait, and are lost by no attempt that fails', async () => {
    const world = createScriptedSession();
    world.session.sendText('Written before anything is open');
    world.transport.next({ refuseWith: new RealtimeError('connect-refused', 'No server there.') });
    await expect(world.session.connect()).rejects.toMatchObject({ code: 'connect-refused' });
    await conversation(world).connect().expectCommands('configure', 'create-item', 'create-response');
  });

  it('commands while reconnecting wait for the new connection', async () => {
    const world = await conversation({ reconnect: () => 1_000 })
      .connect()
      .drop()
      .user.writes('Are you there?')
      .wait(1_000)
      .expectStatus('live');
    expect(world.server.commandsOf('create-item').map(({ item }) => item.id)).toEqual(['item_1']);
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
  });

  it('commands after the end are refused with a coded error', async () => {
    const { session } = await conversation().connect().close();
    const calls = [() => session.sendText('Hello?'), () => session.respond(), () => session.turn.end()];
    for (const call of calls) expect(call).toThrow(expect.objectContaining({ code: 'invalid-state' }));
  });

  it('a command that the vendor does not support is refused with a coded error before it is sent', async () => {
    const capabilities = {
      canSendText: false,
      canCommitTurns: false,
      isResponseOnDemand: false,
      canSendImages: false,
    };
    const { session, server } = await conversation({ vendor: { capabilities } }).connect();
    const calls = [
      () => session.sendText('Hello'),
      () => session.turn.begin(),
      () => session.respond(),
      () => session.setInputMode('push-to-talk'),
    ];
    for (const call of calls)
      expect(call).toThrow(expect.objectContaining({ code: 'unsupported-capability' }));
    server.expectCommands('configure');
  });
});

describe('ends and errors', () => {
  it('every end has a reason', async () => {
    const ends: (string | null)[] = [];
    const watch = (world: ScriptedSession) =>
      world.session.on('status-changed', ({ status, endReason }) => {
        if (status === 'closed' || status === 'failed') ends.push(`${status} ${endReason}`);
      });
    const [user, remote] = [createScriptedSession(), createScriptedSession()];
    const lost = createScriptedSession({ reconnect: false });
    for (const world of [user, remote, lost]) watch(world);
    await conversation(user).connect().close();
    await conversation(remote).connect().drop(1_000);
    await conversation(lost).connect().drop(1_006);
    expect(ends).toEqual(['closed user', 'closed remote', 'failed failed']);
  });

  it('one error, one channel: a rejection is no event, and an event no failure', async () => {
    const failing = createScriptedSession({ credential: () => Promise.reject(new Error('offline')) });
    const errors = collect(failing, 'error');
    await expect(failing.session.connect()).rejects.toMatchObject({ code: 'credential-fetch-failed' });
    expect(errors).toEqual([]);
    const live = await conversation().connect();
    const told = collect(live, 'error');
    live.transport.emit('{');
    await live.settle();
    expect(told.map(({ code }: RealtimeError) => code)).toEqual(['malformed-frame']);
    expect(live.session.store.getState()).toMatchObject({ status: 'live', error: null });
  });

  it('a backlog drops audio, and says so once', async () => {
    const world = await conversation().connect();
    const errors = collect(world, 'error');
    world.transport.connection.backlogBytes = 10_000_000;
    world.microphone.pushVoice();
    world.microphone.pushVoice();
    await world.settle();
    expect([world.server.receivedBytes, errors.map(({ code }) => code)]).toEqual([0, ['send-backlog']]);
    world.transport.connection.backlogBytes = 0;
    world.microphone.pushVoice();
    expect(world.server.receivedBytes).toBeGreaterThan(0);
  });

  it('a throwing listener stops neither the others nor the session', async () => {
    const world = createScriptedSession();
    const uncaught = new Promise((resolve) => process.once('uncaughtException', resolve));
    world.session.on('phase-changed', () => {
      throw new Error('a fault of the app');
    });
    const phases = collect(world, 'phase-changed');
    await world.session.connect();
    expect(phases.map(({ phase }) => phase)).toEqual(['listening']);
    await expect(uncaught).resolves.toMatchObject({ message: 'a fault of the app' });
  });
});

describe('owners', () => {
  it('the session closes a macrotask after its last owner has gone', async () => {
    const world = await conversation().connect();
    const [first, second] = [world.session.retain(), world.session.retain()];
    first();
    first();
    await world.advance(1);
    expect(world.session.store.getState().status).toBe('live');
    second();
    expect(world.session.store.getState().status).toBe('live');
    await world.advance(1);
    expect(world.session.store.getState()).toMatchObject({ status: 'closed', endReason: 'user' });
  });

  it('and not when an owner comes back within the task', async () => {
    const world = await conversation().connect();
    world.session.retain()();
    const release = world.session.retain();
    await world.advance(1_000);
    expect(world.session.store.getState().status).toBe('live');
    release();
  });
});
