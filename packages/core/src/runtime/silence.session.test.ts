import { describe, expect, it } from 'vitest';
import { heldBy, NOTHING } from '../../test/session-probes.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';

/* Connections that are dead without having been closed, on a session whose vendor says how soon it is heard from. */

const VENDOR = {
  vendor: { capabilities: { signsOfLife: { whileUserSpeaksMs: 9_000, afterRequestMs: 9_000 } } },
} as const satisfies ScriptedSessionOptions;

const stateOf = ({ session }: Pick<ScriptedSession, 'session'>) => session.store.getState();

async function speak(world: ScriptedSession, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += world.microphone.chunkMs) {
    world.microphone.pushVoice();
    await world.advance(world.microphone.chunkMs);
  }
}

async function connect(options: ScriptedSessionOptions = VENDOR): Promise<ScriptedSession> {
  const world = createScriptedSession(options);
  await world.session.connect();
  // The noise floor of the room is learnt from silence.
  for (let chunk = 0; chunk < 10; chunk += 1) world.microphone.pushSilence();
  return world;
}

describe('a path that is suspected', () => {
  async function suspect(options: ScriptedSessionOptions = {}) {
    const world = await connect(options);
    const told: unknown[] = [];
    world.session.on('continuity', ({ cause, gapMs }) => told.push([cause, gapMs]));
    world.session.on('status-changed', ({ status }) => told.push(status));
    await world.advance(2_000);
    world.transport.connections[0]?.changePath('away', 1_500);
    return { world, told };
  }

  it('is left as soon as a connection beside it lives, whatever is under way', async () => {
    const { world, told } = await suspect();
    await speak(world, 100);
    expect(told).toEqual([['connection-silent', expect.any(Number)]]);
    const [, gapMs] = told[0] as [string, number];
    expect(gapMs).toBeGreaterThanOrEqual(500);
    expect(world.transport.connections.map(({ state }) => state)).toEqual(['closed', 'open']);
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 2, error: null });
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('is kept when it comes back first, and nothing is told', async () => {
    const { world, told } = await suspect();
    world.transport.next('hang', 'hang');
    await world.advance(2_000);
    expect(stateOf(world)).toMatchObject({ status: 'live', renewalCause: 'connection-silent' });
    world.transport.connections[0]?.changePath('well', 4_000);
    await world.advance(60_000);
    expect(told).toEqual([]);
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 1, renewalCause: null });
    expect(world.transport.openCount).toBe(1);
  });

  it('that breaks meanwhile is followed by the connection that is being opened', async () => {
    const { world, told } = await suspect();
    world.transport.connections[0]?.drop();
    await world.advance(100);
    expect(told).toMatchObject(['reconnecting', 'live', ['connection-silent', expect.any(Number)]]);
    expect(world.transport.connections).toHaveLength(2);
  });

  it.each([
    ['the vendor allows one connection', { vendor: { capabilities: { canOverlapConnections: false } } }],
    ['a lost connection is to end the session', { reconnect: false as const }],
  ])('is waited for where %s', async (_, options) => {
    const { world, told } = await suspect(options);
    await world.advance(5_000);
    expect([told, world.transport.connections.length]).toEqual([[], 1]);
  });

  it('is replaced once it is dead, and not before, where the vendor allows one connection', async () => {
    const capabilities = { ...VENDOR.vendor.capabilities, canOverlapConnections: false };
    const { world, told } = await suspect({ vendor: { capabilities } });
    await speak(world, 8_000);
    expect(told).toEqual([]);
    await speak(world, 2_000);
    expect(told).toEqual(['reconnecting', 'live', ['connection-silent', expect.any(Number)]]);
    expect(world.transport.connections.map(({ state }) => state)).toEqual(['closed', 'open']);
  });
});

it('a path that is suspected in an answer has been quiet since its last chunk', async () => {
  const world = createScriptedSession({
    vendor: { capabilities: { signsOfLife: { whileAnsweringMs: 3_000 } } },
  });
  const { createCodec } = world.adapter;
  const withProbe: typeof createCodec = (opening) => ({
    ...createCodec(opening),
    encodeProbe: () => [],
  });
  Object.assign(world.adapter, { createCodec: withProbe });
  await world.session.connect();
  const gaps: number[] = [];
  world.session.on('continuity', ({ gapMs }) => gaps.push(gapMs));
  world.server.emit({ type: 'response-started', responseId: 'r', isOutOfBand: false, metadata: null });
  for (let chunk = 0; chunk < 10; chunk += 1) {
    const audio = new Uint8Array(960);
    world.server.emit({ type: 'audio-delta', responseId: 'r', itemId: 'a', contentIndex: 0, audio });
    await world.advance(100);
  }
  // Nothing comes in the 3 s behind the first look: the path is asked, and has a second to answer.
  await world.advance(7_000 - 1_000);
  expect(gaps).toEqual([7_000 - 900]);
});

describe('a half-open socket', () => {
  it('is noticed within 10 s of speech and replaced, with its cause', async () => {
    const world = await connect();
    const states: unknown[] = [];
    world.session.on('status-changed', ({ status }) => {
      const { error, reconnection } = stateOf(world);
      states.push([status, error?.code ?? null, reconnection?.cause ?? null]);
    });
    await speak(world, 10_000);
    await world.settle();
    expect(states).toEqual([
      ['reconnecting', 'connection-silent', 'connection-silent'],
      ['live', null, null],
    ]);
    expect(world.transport.connections.map(({ state }) => state)).toEqual(['closed', 'open']);
  });

  it.each([
    ['silence', 1, (world: ScriptedSession) => speak(world, 10_000)],
    ['a drop', 2, async (world: ScriptedSession) => world.server.drop(1006)],
  ] as const)('has the vendor told of it: a handle that is refused after %s', async (_, attempts, lose) => {
    const capabilities = { ...VENDOR.vendor.capabilities, canResume: true, canOverlapConnections: false };
    const world = await connect({
      reconnect: () => 0,
      vendor: {
        capabilities,
        readClose: (_close, { isAfterSilence, refusals }) => ({
          code: 'vendor-failed',
          message: 'Refused.',
          isRetryable: true,
          dropsHandle: refusals >= (isAfterSilence ? 1 : 2),
        }),
      },
    });
    world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
    await world.settle();
    world.server.answer('configure', () => []);
    const urls: string[] = [];
    world.transport.onOpen(({ plan }) => void urls.push('url' in plan ? plan.url : ''));
    await lose(world);
    for (let at = 0; at < attempts; at += 1) {
      await world.advance(10);
      world.server.drop(1011);
    }
    await world.advance(10);
    expect(urls.filter((url) => url.includes('resume=h1'))).toHaveLength(attempts);
    expect(urls).toHaveLength(attempts + 1);
  });

  it('is kept when the path comes back in time', async () => {
    const world = await connect();
    await speak(world, 8_000);
    world.server.emit({ type: 'speech-started', itemId: 'u1', audioStartMs: 0 });
    await speak(world, 30_000);
    expect(world.transport.connections).toHaveLength(1);
    expect(stateOf(world).status).toBe('live');
  });

  it('ends the session with its code where nothing is retried', async () => {
    const world = await connect({ ...VENDOR, reconnect: false });
    await speak(world, 10_000);
    expect(stateOf(world)).toMatchObject({ status: 'failed', error: { code: 'connection-silent' } });
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('is noticed by a request without an answer', async () => {
    const world = await connect();
    world.server.answer('create-item', () => []);
    world.server.answer('create-response', () => []);
    world.session.sendText('Are you there?');
    await world.advance(9_000);
    expect(stateOf(world).connection).toBe(2);
  });

  it('is noticed when it breaks in the middle of an answer', async () => {
    const world = await connect({ vendor: { capabilities: { signsOfLife: { whileAnsweringMs: 3_000 } } } });
    world.session.respond();
    await world.settle();
    world.server.emit({ type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null });
    await world.advance(8_000);
    expect(stateOf(world).connection).toBe(1);
    await world.advance(2_000);
    expect(stateOf(world).connection).toBe(2);
  });

  it('is not suspected while the user is silent, muted, or speaks outside a turn', async () => {
    const world = await connect();
    await world.advance(600_000);
    world.session.microphone.setMuted(true);
    await speak(world, 20_000);
    world.session.microphone.setMuted(false);
    world.session.setInputMode('push-to-talk');
    await speak(world, 20_000);
    expect(world.transport.connections).toHaveLength(1);
  });

  it('is not suspected because the microphone takes up the agent', async () => {
    const world = await connect();
    const audio = new Uint8Array(48_000 * 20);
    world.server.emit(
      { type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null },
      { type: 'audio-delta', responseId: 'r1', itemId: 'a1', contentIndex: 0, audio },
    );
    await speak(world, 18_000);
    expect(stateOf(world)).toMatchObject({ phase: 'speaking', connection: 1 });
  });
});

describe('a server that stops reading', () => {
  it('is told of once, keeps the memory bounded, and is taken for dead', async () => {
    const world = await connect();
    const errors: string[] = [];
    world.session.on('error', ({ code }) => errors.push(code));
    const { connection } = world.transport;
    connection.backlogBytes = 700_000;
    world.server.emit({ type: 'speech-started', itemId: 'u1', audioStartMs: 0 });
    const before = connection.sent.length;
    await speak(world, 1_000);
    expect(errors).toEqual(['send-backlog']);
    expect(connection.sent).toHaveLength(before);
    // Not even audio is queued any more, so what was sent before has to leave.
    await speak(world, 9_000);
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 2 });
  });

  it('is kept while it still takes something', async () => {
    const world = await connect();
    const { connection } = world.transport;
    world.server.emit({ type: 'speech-started', itemId: 'u1', audioStartMs: 0 });
    for (let second = 0; second < 30; second += 1) {
      connection.backlogBytes = 50_000 + second;
      await speak(world, 1_000);
    }
    expect(world.transport.connections).toHaveLength(1);
  });
});
