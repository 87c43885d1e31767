/* oxlint-disable vitest/expect-expect -- a conversation asserts by verbs of its own */
import { describe, expect, it } from 'vitest';
import { collect, heldBy, NOTHING, messagesIn } from '../../test/session-probes.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';

const HOLD = { vendor: { capabilities: { pause: 'hold' } } } as const satisfies ScriptedSessionOptions;
const DISCONNECT = {
  vendor: { capabilities: { pause: 'disconnect' } },
} as const satisfies ScriptedSessionOptions;

const stateOf = ({ session }: Pick<ScriptedSession, 'session'>) => session.store.getState();

describe('a pause that holds the connection', () => {
  it('keeps the connection, cuts the agent and sends no audio of the user', async () => {
    const world = await conversation(HOLD)
      .connect()
      .user.says('Tell me a story')
      .agent.says('Once upon a time there was a king', {
        unfinished: true,
        interruptAfterWord: 4,
        interruptBy: 'app',
      });
    const { session, transport, server, microphone } = world;
    session.pause();
    await world.settle();
    expect(stateOf(world)).toMatchObject({
      status: 'live',
      isPaused: true,
      isMuted: true,
      mutedBy: ['pause'],
    });
    const before = server.receivedBytes;
    for (let chunk = 0; chunk < 50; chunk += 1) microphone.pushVoice();
    await world.advance(1_000);
    expect(server.receivedBytes).toBe(before);
    await session.resume();
    expect(stateOf(world)).toMatchObject({ status: 'live', isPaused: false, isMuted: false, mutedBy: [] });
    microphone.pushVoice();
    await world.settle();
    expect(server.receivedBytes).toBeGreaterThan(before);
    expect(transport.connections).toHaveLength(1);
  });

  it('cuts the agent in mid-answer, by the app', async () => {
    const world = await conversation(HOLD).connect().user.says('Tell me a story');
    const { session, server } = world;
    server.emit(...server.vendor.startResponse());
    await world.settle();
    session.pause();
    await world.settle();
    expect(stateOf(world).phase).toBe('listening');
    expect(server.commandsOf('cancel-response')).toHaveLength(1);
  });

  it('cuts an answer that the vendor begins in the pause', async () => {
    const world = createScriptedSession(HOLD);
    await world.session.connect();
    world.session.pause();
    world.server.emit(...world.server.vendor.startResponse());
    await world.settle();
    expect(world.server.commandsOf('cancel-response')).toHaveLength(1);
    expect(stateOf(world).phase).toBe('listening');
  });

  it('keeps what the app sends, shows its row, and sends it in order once resumed', async () => {
    const world = createScriptedSession(HOLD);
    await world.session.connect();
    world.server.expectCommands('configure');
    world.session.pause();
    world.session.sendText('One');
    world.session.sendText('Two');
    await world.settle();
    world.server.expectCommands();
    expect(messagesIn(world).map(({ text }) => text)).toEqual(['One', 'Two']);
    await world.session.resume();
    await world.settle();
    world.server.expectCommands('create-item', 'create-response', 'create-item');
  });

  it('does not touch the mute of the user', async () => {
    const world = createScriptedSession(HOLD);
    await world.session.connect();
    world.session.microphone.setMuted(true);
    world.session.pause();
    await world.session.resume();
    expect(stateOf(world)).toMatchObject({ isMuted: true, mutedBy: ['user'] });
  });

  it('becomes a pause without a connection when the connection is lost', async () => {
    const world = createScriptedSession(HOLD);
    await world.session.connect();
    world.session.pause();
    world.server.drop();
    await world.settle();
    expect(stateOf(world)).toMatchObject({
      status: 'paused',
      isPaused: true,
      error: null,
      microphone: 'off',
    });
    await world.session.resume();
    expect(stateOf(world)).toMatchObject({ status: 'live', isPaused: false, microphone: 'on' });
  });

  it('gives its connection up after the idle time, and warns of nothing', async () => {
    const world = createScriptedSession({ ...HOLD, idleTimeoutMs: 60_000 });
    const warnings = collect(world, 'idle-warning');
    await world.session.connect();
    world.session.pause();
    await world.advance(59_999);
    expect(stateOf(world).status).toBe('live');
    await world.advance(1);
    expect(stateOf(world)).toMatchObject({ status: 'paused', isPaused: true });
    expect(world.transport.openCount).toBe(0);
    await world.advance(3_600_000);
    expect(stateOf(world).status).toBe('paused');
    expect(warnings).toEqual([]);
  });

  it('refuses a turn by hand', async () => {
    const world = createScriptedSession({ ...HOLD, inputMode: 'push-to-talk' });
    await world.session.connect();
    world.session.pause();
    expect(() => world.session.turn.begin()).toThrow('paused');
  });

  it('discards an open turn', async () => {
    const world = createScriptedSession({ ...HOLD, inputMode: 'push-to-talk' });
    await world.session.connect();
    world.session.turn.begin();
    world.session.pause();
    await world.settle();
    expect(stateOf(world)).toMatchObject({ isTurnOpen: false, phase: 'listening' });
    world.server.expectCommands('configure', 'begin-turn', 'clear-input');
  });

  it('answers a tool that ends in the pause once resumed', async () => {
    let finish = (_result: string): void => {};
    const world = await conversation({
      ...HOLD,
      tools: [{ name: 'look_up', execute: () => new Promise<string>((resolve) => (finish = resolve)) }],
    })
      .connect()
      .user.says('What is there?')
      .agent.calls('look_up');
    const { session, server } = world;
    server.expectCommands('configure');
    session.pause();
    finish('found');
    await world.settle();
    expect(server.commandsOf('send-tool-output')).toEqual([]);
    await session.resume();
    await world.settle();
    expect(server.commandsOf('send-tool-output')).toMatchObject([{ output: 'found' }]);
  });
});

describe('a pause that leaves the connection', () => {
  it('closes connection and microphone, and resumes with what was said', async () => {
    const world = await conversation(DISCONNECT)
      .connect()
      .user.says('What is the weather?')
      .agent.says('It is sunny today')
      .expectCommands('configure');
    const { session, server, transport, microphone } = world;
    session.pause();
    await world.settle();
    expect(stateOf(world)).toMatchObject({
      status: 'paused',
      isPaused: true,
      phase: 'idle',
      microphone: 'off',
      error: null,
    });
    expect([transport.openCount, microphone.isOpen, world.pendingTimers()]).toEqual([0, false, 0]);
    await session.resume();
    await world.settle();
    expect(stateOf(world)).toMatchObject({
      status: 'live',
      isPaused: false,
      connection: 2,
      microphone: 'on',
    });
    server.expectCommands('configure', 'seed-history');
  });

  it('is a reconnection with the cause `resumed` while the new connection opens', async () => {
    const world = createScriptedSession(DISCONNECT);
    await world.session.connect();
    world.session.pause();
    const resumed = world.session.resume();
    expect(stateOf(world)).toMatchObject({
      status: 'reconnecting',
      error: null,
      reconnection: { cause: 'resumed', attempt: 1, nextAttemptAtMs: null },
    });
    await resumed;
    expect(stateOf(world)).toMatchObject({ status: 'live', error: null });
  });

  it('resumes by `connect`, and sends what was written meanwhile', async () => {
    const world = createScriptedSession(DISCONNECT);
    await world.session.connect();
    world.session.pause();
    world.session.sendText('Are you there?');
    await world.session.connect();
    await world.settle();
    world.server.expectCommands('configure', 'configure', 'create-item', 'create-response');
  });

  it('ends the attempt to connect, and its caller is told', async () => {
    const world = createScriptedSession(DISCONNECT);
    const connecting = world.session.connect();
    world.session.pause();
    await expect(connecting).rejects.toMatchObject({ code: 'aborted' });
    expect(stateOf(world).status).toBe('paused');
    await world.session.resume();
    expect(stateOf(world).status).toBe('live');
  });

  it('ends the attempts to reconnect', async () => {
    const world = createScriptedSession({ ...DISCONNECT, reconnect: () => 5_000 });
    await world.session.connect();
    world.server.drop();
    await world.settle();
    world.session.pause();
    await world.advance(60_000);
    expect(stateOf(world).status).toBe('paused');
    expect(world.transport.connections).toHaveLength(1);
  });

  it('is ended by `close`, and the next conversation is not paused', async () => {
    const world = createScriptedSession(DISCONNECT);
    await world.session.connect();
    world.session.pause();
    await world.session.close();
    expect(stateOf(world)).toMatchObject({
      status: 'closed',
      endReason: 'user',
      isPaused: false,
      mutedBy: [],
    });
    expect(heldBy(world)).toEqual(NOTHING);
    await world.session.connect();
    expect(stateOf(world)).toMatchObject({ status: 'live', isPaused: false, isMuted: false });
  });

  it('rejects `resume` when the session is closed meanwhile', async () => {
    const world = createScriptedSession(DISCONNECT);
    await world.session.connect();
    world.session.pause();
    world.transport.next('hang');
    const resumed = world.session.resume();
    await world.settle();
    await Promise.all([expect(resumed).rejects.toMatchObject({ code: 'aborted' }), world.session.close()]);
  });
});

describe('the last of pause, resume and close', () => {
  for (const [name, options] of [
    ['hold', HOLD],
    ['disconnect', DISCONNECT],
  ] as const) {
    it(`decides (${name})`, async () => {
      const world = createScriptedSession(options);
      const { session } = world;
      await session.connect();
      session.pause();
      const first = session.resume();
      session.pause();
      const second = session.resume();
      await Promise.allSettled([first, second]);
      await world.settle();
      expect(stateOf(world)).toMatchObject({ status: 'live', isPaused: false });
      session.pause();
      session.pause();
      await world.settle();
      expect(stateOf(world).isPaused).toBe(true);
      await session.close();
      expect(heldBy(world)).toEqual(NOTHING);
      expect(stateOf(world)).toMatchObject({ isPaused: false, mutedBy: [] });
    });
  }

  it('does nothing where no conversation is open', async () => {
    const world = createScriptedSession(HOLD);
    world.session.pause();
    await world.session.resume();
    expect(stateOf(world)).toMatchObject({ status: 'idle', isPaused: false });
    await world.session.connect();
    await world.session.close();
    world.session.pause();
    await world.session.resume();
    expect(stateOf(world)).toMatchObject({ status: 'closed', isPaused: false });
  });
});
