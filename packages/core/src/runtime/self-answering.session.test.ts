import { describe, expect, it } from 'vitest';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

/** A vendor that answers by itself, remembers by a handle, and takes most settings with a new connection only. */
async function connect(options: { readonly canResume?: boolean } = {}): Promise<ScriptedSession> {
  const { canResume = true } = options;
  const world = createScriptedSession({
    vendor: {
      capabilities: { isResponseOnDemand: false, canResume, updatable: ['instructions'] },
      readClose: ({ reason }) =>
        reason === 'stale' ? { code: 'session-expired', message: 'Stale.', isRetryable: true } : null,
    },
    reconnect: () => 0,
    tools: [
      { name: 'loud', execute: () => 'Said.' },
      { name: 'quiet', isAnswered: false, execute: () => 'Done.' },
    ],
  });
  await world.session.connect();
  world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
  await world.settle();
  return world;
}

const urls = (world: ScriptedSession) => world.transport.connections.map(({ plan }) => plan.url);

describe('a vendor that answers by itself', () => {
  it('is told what is a question and what is only to be known', async () => {
    const { session, server, settle } = await connect();
    session.sendMessage([{ type: 'text', text: 'It is late.' }], { role: 'system' });
    session.sendText('What now?');
    await settle();
    expect(server.commandsOf('create-item').map(({ isAnswered }) => isAnswered)).toEqual([undefined, true]);
    expect(server.commandsOf('create-response')).toEqual([]);
  });

  it('is told which result is not to be spoken about', async () => {
    const { server, settle } = await connect();
    for (const name of ['loud', 'quiet'])
      server.emit({
        type: 'tool-call-requested',
        responseId: null,
        itemId: `item_${name}`,
        callId: name,
        name,
        argumentsText: '{}',
      });
    await settle();
    const told = server.commandsOf('send-tool-output').map(({ callId, isAnswered }) => [callId, isAnswered]);
    expect(told).toEqual([
      ['loud', undefined],
      ['quiet', false],
    ]);
  });
});

describe('a vendor that remembers by a handle', () => {
  it('gets a new connection for a setting that holds for connections, and is told nothing twice', async () => {
    const world = await connect();
    world.session.sendText('Hello');
    world.session.setInputMode('push-to-talk');
    await world.advance(1);
    expect(urls(world)[1]).toContain('resume=h1');
    expect(world.session.store.getState()).toMatchObject({ status: 'live', connection: 2, error: null });
    expect(world.server.commandsOf('configure').at(-1)).toMatchObject({
      isInitial: true,
      config: { turnDetection: { mode: 'off' } },
    });
    expect(world.server.commandsOf('create-item')).toHaveLength(1);
  });

  it('is told a setting that may change where it is', async () => {
    const world = await connect();
    world.session.updateConfig({ instructions: 'Be brief.' });
    await world.advance(1);
    expect(world.server.commandsOf('configure').at(-1)).toMatchObject({ isInitial: false });
    expect(urls(world)).toHaveLength(1);
  });

  it('that has forgotten begins anew and is told what was said', async () => {
    const world = await connect();
    world.session.sendText('Hello');
    await world.settle();
    world.server.answer('configure', () => []);
    world.server.drop(1006, '');
    await world.advance(1);
    expect(urls(world)[1]).toContain('resume=h1');
    world.server.answer('configure', (command) => world.server.vendor.answer(command));
    world.server.drop(1008, 'stale');
    await world.advance(1);
    expect(urls(world)[2]).not.toContain('resume');
    expect(world.server.commandsOf('create-item')).toHaveLength(2);
  });

  it('that is lost for another reason is asked again with the same handle', async () => {
    const world = await connect();
    world.server.answer('configure', () => []);
    world.server.drop(1006, '');
    await world.advance(1);
    world.server.drop(1006, '');
    await world.advance(1);
    expect(
      urls(world)
        .slice(1)
        .every((url) => url.includes('resume=h1')),
    ).toBe(true);
  });
});

it('a vendor that would forget is never left for a setting', async () => {
  const world = await connect({ canResume: false });
  world.session.setInputMode('push-to-talk');
  await world.advance(1);
  expect(urls(world)).toHaveLength(1);
  expect(world.server.commandsOf('configure').at(-1)).toMatchObject({ isInitial: false });
});
