import { describe, expect, it } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

/* Commands that wait for the session to be live, or for the end of a pause. */

const TOO_LONG = new RealtimeError('invalid-config', 'The frame is too long.');

const requestsOf = ({ server }: ScriptedSession) =>
  server.commandsOf('create-response').map(({ options }) => options);

/** The two times at which commands wait. */
const WAITS = {
  'before the session is live': async (act: (world: ScriptedSession) => void) => {
    const world = createScriptedSession();
    act(world);
    await world.session.connect();
    await world.settle();
    return world;
  },
  'in a pause': async (act: (world: ScriptedSession) => void) => {
    const world = createScriptedSession({ vendor: { capabilities: { pause: 'hold' } } });
    await world.session.connect();
    world.session.pause();
    act(world);
    await world.settle();
    expect(world.server.commands.filter(({ type }) => type !== 'configure')).toEqual([]);
    await world.session.resume();
    await world.settle();
    return world;
  },
};

describe.each(Object.entries(WAITS))('asked for %s', (_, wait) => {
  it('a response out of band holds no other response back', async () => {
    const world = await wait(({ session }) => session.respond({ outOfBand: true }));
    expect(world.session.store.getState().phase).toBe('listening');
    world.session.sendText('And now to you.');
    await world.settle();
    expect(requestsOf(world)).toEqual([{ outOfBand: true }, {}]);
  });

  it('a message that is taken back is neither sent nor answered', async () => {
    const world = await wait(({ session }) => {
      session.removeItem(session.sendText('Never mind.'));
    });
    expect(world.server.commandsOf('create-item')).toEqual([]);
    expect(requestsOf(world)).toEqual([]);
    expect(world.session.store.getState().phase).toBe('listening');
  });

  it('a response that the app itself asks for is given, whatever message before it is taken back', async () => {
    const world = await wait(({ session }) => {
      const id = session.sendMessage([{ type: 'text', text: 'Speak like a pirate.' }], { role: 'system' });
      session.respond({ metadata: { for: 'greeting' } });
      session.removeItem(id);
    });
    expect(world.server.commandsOf('create-item')).toEqual([]);
    expect(requestsOf(world)).toEqual([{ metadata: { for: 'greeting' } }]);
  });

  it('a response that the app itself asks for is given, whatever message before it is refused', async () => {
    const world = await wait(({ session, transport }) => {
      session.sendMessage([{ type: 'text', text: 'x'.repeat(9_000) }], { role: 'system' });
      session.respond();
      const refuse = () => transport.refuseFrames((frame) => (frame.length > 9_000 ? TOO_LONG : null));
      if (session.store.getState().status === 'live') refuse();
      else transport.onOpen(refuse);
    });
    expect(requestsOf(world)).toEqual([{}]);
  });
});

it('a response out of band does not stand for the answer that a lost connection took with it', async () => {
  const world = createScriptedSession();
  await world.session.connect();
  world.session.sendText('What is the time?');
  await world.settle();
  world.server.drop(1006);
  world.session.respond({ outOfBand: true });
  await world.advance(1_000);
  expect(world.session.store.getState().status).toBe('live');
  expect(requestsOf(world)).toEqual([{}, { outOfBand: true }, {}]);
});
