import { describe, expect, it } from 'vitest';
import { responseDone } from '../../test/response-done.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { WebSocketPlan } from '../protocol/provider-adapter.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

/** A vendor that answers by itself, remembers by a handle, and takes most settings with a new connection only. */
async function connect(
  options: { readonly canResume?: boolean; readonly canSeedHistory?: Capabilities['canSeedHistory'] } = {},
): Promise<ScriptedSession> {
  const { canResume = true, canSeedHistory = 'items' } = options;
  const world = createScriptedSession({
    vendor: {
      capabilities: { isResponseOnDemand: false, canResume, canSeedHistory, updatable: ['instructions'] },
      readClose: ({ reason }) =>
        reason === 'stale'
          ? { code: 'session-expired', message: 'Stale.', isRetryable: true, dropsHandle: true }
          : null,
    },
    reconnect: () => 0,
    tools: [
      { name: 'loud', execute: () => 'Said.' },
      { name: 'quiet', respond: false, execute: () => 'Done.' },
    ],
  });
  await world.session.connect();
  world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
  await world.settle();
  return world;
}

const urls = (world: ScriptedSession) =>
  world.transport.connections.map(({ plan }) => (plan as WebSocketPlan).url);

describe('a vendor that answers by itself', () => {
  it('is told what is a question and what is only to be known', async () => {
    const { session, server, settle } = await connect();
    session.sendMessage([{ type: 'text', text: 'It is late.' }], { role: 'system' });
    session.sendText('What now?');
    await settle();
    expect(server.commandsOf('create-item').map(({ respond }) => respond)).toEqual([undefined, 'answer']);
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
    const told = server.commandsOf('send-tool-output').map(({ callId, respond }) => [callId, respond]);
    expect(told).toEqual([
      ['loud', undefined],
      ['quiet', 'silent'],
    ]);
  });
});

describe('a vendor that remembers by a handle', () => {
  it('gets a new connection for a setting that holds for connections, and is told nothing twice', async () => {
    const world = await connect();
    world.session.sendMessage([{ type: 'text', text: 'It is late.' }], { role: 'system' });
    world.session.setInputMode('push-to-talk');
    await world.advance(500);
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

  it('is left in a silence when its connection ends soon', async () => {
    const world = await connect();
    const errors: unknown[] = [];
    world.session.store.subscribe(({ error }) => errors.push(error));
    world.server.emit({ type: 'session-expiring', remainingMs: 50_000 });
    await world.advance(1);
    // Nothing has gone wrong: the state shows no error on the way.
    expect(errors.filter((error) => error !== null)).toEqual([]);
    expect(urls(world)[1]).toContain('resume=h1');
    expect(world.session.store.getState()).toMatchObject({ status: 'live', connection: 2 });
  });

  it.each([
    ['the user speaks', true, false],
    ['the agent speaks', false, true],
  ])('is not left while %s, but behind the answer', async (_, isVoiced, isAnswering) => {
    const world = await connect();
    const id = { responseId: 'r1', itemId: 'i1', contentIndex: 0 };
    const answer = () =>
      world.server.emit(
        { type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null },
        { ...id, type: 'audio-delta', audio: new Uint8Array(4_800) },
        { ...id, type: 'audio-done' },
      );
    if (isVoiced) for (let at = 0; at < 20; at += 1) world.microphone.pushVoice();
    if (isAnswering) answer();
    await world.settle();
    world.server.emit({ type: 'session-expiring', remainingMs: 50_000 });
    await world.settle();
    expect(urls(world)).toHaveLength(1);
    if (!isAnswering) answer();
    world.server.emit(responseDone('r1'));
    await world.advance(1_000);
    expect(urls(world)).toHaveLength(2);
    expect(world.session.store.getState()).toMatchObject({ status: 'live', connection: 2 });
  });

  it('that has forgotten starts again and is told what was said', async () => {
    const world = await connect();
    world.session.sendMessage([{ type: 'text', text: 'It is late.' }], { role: 'system' });
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
    const [seeds] = world.server.commandsOf('seed-history');
    expect(seeds?.items.at(-1)).toMatchObject({ content: [{ type: 'text', text: 'It is late.' }] });
    // The question is asked again with its words, so they are not told before.
    const [, first, again] = world.server.commandsOf('create-item');
    expect(again).toMatchObject({ item: first?.item, respond: 'answer' });
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

it('a vendor that neither resumes nor can be told what was said is not left before its end', async () => {
  const world = await connect({ canResume: false, canSeedHistory: false });
  world.server.emit({ type: 'session-expiring', remainingMs: 50_000 });
  await world.advance(1);
  expect(urls(world)).toHaveLength(1);
});

it('a vendor that would forget is never left for a setting', async () => {
  const world = await connect({ canResume: false });
  world.session.setInputMode('push-to-talk');
  await world.advance(1);
  expect(urls(world)).toHaveLength(1);
  // The setting waits for the next connection.
  expect(world.server.commandsOf('configure')).toHaveLength(1);
});
