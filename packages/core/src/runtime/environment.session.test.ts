import { describe, expect, it } from 'vitest';
import { collect, heldBy, NOTHING } from '../../test/session-probes.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';

const stateOf = ({ session }: Pick<ScriptedSession, 'session'>) => session.store.getState();
const refused = new RealtimeError('connect-refused', 'No server there.');

/** A session that has lost its connection, and waits eight seconds for the next attempt. */
async function lose(options: ScriptedSessionOptions = {}): Promise<ScriptedSession> {
  const world = createScriptedSession({ reconnect: () => 8_000, ...options });
  await world.session.connect();
  world.server.drop();
  await world.settle();
  expect(stateOf(world).status).toBe('reconnecting');
  return world;
}

describe('a page at rest', () => {
  it('listens to nothing before the first connection, and after the end', async () => {
    const world = createScriptedSession();
    expect([world.network.watchers, world.page.watchers]).toEqual([0, 0]);
    await world.session.connect();
    expect([world.network.watchers, world.page.watchers]).toEqual([1, 1]);
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  for (const [name, end] of [
    ['a failure', ({ server }: ScriptedSession) => server.drop()],
    ['the vendor’s end', ({ server }: ScriptedSession) => server.drop(1_000)],
    ['a pause without a connection', ({ session }: ScriptedSession) => session.pause()],
  ] as const) {
    it(`listens to nothing after ${name}`, async () => {
      const world = createScriptedSession({
        reconnect: false,
        vendor: { capabilities: { pause: 'disconnect' } },
      });
      await world.session.connect();
      end(world);
      await world.settle();
      expect([world.network.watchers, world.page.watchers]).toEqual([0, 0]);
    });
  }

  it('goes on where a port of the app throws', async () => {
    const network = {
      isOnline: true,
      watch: () => {
        throw new Error('No network here.');
      },
    };
    const world = createScriptedSession({ ports: { network } });
    const errors = collect(world, 'error');
    await world.session.connect();
    expect(stateOf(world).status).toBe('live');
    expect(errors).toMatchObject([{ code: 'internal-error' }]);
  });
});

describe('an attempt that waits', () => {
  for (const [name, hope] of [
    ['the network is back', ({ network }: ScriptedSession) => network.goOnline()],
    ['the network is another one', ({ network }: ScriptedSession) => network.change()],
    ['the page is resumed', ({ page }: ScriptedSession) => page.resume()],
    ['the page is visible again', ({ page }: ScriptedSession) => page.show()],
  ] as const) {
    it(`is made at once when ${name}`, async () => {
      const world = await lose();
      if (name === 'the network is back') world.network.goOffline();
      hope(world);
      await world.settle();
      expect(stateOf(world)).toMatchObject({ status: 'live', connection: 2 });
      expect(world.clock.now()).toBe(0);
    });
  }

  it('waits for the network while there is none, and spends no attempts', async () => {
    let asked = 0;
    const world = createScriptedSession({
      reconnect: () => {
        asked += 1;
        return asked > 6 ? null : 1_000;
      },
    });
    await world.session.connect();
    world.network.goOffline();
    world.server.drop();
    await world.settle();
    expect(stateOf(world).reconnection).toMatchObject({ isOffline: true });
    world.transport.next({ refuseWith: refused });
    await world.advance(29_000);
    expect([world.transport.connections.length, asked]).toEqual([1, 1]);
    // The browser may be wrong: now and then it is tried all the same.
    await world.advance(2_000);
    expect(world.transport.connections).toHaveLength(2);
    world.network.goOnline();
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'live', reconnection: null });
  });
});

describe('an open connection', () => {
  it('is given up when the device stays offline and nothing comes', async () => {
    const world = createScriptedSession();
    const states = collect(world, 'status-changed');
    await world.session.connect();
    world.network.goOffline();
    await world.advance(8_000);
    expect(stateOf(world).status).toBe('live');
    await world.advance(1_000);
    expect(stateOf(world)).toMatchObject({
      status: 'reconnecting',
      error: { code: 'connection-silent' },
      reconnection: { cause: 'connection-silent', isOffline: true },
    });
    expect(states.at(-1)).toMatchObject({ status: 'reconnecting' });
  });

  it('is kept when the same path comes back in time', async () => {
    const world = createScriptedSession();
    await world.session.connect();
    world.network.goOffline();
    await world.advance(5_000);
    world.network.goOnline();
    world.server.emit({ type: 'rate-limits-changed', limits: [] });
    await world.advance(60_000);
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 1 });
  });

  it('is replaced when the device has slept and nothing comes', async () => {
    const world = createScriptedSession();
    await world.session.connect();
    world.page.resume();
    await world.advance(5_000);
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 2 });
  });

  it('is kept when something comes after the sleep', async () => {
    const world = createScriptedSession();
    await world.session.connect();
    world.page.freeze();
    world.page.resume();
    await world.advance(1_000);
    world.server.emit({ type: 'rate-limits-changed', limits: [] });
    await world.advance(60_000);
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 1 });
  });
});

describe('a page that goes', () => {
  it('closes the connection when it is closed', async () => {
    const world = createScriptedSession();
    await world.session.connect();
    world.page.close();
    // Nothing of a page runs after that.
    expect(world.transport.openCount).toBe(0);
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'closed', endReason: 'hidden' });
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('does not end the conversation by being hidden, by default', async () => {
    const world = createScriptedSession();
    await world.session.connect();
    world.page.hide();
    await world.advance(86_400_000);
    expect(stateOf(world).status).toBe('live');
  });

  it('ends it when it is hidden for longer than it may be', async () => {
    const world = createScriptedSession({ hiddenTimeoutMs: 60_000 });
    await world.session.connect();
    world.page.hide();
    await world.advance(59_000);
    world.page.show();
    await world.advance(60_000);
    expect(stateOf(world).status).toBe('live');
    world.page.hide();
    await world.advance(60_000);
    expect(stateOf(world)).toMatchObject({ status: 'closed', endReason: 'hidden', error: null });
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('ends a conversation that was begun while it was hidden', async () => {
    const world = createScriptedSession({ hiddenTimeoutMs: 60_000 });
    world.page.isHidden = true;
    await world.session.connect();
    await world.advance(60_000);
    expect(stateOf(world).endReason).toBe('hidden');
  });
});
