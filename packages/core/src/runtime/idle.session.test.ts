import { describe, expect, it } from 'vitest';
import { collect, heldBy, NOTHING } from '../../test/session-probes.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

const stateOf = ({ session }: Pick<ScriptedSession, 'session'>) => session.store.getState();

describe('a session in which nothing is said or done', () => {
  it('warns after nine and a half minutes and ends after ten, with its reason', async () => {
    const world = createScriptedSession({ idleTimeoutMs: undefined });
    const warnings = collect(world, 'idle-warning');
    await world.session.connect();
    await world.advance(569_999);
    expect(warnings).toEqual([]);
    await world.advance(1);
    expect(warnings).toEqual([{ endsInMs: 30_000 }]);
    expect(stateOf(world)).toMatchObject({ status: 'live', idleEndsAtMs: 600_000 });
    await world.advance(29_999);
    expect(stateOf(world).status).toBe('live');
    await world.advance(1);
    expect(stateOf(world)).toMatchObject({
      status: 'closed',
      endReason: 'idle',
      error: null,
      idleEndsAtMs: null,
    });
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('goes on forever with `false`', async () => {
    const world = createScriptedSession({ idleTimeoutMs: false });
    await world.session.connect();
    await world.advance(86_400_000);
    expect(stateOf(world).status).toBe('live');
  });

  it('warns halfway where the time is short', async () => {
    const world = createScriptedSession({ idleTimeoutMs: 10_000 });
    const warnings = collect(world, 'idle-warning');
    await world.session.connect();
    await world.advance(5_000);
    expect(warnings).toEqual([{ endsInMs: 5_000 }]);
    await world.advance(5_000);
    expect(stateOf(world).endReason).toBe('idle');
  });

  it('starts its time anew in the next conversation', async () => {
    const world = createScriptedSession({ idleTimeoutMs: 60_000 });
    await world.session.connect();
    await world.advance(60_000);
    expect(stateOf(world).status).toBe('closed');
    await world.session.connect();
    await world.advance(59_000);
    expect(stateOf(world).status).toBe('live');
    await world.advance(1_000);
    expect(stateOf(world)).toMatchObject({ status: 'closed', endReason: 'idle' });
  });
});

describe('whatever is said or done', () => {
  const activities: readonly [string, (world: ScriptedSession) => unknown][] = [
    [
      'the user speaks',
      ({ server }) => server.emit({ type: 'speech-started', itemId: 'u1', audioStartMs: 0 }),
    ],
    [
      'the user is transcribed',
      ({ server }) =>
        server.emit({ type: 'input-transcript-done', itemId: 'u1', transcript: 'Hm.', usage: null }),
    ],
    ['the agent begins to answer', ({ server }) => server.emit(...server.vendor.startResponse())],
    ['the user writes', ({ session }) => session.sendText('Hello')],
    [
      'the app tells the agent something',
      ({ session }) => session.sendMessage([{ type: 'text', text: 'It rains.' }], { role: 'system' }),
    ],
    ['the app asks for a response', ({ session }) => session.respond()],
    ['the app says that the user is there', ({ session }) => session.keepAlive()],
  ];

  for (const [name, act] of activities) {
    it(`takes the warning back: ${name}`, async () => {
      const world = createScriptedSession({ idleTimeoutMs: 60_000 });
      await world.session.connect();
      await world.advance(45_000);
      expect(stateOf(world).idleEndsAtMs).toBe(60_000);
      act(world);
      await world.settle();
      expect(stateOf(world).idleEndsAtMs).toBeNull();
      await world.advance(20_000);
      expect(stateOf(world)).toMatchObject({ status: 'live', idleEndsAtMs: null });
    });
  }

  it('does not run out while a tool runs', async () => {
    const world = await conversation({
      idleTimeoutMs: 60_000,
      tools: [{ name: 'wait', execute: () => new Promise(() => {}), timeoutMs: 3_600_000 }],
    })
      .connect()
      .user.says('Wait for it')
      .agent.calls('wait');
    await world.advance(600_000);
    expect(stateOf(world).status).toBe('live');
    await world.session.close();
  });

  it('does not run out while a turn by hand is open', async () => {
    const world = createScriptedSession({ idleTimeoutMs: 60_000, inputMode: 'push-to-talk' });
    await world.session.connect();
    world.session.turn.begin();
    await world.advance(600_000);
    expect(stateOf(world).status).toBe('live');
  });

  it('counts from the end of the answer that was heard', async () => {
    const world = await conversation({ idleTimeoutMs: 60_000 })
      .connect()
      .user.says('Hi')
      .agent.says('Good evening');
    const startMs = world.clock.now();
    const warnings = collect(world, 'idle-warning');
    await world.advance(29_000);
    expect(warnings).toEqual([]);
    await world.advance(31_000 + 10);
    expect(stateOf(world)).toMatchObject({ endReason: 'idle' });
    expect(world.clock.now() - startMs).toBe(60_010);
  });

  it('is told nothing by events that are not speech', async () => {
    const world = createScriptedSession({ idleTimeoutMs: 60_000 });
    await world.session.connect();
    for (let second = 0; second < 60; second += 1) {
      world.server.emit({ type: 'rate-limits-changed', limits: [] }, { type: 'unknown', wireType: 'ping' });
      await world.advance(1_000);
    }
    expect(stateOf(world)).toMatchObject({ status: 'closed', endReason: 'idle' });
  });
});
