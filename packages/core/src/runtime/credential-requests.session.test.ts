import { afterEach, describe, expect, it, vi } from 'vitest';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';
import type { CredentialReason } from './credential-request.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A live session, with what its credentials were asked for and what its events told of that. */
async function live(options: ScriptedSessionOptions = {}) {
  const reasons: CredentialReason[] = [];
  const told: unknown[] = [];
  const world = createScriptedSession({
    credential: ({ reason }) => {
      reasons.push(reason);
      return Promise.resolve('credential');
    },
    ...options,
  });
  world.session.on('credential-requested', (request) => told.push(request));
  await world.session.connect();
  return { world, reasons, told };
}

const CASES: readonly [CredentialReason, (world: ScriptedSession) => void, ScriptedSessionOptions?][] = [
  ['connection-lost', ({ server }) => server.drop(1006)],
  ['connection-silent', ({ transport }) => transport.connection.changePath('away', 0)],
  [
    'session-expiring',
    ({ server }) => server.emit({ type: 'session-expiring', remainingMs: 5_000 }),
    { vendor: { capabilities: { canResume: true } } },
  ],
  [
    'resumed',
    ({ session }) => {
      session.pause();
      void session.resume();
    },
    { vendor: { capabilities: { pause: 'disconnect' } } },
  ],
];

describe('a request for a credential', () => {
  it.each(CASES)('says why: %s', async (reason, act, options) => {
    const { world, reasons, told } = await live(options);
    act(world);
    await world.advance(10_000);
    expect(reasons).toEqual(['connect', reason]);
    expect(told).toEqual(reasons.map((each) => ({ adapterId: world.adapter.id, reason: each })));
    await world.session.close();
  });

  it('for the source that speaks the app’s texts is told with the source', async () => {
    const { world, told } = await live();
    world.session.say('One moment.');
    await world.advance(1_000);
    expect(told).toEqual([
      { adapterId: world.adapter.id, reason: 'connect' },
      { adapterId: expect.any(String) as string, reason: 'app-speech' },
    ]);
    await world.session.close();
  });

  it('to the address of an endpoint has the reason in its body', async () => {
    const bodies: unknown[] = [];
    vi.stubGlobal('fetch', (_url: string, { body }: RequestInit) => {
      bodies.push(JSON.parse(String(body)));
      return Promise.resolve(Response.json({ value: 'credential' }));
    });
    const { world, told } = await live({ credential: '/api/realtime' });
    expect(bodies).toEqual([{ vendor: world.adapter.id, reason: 'connect' }]);
    expect(told).toEqual([{ adapterId: world.adapter.id, reason: 'connect' }]);
    await world.session.close();
  });
});
