import { describe, expect, it } from 'vitest';
import { heldBy, NOTHING } from '../../test/session-probes.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { createLazy } from '../util/lazy.ts';
import * as conversation from './assemble-conversation.ts';
import { LAZY_MODULES } from './create-realtime-session.ts';
import { SessionHandle } from './session-handle.ts';
import { resolveStartPorts } from './start-ports.ts';

/* The last call of connect and close decides, at whatever await of the opening it comes. */

/** A scripted session whose conversation is loaded already, or is fetched within a few microtasks. */
function createWorld(isLoaded: boolean) {
  const world = createScriptedSession();
  if (isLoaded) return world;
  const { adapter, transport, microphone, speaker, clock } = world;
  const session = new SessionHandle(
    { adapter, credential: () => Promise.resolve('a-credential') },
    resolveStartPorts({ transport, microphone, speaker, clock }),
    { ...LAZY_MODULES, conversation: createLazy(async () => Promise.resolve(conversation)) },
  );
  return { ...world, session };
}

const outcomeOf = (promise: Promise<void>) =>
  promise.then(
    () => 'live',
    (error: { readonly code: string }) => error.code,
  );

async function passMicrotasks(count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 1) await Promise.resolve();
}

/** The scripted opening takes less than this many microtasks, loading included. */
const STEPS = 60;

describe.each([
  ['loaded', true],
  ['not loaded yet', false],
])('with the conversation %s', (_what, isLoaded) => {
  it('connect, close, connect ends live, wherever the close comes', async () => {
    for (let step = 0; step < STEPS; step += 1) {
      const world = createWorld(isLoaded);
      const first = outcomeOf(world.session.connect());
      await passMicrotasks(step);
      const wasLive = world.session.store.getState().status === 'live';
      const closing = world.session.close();
      const second = outcomeOf(world.session.connect());
      expect([step, await first, await second]).toEqual([step, wasLive ? 'live' : 'aborted', 'live']);
      await closing;
      expect(world.session.store.getState()).toMatchObject({ status: 'live', error: null, endReason: null });
      expect([world.transport.openCount, world.microphone.opened - world.microphone.closed]).toEqual([1, 1]);
      await world.session.close();
      expect(heldBy(world)).toEqual(NOTHING);
    }
  });

  it('connect, close, connect, close ends closed, and holds nothing', async () => {
    for (let step = 0; step < STEPS; step += 1) {
      const world = createWorld(isLoaded);
      const first = outcomeOf(world.session.connect());
      void world.session.close();
      const second = outcomeOf(world.session.connect());
      await passMicrotasks(step);
      const wasLive = world.session.store.getState().status === 'live';
      await world.session.close();
      expect([step, await first, await second]).toEqual([step, 'aborted', wasLive ? 'live' : 'aborted']);
      await world.settle();
      expect(world.session.store.getState()).toMatchObject({ status: 'closed', endReason: 'user' });
      expect(heldBy(world)).toEqual(NOTHING);
    }
  });

  it('keeps what was written before an attempt that was closed', async () => {
    const world = createWorld(isLoaded);
    const first = outcomeOf(world.session.connect());
    world.session.sendText('Hello?');
    void world.session.close();
    await world.session.connect();
    expect(await first).toBe('aborted');
    expect(world.session.store.getState().transcript.order).toHaveLength(1);
  });
});

it('connects from a listener that runs while the session closes or fails', async () => {
  const world = createScriptedSession();
  await world.session.connect();
  const outcomes: Promise<string>[] = [];
  world.session.on('status-changed', ({ status }) => {
    if (status === 'closing' && outcomes.length === 0) outcomes.push(outcomeOf(world.session.connect()));
  });
  await world.session.close();
  expect(await Promise.all(outcomes)).toEqual(['live']);
  world.transport.next({ refuseWith: Object.assign(new Error('no'), {}) as never });
  await world.session.close();
  let isRetried = false;
  const failing = outcomeOf(world.session.connect());
  world.session.on('status-changed', ({ status }) => {
    if (status !== 'failed' || isRetried) return;
    isRetried = true;
    outcomes.push(outcomeOf(world.session.connect()));
  });
  expect([await failing, await outcomes[1]]).toEqual(['connect-refused', 'live']);
});

describe('an aborted signal', () => {
  it('closes the session when no other caller waits for the connection', async () => {
    const world = createScriptedSession();
    world.server.answer('configure', () => []);
    const controller = new AbortController();
    const outcome = outcomeOf(world.session.connect({ signal: controller.signal }));
    await world.settle();
    controller.abort();
    expect(await outcome).toBe('aborted');
    await world.settle();
    expect(world.session.store.getState().status).toBe('closed');
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('leaves the connection to the other callers', async () => {
    const world = createScriptedSession();
    const controller = new AbortController();
    const first = outcomeOf(world.session.connect({ signal: controller.signal }));
    const second = outcomeOf(world.session.connect());
    controller.abort();
    expect([await first, await second]).toEqual(['aborted', 'live']);
  });

  it('changes nothing once the session is live', async () => {
    const world = createScriptedSession();
    const controller = new AbortController();
    await world.session.connect({ signal: controller.signal });
    controller.abort();
    await world.settle();
    expect(world.session.store.getState().status).toBe('live');
  });
});
