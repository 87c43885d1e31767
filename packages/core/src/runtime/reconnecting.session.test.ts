import { describe, expect, it } from 'vitest';
import { heldBy, NOTHING } from '../../test/session-probes.ts';
import { responseDone } from '../../test/response-done.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
// Loaded here, so that the session has it at once.
import './credential-errors.ts';
import type { SessionState } from '../session/session-state.ts';
import { entryOf } from '../session/transcript/transcript.ts';
import { conversation } from '../testing/conversation.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';
import { createBackoff } from '../transport/reconnect-policy.ts';

const refused = new RealtimeError('connect-refused', 'No server there.');
const reconnect = createBackoff({ random: () => 0.5 });

const stateOf = ({ session }: ScriptedSession): SessionState => session.store.getState();

/** A live session that counts the credentials that it asks for. */
async function connect(options: ScriptedSessionOptions = {}) {
  let minted = 0;
  const world = createScriptedSession({
    reconnect,
    credential: () => {
      minted += 1;
      return Promise.resolve(`credential-${minted}`);
    },
    ...options,
  });
  await world.session.connect();
  return {
    ...world,
    get minted() {
      return minted;
    },
    get opened() {
      return world.transport.connections.length;
    },
  };
}

describe('reconnecting', () => {
  it('is on by default, and the first attempt is made at once with a fresh credential', async () => {
    const world = await connect({ reconnect: undefined });
    world.server.drop();
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 2, reconnection: null });
    expect(world.minted).toBe(2);
  });

  it('is off with `false`', async () => {
    const world = await connect({ reconnect: false });
    world.server.drop();
    await world.settle();
    expect(stateOf(world)).toMatchObject({
      status: 'failed',
      error: { code: 'connection-lost', attempts: null },
    });
    expect(world.opened).toBe(1);
  });

  it('tells cause, attempt and time of the next attempt, and that one is being made', async () => {
    const world = await connect();
    await world.advance(1_000);
    world.transport.next({ refuseWith: refused }, 'hang');
    world.server.drop();
    await world.settle();
    expect(stateOf(world)).toMatchObject({
      status: 'reconnecting',
      error: { code: 'connect-refused' },
      reconnection: { cause: 'connection-lost', attempt: 2, nextAttemptAtMs: 1_500, isOffline: false },
    });
    await world.advance(500);
    expect(stateOf(world).reconnection).toMatchObject({ attempt: 2, nextAttemptAtMs: null });
    await world.session.close();
    expect(stateOf(world).reconnection).toBeNull();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('makes a waiting attempt at once when the app connects', async () => {
    const world = await connect();
    world.transport.next({ refuseWith: refused });
    world.server.drop();
    await world.settle();
    expect(stateOf(world).status).toBe('reconnecting');
    await world.session.connect();
    expect(stateOf(world)).toMatchObject({ status: 'live', reconnection: null });
    expect([world.opened, heldBy(world).timers]).toEqual([3, 0]);
  });

  it('lets `connect` during an attempt that is being made wait for it, and opens no other', async () => {
    const world = await connect();
    world.server.holdAnswers('configure');
    world.server.drop();
    await world.settle();
    const connected = world.session.connect();
    await world.settle();
    world.server.releaseAnswers();
    await connected;
    expect(world.opened).toBe(2);
  });
});

describe('the count of attempts', () => {
  it('goes on over a server that accepts and drops, up to the end of the policy', async () => {
    const world = await connect();
    for (let ms = 0; ms < 60_000 && stateOf(world).status !== 'failed'; ms += 50) {
      if (stateOf(world).status === 'live') world.server.drop();
      await world.advance(50);
    }
    expect(stateOf(world)).toMatchObject({
      status: 'failed',
      endReason: 'failed',
      error: { code: 'connection-lost', attempts: 6 },
    });
    expect([world.opened, world.minted]).toEqual([7, 7]);
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it.each([
    ['10 s of health', (world: ScriptedSession) => world.advance(10_000)],
    [
      'a finished response',
      async (world: ScriptedSession) => void (await conversation(world).agent.says('Here I am again.')),
    ],
  ])('starts again after %s', async (_, prove) => {
    const attempts: number[] = [];
    const world = await connect({
      reconnect: ({ attempt }) => {
        attempts.push(attempt);
        return 0;
      },
    });
    for (let loss = 0; loss < 2; loss += 1) {
      world.server.drop();
      await world.advance(100);
    }
    await prove(world);
    world.server.drop();
    await world.settle();
    expect(attempts).toEqual([1, 2, 1]);
  });

  it('does not start again after a cancelled response, or after 9 s', async () => {
    const attempts: number[] = [];
    const world = await connect({
      reconnect: ({ attempt }) => {
        attempts.push(attempt);
        return 0;
      },
    });
    world.server.drop();
    await world.settle();
    world.server.emit(responseDone('r1', { outcome: 'cancelled' }));
    await world.advance(9_000);
    world.server.drop();
    await world.settle();
    expect(attempts).toEqual([1, 2]);
  });

  it('starts again when the app connects after the end', async () => {
    const world = await connect({ reconnect: createBackoff({ maxAttempts: 1 }) });
    world.transport.next({ refuseWith: refused });
    world.server.drop();
    await world.settle();
    expect(stateOf(world)).toMatchObject({
      status: 'failed',
      error: { code: 'connect-refused', attempts: 1 },
    });
    await world.session.connect();
    world.server.drop();
    await world.settle();
    expect(stateOf(world).status).toBe('live');
  });

  it('ends a vendor that announces the end of each of its connections at once', async () => {
    const world = await connect();
    for (let at = 0; at < 40; at += 1) {
      if (stateOf(world).status === 'live')
        world.server.emit({ type: 'session-expiring', remainingMs: 50_000 });
      await world.advance(200);
    }
    expect(world.opened).toBeLessThanOrEqual(6);
    expect(stateOf(world).status).toBe('live');
  });
});

describe('a time limit', () => {
  it('ends an attempt whose credential source hangs, and names it', async () => {
    let isHanging = false;
    const world = await connect({
      credential: ({ signal }) =>
        isHanging
          ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gone'))))
          : Promise.resolve('credential'),
      connectTimeoutMs: 3_000,
      reconnect: createBackoff({ maxAttempts: 1 }),
    });
    isHanging = true;
    world.server.drop();
    await world.advance(2_999);
    expect(stateOf(world).status).toBe('reconnecting');
    await world.advance(1);
    expect(stateOf(world)).toMatchObject({ status: 'failed', error: { code: 'connect-timeout' } });
    expect(stateOf(world).error?.message).toContain('credential source did not answer');
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('does not count the prompt for the microphone', async () => {
    const world = createScriptedSession({ connectTimeoutMs: 1_000 });
    const grant = world.microphone.holdNext();
    const connected = world.session.connect();
    await world.advance(60_000);
    expect(stateOf(world).status).toBe('connecting');
    grant();
    await connected;
    expect(stateOf(world).status).toBe('live');
  });
});

describe('a server that asks to wait', () => {
  /** The endpoint refuses the given number of requests after the first. */
  function connectRefused(refusals: number, header: string, status = 429) {
    let asked = 0;
    return connect({
      credential: () => {
        asked += 1;
        const isRefused = asked > 1 && asked <= refusals + 1;
        return Promise.resolve(
          isRefused ? new Response('', { status, headers: { 'retry-after': header } }) : 'credential',
        );
      },
    });
  }

  it.each([429, 503])('is obeyed: no request before its time (%i)', async (status) => {
    const world = await connectRefused(1, '20', status);
    world.server.drop();
    await world.settle();
    expect(stateOf(world)).toMatchObject({
      status: 'reconnecting',
      error: { retryAfterMs: 20_000 },
      reconnection: { attempt: 2, nextAttemptAtMs: 20_000 },
    });
    await world.advance(19_999);
    expect(stateOf(world).status).toBe('reconnecting');
    await world.advance(1);
    expect(stateOf(world).status).toBe('live');
  });

  it('is obeyed three times, and then the session ends', async () => {
    const world = await connectRefused(99, '9');
    world.server.drop();
    await world.advance(60_000);
    expect(stateOf(world)).toMatchObject({ status: 'failed', error: { code: 'rate-limited', attempts: 4 } });
  });

  it('ends the session when it asks for more than the user would wait', async () => {
    const world = await connectRefused(1, '3600');
    world.server.drop();
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'failed', error: { code: 'rate-limited' } });
  });
});

describe('an end that the vendor announces', () => {
  const expired = {
    type: 'error-received',
    error: {
      code: 'session-expired',
      message: 'Your session hit the maximum duration.',
      vendorCode: 'session_expired',
      commandId: null,
      effect: 'fatal',
      wire: {},
    },
  } as const;

  it.each(['websocket', 'webrtc'] as const)('decides over the close that follows (%s)', async (transport) => {
    const world = await connect({ vendor: { transport }, ports: { callSpeaker: createFakeSpeaker() } });
    const causes: unknown[] = [];
    world.session.store.subscribe(({ reconnection }) => void causes.push(reconnection?.cause));
    world.server.emit(expired);
    world.transport.connections[0]?.drop({ code: 1000, reason: 'the other side hung up', wasClean: true });
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 2, error: null });
    expect(causes).toContain('session-expired');
    expect(world.opened).toBe(2);
  });

  it('renews also where no close follows, with what was said', async () => {
    const world = await connect();
    await conversation(world).user.writes('Remember the number seven.');
    world.server.emit(expired);
    await world.settle();
    expect([world.opened, stateOf(world).status]).toEqual([2, 'live']);
    expect(world.server.commandsOf('seed-history')).toHaveLength(1);
  });

  it.each([1000, 1001, 1006, 1008])('early decides over the close %i in mid-answer', async (code) => {
    const world = await connect({ vendor: { readClose: () => null } });
    await conversation(world).agent.says('I have', {
      unfinished: true,
      interruptAfterWord: 1,
      interruptBy: 'app',
    });
    await conversation(world).user.beginsToSpeak();
    world.server.emit({ type: 'session-expiring', remainingMs: 50_000 });
    world.transport.next('hang');
    world.server.drop(code);
    await world.settle();
    const isFinal = code === 1008;
    expect(stateOf(world).reconnection?.cause).toBe(isFinal ? undefined : 'session-expired');
    expect(stateOf(world).status).toBe(isFinal ? 'failed' : 'reconnecting');
  });

  it('fails with its own error where reconnecting is off', async () => {
    const world = await connect({ reconnect: false });
    world.server.emit(expired);
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'failed', error: { code: 'session-expired' } });
  });
});

describe('a final close', () => {
  it.each([1002, 1003, 1007, 1008, 1009, 1010])('%i is not followed by another attempt', async (code) => {
    const world = await connect();
    world.server.drop(code);
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'failed', error: { isRetryable: false, attempts: null } });
    expect(world.opened).toBe(1);
  });

  it('with a limit of its own is followed by as many attempts as that, however often it comes', async () => {
    const readClose = () =>
      ({ code: 'vendor-failed', message: 'Failed.', isRetryable: true, retryLimit: 1 }) as const;
    const world = await connect({ vendor: { readClose } });
    world.server.drop(1011);
    await world.settle();
    expect(stateOf(world).status).toBe('live');
    world.server.drop(1011);
    await world.settle();
    expect(stateOf(world)).toMatchObject({ status: 'failed', error: { code: 'vendor-failed', attempts: 1 } });
    expect(world.opened).toBe(2);
  });
});

describe('a frame above the vendor’s limit', () => {
  it('is not sent: the message fails with an error, and the session goes on', async () => {
    const world = await connect({ vendor: { maxFrameBytes: 2_000 } });
    const errors: RealtimeError[] = [];
    world.session.on('error', (error) => void errors.push(error));
    const id = world.session.sendText('é'.repeat(1_000));
    world.session.sendText('Short.');
    await world.settle();
    expect(errors).toMatchObject([{ code: 'invalid-config' }]);
    expect(errors[0]?.message).toContain('2000 bytes');
    expect(stateOf(world).status).toBe('live');
    expect(world.server.commandsOf('create-item')).toHaveLength(1);
    const { transcript } = stateOf(world);
    expect(entryOf(transcript, id)).toMatchObject({ state: 'failed' });
  });

  it('leaves the vendor no answer owing, so that its silence does not end the connection', async () => {
    const capabilities = { isResponseOnDemand: false, signsOfLife: { afterRequestMs: 10_000 } };
    const world = await connect({ vendor: { maxFrameBytes: 2_000, capabilities } });
    world.server.answer('create-item', () => []);
    world.session.sendText('é'.repeat(1_000));
    await world.advance(60_000);
    expect([stateOf(world).status, world.opened]).toEqual(['live', 1]);
    world.session.sendText('Short.');
    await world.advance(60_000);
    // What has been sent is owed an answer: the silence that follows it is one.
    expect(world.opened).toBeGreaterThan(1);
  });
});

describe('a handle', () => {
  /** Gives the handle once, and refuses every connection that uses it, as the vendor's verdict says. */
  async function connectResuming() {
    const urls: string[] = [];
    const world = await connect({
      vendor: {
        capabilities: { canResume: true },
        readClose: (_close, { isResuming, refusals }) => ({
          code: 'vendor-failed',
          message: `Refused ${refusals} times.`,
          isRetryable: true,
          ...(isResuming && refusals > 2 ? { dropsHandle: true } : { retryAfterMs: 1_200 }),
        }),
      },
    });
    world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
    await world.settle();
    world.transport.onOpen(({ plan }) => void urls.push('url' in plan ? plan.url : ''));
    return Object.assign(world, { urls });
  }

  it('that is refused is used again after the waits of the vendor, and then a fresh session begins at once', async () => {
    const world = await connectResuming();
    world.session.sendText('Remember the number seven.');
    world.server.answer('configure', () => []);
    world.server.drop(1006);
    for (let at = 0; at < 3; at += 1) {
      await world.advance(1_199);
      const opened = world.opened;
      await world.advance(at === 0 ? 1 : 801);
      expect(world.opened).toBe(opened + 1);
      if (at === 2) world.server.answer('configure', (command) => world.server.vendor.answer(command));
      world.server.drop(1011);
    }
    await world.settle();
    expect(world.urls.map((url) => url.includes('resume=h1'))).toEqual([true, true, true, false]);
    expect(stateOf(world).status).toBe('live');
    expect(world.server.commandsOf('seed-history')).toHaveLength(1);
  });
});

describe('a planned renewal', () => {
  it.each([
    [
      'an announced end',
      (world: ScriptedSession) => world.server.emit({ type: 'session-expiring', remainingMs: 50_000 }),
    ],
    [
      'a setting for life',
      (world: ScriptedSession) => world.session.updateConfig({ instructions: 'Be brief.' }),
    ],
  ])('for %s has no error', async (_, cause) => {
    const capabilities = { canResume: true, canOverlapConnections: false, updatable: [] } as const;
    const world = await connect({ vendor: { capabilities } });
    world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
    await world.advance(5_000);
    const errors: unknown[] = [];
    world.session.store.subscribe(({ error }) => void errors.push(error));
    world.session.on('error', (error) => void errors.push(error));
    cause(world);
    await world.advance(5_000);
    expect(stateOf(world)).toMatchObject({ status: 'live', connection: 2 });
    expect(errors.every((error) => error === null)).toBe(true);
  });
});
