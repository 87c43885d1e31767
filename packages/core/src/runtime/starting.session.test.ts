import { beforeEach, describe, expect, it } from 'vitest';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { settle } from '../testing/settle.ts';
import { createLazy } from '../util/lazy.ts';
import * as conversation from './assemble-conversation.ts';
import { LAZY_MODULES } from './create-realtime-session.ts';
import { SessionHandle } from './session-handle.ts';
import type { SessionModules } from './session-loop.ts';
import { resolveStartPorts } from './start-ports.ts';

type LoadedConversation = typeof conversation;

/** A network by hand: the conversation arrives, or does not, when the test says so. */
function createSlowModules() {
  const fetches: { resolve: (module: LoadedConversation) => void; reject: (error: Error) => void }[] = [];
  const modules: SessionModules = {
    ...LAZY_MODULES,
    conversation: createLazy(
      () => new Promise<LoadedConversation>((resolve, reject) => fetches.push({ resolve, reject })),
    ),
  };
  const deliver = async () => {
    fetches.at(-1)?.resolve(conversation);
    await settle();
  };
  const fail = async () => {
    fetches.at(-1)?.reject(new Error('offline'));
    await settle();
  };
  return { modules, fetches, deliver, fail };
}

function createSlowSession() {
  // The world of a scripted session, for another one in it.
  const { adapter, server, transport, microphone, speaker, clock } = createScriptedSession();
  const network = createSlowModules();
  const session = new SessionHandle(
    { adapter, credential: () => Promise.resolve('a-credential') },
    resolveStartPorts({ transport, microphone, speaker, clock }),
    network.modules,
  );
  const errors: RealtimeError[] = [];
  session.on('error', (error) => errors.push(error));
  const state = () => session.store.getState();
  return { ...network, server, transport, microphone, speaker, session, errors, state };
}

let world = createSlowSession();
beforeEach(() => {
  world = createSlowSession();
});

describe('a session that has not been connected', () => {
  it('takes settings at once and loads nothing for them', () => {
    const { session, fetches, state } = world;
    session.microphone.setMuted(true);
    session.speaker.setVolume(0.25);
    session.setInputMode('push-to-talk');
    session.updateConfig({ instructions: 'Be brief.' });
    expect(state()).toMatchObject({ isMuted: true, volume: 0.25, inputMode: 'push-to-talk', status: 'idle' });
    expect([session.microphone.level(), session.speaker.getPlayhead(), session.speaker.getStats()]).toEqual([
      0,
      null,
      null,
    ]);
    expect(fetches).toHaveLength(0);
  });

  it('keeps what is written to it', async () => {
    const { session, deliver, state, server } = world;
    session.sendText('Hello?');
    await deliver();
    expect(listEntries(state().transcript)).toMatchObject([{ text: 'Hello?' }]);
    await session.connect();
    expect(server.commandsOf('create-item')).toHaveLength(1);
  });
});

describe('while the conversation is being loaded, a session', () => {
  it('is connecting, with audio unlocked inside the gesture, and goes live once it is there', async () => {
    const { session, deliver, state, speaker, microphone, fetches } = world;
    const connecting = session.connect();
    expect([state().status, speaker.unlocked, fetches.length]).toEqual(['connecting', 1, 1]);
    expect(microphone.lastOptions).toBeNull();
    await deliver();
    await connecting;
    expect(state()).toMatchObject({ status: 'live', microphone: 'on' });
  });

  it('applies to the devices what is set meanwhile', async () => {
    const { session, deliver, microphone, speaker } = world;
    const connecting = session.connect();
    session.microphone.setMuted(true);
    session.speaker.setVolume(0.5);
    await deliver();
    await connecting;
    expect([microphone.isMuted, speaker.volume]).toEqual([true, 0.5]);
  });

  it('sends what is written meanwhile, in its order', async () => {
    const { session, deliver, state } = world;
    const connecting = session.connect();
    session.sendText('One');
    session.sendText('Two');
    await deliver();
    await connecting;
    expect(listEntries(state().transcript)).toMatchObject([{ text: 'One' }, { text: 'Two' }]);
  });

  it('opens nothing when it is closed again', async () => {
    const { session, deliver, state, transport, microphone } = world;
    const connecting = session.connect();
    const outcome = connecting.catch((error: unknown) => error);
    const closing = session.close();
    await deliver();
    await closing;
    expect(await outcome).toMatchObject({ code: 'aborted' });
    expect(state()).toMatchObject({ status: 'closed', endReason: 'user' });
    expect([transport.openCount, microphone.lastOptions]).toEqual([0, null]);
  });

  it('takes a turn that is opened and closed in that time for one in which nothing was said', async () => {
    const { session, deliver, state } = world;
    session.setInputMode('push-to-talk');
    const connecting = session.connect();
    session.turn.begin();
    session.turn.end();
    await deliver();
    await connecting;
    expect(state().isTurnOpen).toBe(false);
  });
});

describe('a conversation that cannot be loaded', () => {
  it('fails the session with a reason, and the next call tries again without losing a word', async () => {
    const { session, fail, deliver, state, fetches } = world;
    const outcome = session.connect().catch((error: unknown) => error);
    session.sendText('Still here');
    await fail();
    expect(await outcome).toMatchObject({ code: 'module-failed', isRetryable: true });
    expect(state()).toMatchObject({
      status: 'failed',
      endReason: 'failed',
      error: { code: 'module-failed' },
    });
    const again = session.connect();
    await deliver();
    await again;
    expect(fetches).toHaveLength(2);
    expect(state().status).toBe('live');
    expect(listEntries(state().transcript)).toMatchObject([{ text: 'Still here' }]);
  });

  it('is no end of a session that has not been connected', async () => {
    const { session, fail, state, errors } = world;
    session.sendText('Hello?');
    await fail();
    expect(state().status).toBe('idle');
    expect(errors).toMatchObject([{ code: 'module-failed' }]);
  });
});
