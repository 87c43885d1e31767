import { describe, expect, it } from 'vitest';
import { collect, heldBy, NOTHING } from '../../test/session-probes.ts';
import { responseDone } from '../../test/response-done.ts';
import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { SpeakerPort } from '../media/speaker-port.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { conversation } from '../testing/conversation.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';
import { routeSpeech } from '../testing/scripted-speech.ts';
import { transcriptRows } from '../testing/transcript-rows.ts';
import { createLazy } from '../util/lazy.ts';
import { createBudget } from './budget/create-budget.ts';
import { CONVERSATION_MODULES } from './conversation-modules.ts';
import { LAZY_MODULES } from './create-realtime-session.ts';
import type { SessionEvents } from './realtime-session.ts';
import { SessionHandle } from './session-handle.ts';
import type { SessionModules } from './session-loop.ts';
import type { Logger, RealtimeSessionOptions, SessionPorts } from './session-options.ts';
import { resolveStartPorts } from './start-ports.ts';

/* A part that throws changes nothing for the others, is reported once, and settles what waited for it. */

const TOOLS = [{ name: 'look_up', execute: () => 'found' }];

/** Everything that a listener can be added to: the compiler demands a new event here. */
const EVENTS: Readonly<Record<keyof SessionEvents, true>> = {
  'credential-requested': true,
  'status-changed': true,
  'phase-changed': true,
  'microphone-changed': true,
  'idle-warning': true,
  error: true,
  interruption: true,
  continuity: true,
  'entry-added': true,
  'entry-done': true,
  'entry-removed': true,
  'turn-committed': true,
  'response-started': true,
  'response-done': true,
  'tool-changed': true,
  usage: true,
  latency: true,
  'barge-in': true,
  'server-event': true,
  'command-sent': true,
  wire: true,
};

/** A conversation in which everything happens that a session has listeners for. */
async function converse(world: ScriptedSession): Promise<void> {
  const told = conversation(world);
  await told
    .connect()
    .user.says('What is there?')
    .agent.calls('look_up')
    .agent.says('I found one thing for you', { interruptAfterWord: 3, interruptBy: 'app' })
    .user.writes('Thank you')
    .agent.says('You are welcome');
  world.server.emit({ type: 'malformed', reason: 'a broken frame' });
  const { order } = world.session.store.getState().transcript;
  world.session.removeItem(order[0] ?? '');
  world.session.say('The time is up');
  await told.wait(1_000).close();
}

/** The conversation as the vendor, the user and the app have it. */
function outcomeOf(world: ScriptedSession) {
  const { status, endReason, phase } = world.session.store.getState();
  return {
    state: { status, endReason, phase },
    rows: transcriptRows(world.session.store.getState()),
    commands: world.server.commands.filter(({ type }) => type !== 'append-audio'),
    heard: world.speaker.rendered,
    held: heldBy(world),
  };
}

const thrower = (counter: { count: number }) => () => {
  counter.count += 1;
  throw new Error('a broken listener');
};

/** The errors that the conversation raises by itself. */
const EXPECTED = ['malformed-frame'];

describe('a listener that throws', () => {
  const wanted = (async () => {
    const world = createScriptedSession({ tools: TOOLS });
    world.session.on('error', () => {});
    await converse(world);
    return outcomeOf(world);
  })();

  it.each(Object.keys(EVENTS) as (keyof SessionEvents)[])('of %s changes nothing', async (type) => {
    const warnings: unknown[] = [];
    const logger: Logger = { debug: () => {}, warn: (_message, details) => warnings.push(details) };
    const world = createScriptedSession({ tools: TOOLS, logger });
    const thrown = { count: 0 };
    const errors = collect(world, 'error');
    world.session.on(type, thrower(thrown));
    const behind = collect(world, type);
    await converse(world);
    expect(outcomeOf(world)).toEqual(await wanted);
    const internal = errors.filter(({ code }) => code === 'internal-error');
    // Each throw is logged once. An `error` listener that throws is not told of its own error.
    expect(warnings.filter((warning) => String(warning).includes('a broken listener'))).toHaveLength(
      thrown.count,
    );
    expect(internal).toHaveLength(type === 'error' ? 0 : thrown.count);
    expect(errors.map(({ code }) => code).filter((code) => code !== 'internal-error')).toEqual(EXPECTED);
    expect(behind.length).toBe(thrown.count);
  });

  it('of the store changes nothing', async () => {
    const world = createScriptedSession({ tools: TOOLS });
    const thrown = { count: 0 };
    const errors = collect(world, 'error');
    world.session.store.subscribe(thrower(thrown));
    let seen = 0;
    world.session.store.subscribe(() => (seen += 1));
    await converse(world);
    expect(outcomeOf(world)).toEqual(await wanted);
    expect([seen, errors.filter(({ code }) => code === 'internal-error').length]).toEqual([
      thrown.count,
      thrown.count,
    ]);
  });

  it('of a budget changes nothing', async () => {
    const budget = createBudget({ limits: { turns: 1_000 } });
    const world = createScriptedSession({ tools: TOOLS, budget });
    const errors = collect(world, 'error');
    const thrown = { count: 0 };
    budget.store.subscribe(thrower(thrown));
    budget.on('threshold-reached', thrower(thrown));
    let seen = 0;
    budget.store.subscribe(() => (seen += 1));
    budget.on('threshold-reached', () => (seen += 1));
    await converse(world);
    expect(outcomeOf(world)).toEqual(await wanted);
    budget.setLimits({ turns: 1 });
    expect(thrown.count).toBeGreaterThan(1);
    expect(seen).toBe(thrown.count);
    expect(errors.filter(({ code }) => code === 'internal-error')).toHaveLength(thrown.count);
  });

  it.each(['debug', 'warn'] as const)('in the logger’s %s changes nothing', async (method) => {
    const logger: Logger = { debug: () => {}, warn: () => {}, [method]: thrower({ count: 0 }) };
    const world = createScriptedSession({ tools: TOOLS, logger });
    world.session.on('error', () => {});
    await converse(world);
    expect(outcomeOf(world)).toEqual(await wanted);
  });
});

it('sends a message whose row a store listener cannot take', async () => {
  const world = createScriptedSession();
  world.session.on('error', () => {});
  await world.session.connect();
  world.session.store.subscribe(thrower({ count: 0 }));
  world.session.sendText('Hello?');
  await world.settle();
  world.server.expectCommands('configure', 'create-item', 'create-response');
});

const ALL_MODULES = { ...LAZY_MODULES, ...CONVERSATION_MODULES };

/** A module that cannot be fetched the first time, or so many times. */
function failOnce<Module extends keyof SessionModules>(name: Module, times = 1): SessionModules {
  let fetches = 0;
  const lazy = createLazy<unknown>(async () => {
    fetches += 1;
    if (fetches <= times) throw new Error('offline');
    return ALL_MODULES[name].load();
  });
  return { ...ALL_MODULES, [name]: lazy };
}

type Ports = Pick<SessionPorts, 'transport' | 'microphone' | 'speaker' | 'reflex' | 'clock'>;

function createLazyWorld(
  modules: SessionModules,
  options: Partial<RealtimeSessionOptions> = {},
  wrap: (ports: Ports) => Partial<SessionPorts> = (ports) => ports,
  vendor: ScriptedSessionOptions['vendor'] = {},
): ScriptedSession {
  const world = createScriptedSession({ vendor });
  const { adapter, transport, microphone, speaker, reflex, clock, speech } = world;
  const ports = wrap({ transport: routeSpeech(transport, speech), microphone, speaker, reflex, clock });
  const credential = () => Promise.resolve('a-credential');
  const all = { credential, speech: speech.options, tools: TOOLS, adapter, ...options };
  return { ...world, session: new SessionHandle(all, resolveStartPorts(ports), modules) };
}

/** A dynamic import takes more than microtasks: what is not to fail is loaded before. */
async function loaded(): Promise<void> {
  await Promise.all(Object.values(ALL_MODULES).map((module) => module.load()));
}

/** The needs of a conversation before it begins, each of which throws the first time. */
const BROKEN_STARTS: Readonly<
  Record<
    string,
    {
      readonly code: RealtimeErrorCode;
      readonly start: (world: ScriptedSession, fail: () => void) => readonly [SessionModules, object];
    }
  >
> = {
  'the prices of a budget': {
    code: 'module-failed',
    start: (_, fail) => {
      const prices = async () => {
        fail();
        return { currency: 'USD', tariffs: [], metering: { unit: 'seconds' } } as const;
      };
      return [ALL_MODULES, { budget: createBudget({ prices }) }];
    },
  },
  'an adapter': {
    code: 'module-failed',
    start: ({ adapter }, fail) => {
      const load = async () => {
        fail();
        return adapter;
      };
      return [ALL_MODULES, { adapter: { ...adapter, load } }];
    },
  },
  'the parts of a conversation': {
    code: 'connect-refused',
    start: (_, fail) => {
      const conversation = createLazy(async () => {
        const module = await ALL_MODULES.conversation.load();
        const assembleConversation: typeof module.assembleConversation = (context) => {
          fail();
          return module.assembleConversation(context);
        };
        return { assembleConversation };
      });
      return [{ ...ALL_MODULES, conversation }, {}];
    },
  },
};

it.each(Object.entries(BROKEN_STARTS))(
  '%s: what they throw is the cause, and the next call connects',
  async (_, { code, start }) => {
    await loaded();
    const thrown = new TypeError('a broken part');
    let failures = 0;
    const world = createScriptedSession();
    const [modules, options] = start(world, () => {
      failures += 1;
      if (failures === 1) throw thrown;
    });
    const { session } = createLazyWorld(modules, options);
    const wanted = { name: 'RealtimeError', code, cause: { message: thrown.message } };
    await expect(session.connect()).rejects.toMatchObject(wanted);
    expect(session.store.getState()).toMatchObject({ status: 'failed', error: wanted });
    await session.connect();
    expect(session.store.getState()).toMatchObject({ status: 'live', error: null });
    await session.close();
  },
);

describe('a module that cannot be loaded', () => {
  it('conversation: the call rejects, and the next one connects', async () => {
    await loaded();
    const world = createLazyWorld(failOnce('conversation'));
    const errors = collect(world, 'error');
    await expect(world.session.connect()).rejects.toMatchObject({ code: 'module-failed' });
    expect([world.session.store.getState().status, errors]).toEqual(['failed', []]);
    await world.session.connect();
    expect(world.session.store.getState()).toMatchObject({ status: 'live', error: null });
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('tools: every call that waited is answered with an error, and the next one runs', async () => {
    await loaded();
    const world = createLazyWorld(failOnce('tools'));
    const errors = collect(world, 'error');
    const told = conversation(world).connect().user.writes('Look');
    await told.agent.callsAll([{ name: 'look_up' }, { name: 'look_up' }]).wait(0);
    expect(errors.map(({ code }) => code)).toEqual(['module-failed']);
    expect(listEntries(world.session.store.getState().transcript).slice(1)).toMatchObject([
      { kind: 'tool', state: 'failed' },
      { kind: 'tool', state: 'failed' },
    ]);
    expect(world.server.commandsOf('send-tool-output')).toHaveLength(2);
    await told.agent.says('Sorry').user.writes('Again').agent.calls('look_up').wait(0);
    expect(transcriptRows(world.session.store.getState()).at(-1)).toEqual({
      tool: 'look_up',
      output: 'found',
      state: 'succeeded',
    });
  });

  it('speech: the text is given up, and the next one is spoken', async () => {
    await loaded();
    const world = createLazyWorld(failOnce('speech'));
    const errors = collect(world, 'error');
    await conversation(world).connect();
    world.session.say('One');
    await world.advance(0);
    expect(errors.map(({ code }) => code)).toContain('module-failed');
    world.session.say('Two');
    await world.advance(2_000);
    expect(transcriptRows(world.session.store.getState()).at(-1)).toMatchObject({ agent: 'Two' });
  });

  it('bargeIn: the vendor decides again, and the next choice loads it', async () => {
    await loaded();
    const world = createLazyWorld(failOnce('bargeIn'), { bargeIn: {} });
    const errors = collect(world, 'error');
    await conversation(world).connect();
    await world.settle();
    expect(errors.map(({ code }) => code)).toEqual(['module-failed']);
    expect(world.session.store.getState().bargeIn).toBeNull();
    world.session.setBargeIn({});
    await world.settle();
    expect(world.session.store.getState().bargeIn).not.toBeNull();
  });

  it('call: the connection is refused, and the next one has the speaker and the rules of a call', async () => {
    await loaded();
    const callSpeaker = createFakeSpeaker();
    const wrap = (ports: Ports) => ({ ...ports, callSpeaker });
    const world = createLazyWorld(failOnce('call'), {}, wrap, { transport: 'webrtc' });
    await expect(world.session.connect()).rejects.toMatchObject({ code: 'module-failed' });
    expect([world.session.store.getState().status, callSpeaker.isOpen]).toEqual(['failed', false]);
    await world.session.connect();
    const [responseId, itemId] = ['r1', 'i1'];
    world.server.emit(
      { type: 'response-started', responseId, isOutOfBand: false, metadata: null },
      { type: 'output-transcript-delta', responseId, itemId, contentIndex: 0, delta: 'Here it is.' },
      { type: 'playout-started', responseId },
      responseDone(responseId),
    );
    await world.settle();
    world.session.interrupt();
    await world.settle();
    // It had been generated, and was being played.
    expect(transcriptRows(world.session.store.getState())).toMatchObject([{ isInterrupted: true }]);
    expect(world.server.commandsOf('clear-output')).toHaveLength(1);
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('restore: the promise rejects, and the next attempt restores', async () => {
    await loaded();
    const earlier = createScriptedSession();
    await conversation(earlier).connect().user.writes('I am Ada.').agent.says('Hello, Ada.');
    const saved = earlier.session.serialize();
    const world = createLazyWorld(failOnce('restore'));
    await expect(world.session.restore(saved)).rejects.toMatchObject({ code: 'module-failed' });
    await world.session.restore(saved);
    expect(transcriptRows(world.session.store.getState())).toHaveLength(2);
  });

  const LOST = { reconnect: () => 1_000 };
  const talk = (world: ScriptedSession) =>
    conversation(world).connect().user.says('I am Ada.').agent.says('Hello, Ada.');
  const dropAndReturn = async (world: ScriptedSession) => {
    world.server.drop();
    await world.advance(1_000);
  };

  it('continuity: the connection comes back without its memory, and the next one is told everything', async () => {
    await loaded();
    const world = createLazyWorld(failOnce('continuity', 2), LOST);
    const [errors, reports] = [collect(world, 'error'), collect(world, 'continuity')];
    await talk(world);
    await dropAndReturn(world);
    expect(world.session.store.getState()).toMatchObject({ status: 'live', connection: 2 });
    expect(errors.map(({ code }) => code)).toEqual(['module-failed']);
    await dropAndReturn(world);
    expect(reports.map(({ kind }) => kind)).toEqual(['fresh', 'reseeded']);
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('continuity: it is fetched once the session is live, and again beside the next credential', async () => {
    await loaded();
    let fetches = 0;
    const fetched = createLazy(async () => {
      fetches += 1;
      if (fetches === 1) throw new Error('offline');
      return ALL_MODULES.continuity.load();
    });
    let allow = () => {};
    const credential = () => new Promise<string>((resolve) => (allow = () => resolve('a-credential')));
    const world = createLazyWorld({ ...ALL_MODULES, continuity: fetched }, { ...LOST, credential });
    const [errors, reports] = [collect(world, 'error'), collect(world, 'continuity')];
    const connecting = world.session.connect();
    await world.settle();
    expect(fetches).toBe(0);
    allow();
    await connecting;
    await world.settle();
    expect(fetches).toBe(1);
    await conversation(world).user.says('I am Ada.').agent.says('Hello, Ada.');
    world.server.drop();
    await world.advance(1_000);
    allow();
    await world.settle();
    expect([fetches, reports.map(({ kind }) => kind), errors]).toEqual([2, ['reseeded'], []]);
  });

  it('continuity: while the session is live it is fetched again, and silence then has an end', async () => {
    await loaded();
    const world = createLazyWorld(failOnce('continuity'), { idleTimeoutMs: 60_000 });
    const told = conversation(world).connect();
    await told.wait(0);
    await world.advance(9_999);
    expect(world.pendingTimers()).toBe(1);
    await world.advance(60_000);
    expect(world.session.store.getState().status).toBe('live');
    await world.advance(1);
    expect(world.session.store.getState()).toMatchObject({ status: 'closed', endReason: 'idle' });
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('continuity: a module that never arrives does not keep the connection from coming back', async () => {
    await loaded();
    const world = createLazyWorld(
      { ...ALL_MODULES, continuity: createLazy(() => new Promise(() => {})) },
      LOST,
    );
    const [errors, reports] = [collect(world, 'error'), collect(world, 'continuity')];
    await talk(world);
    await dropAndReturn(world);
    await world.advance(4_999);
    expect(world.session.store.getState().status).toBe('reconnecting');
    await world.advance(1);
    expect(world.session.store.getState().status).toBe('live');
    expect([reports.map(({ kind }) => kind), errors.length]).toEqual([['fresh'], 1]);
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('continuity: it is loaded beside the credential, and a planned renewal waits for it', async () => {
    await loaded();
    let deliver = () => {};
    const arrival = new Promise<void>((resolve) => (deliver = resolve));
    const fetched = createLazy(async () => {
      await arrival;
      return ALL_MODULES.continuity.load();
    });
    const world = createLazyWorld({ ...ALL_MODULES, continuity: fetched }, LOST);
    await talk(world);
    world.server.emit({ type: 'session-expiring', remainingMs: 50_000 });
    await world.advance(2_000);
    expect(world.transport.connections).toHaveLength(1);
    deliver();
    await world.advance(1_000);
    expect(world.transport.connections).toHaveLength(2);
    expect(world.session.store.getState()).toMatchObject({ status: 'live', connection: 2 });
    expect(world.server.commandsOf('seed-history')).toHaveLength(1);
  });

  it('continuity: without it the connection is replaced when the vendor ends it', async () => {
    await loaded();
    const world = createLazyWorld(
      { ...ALL_MODULES, continuity: createLazy(() => Promise.reject(new Error('offline'))) },
      LOST,
    );
    world.session.on('error', () => {});
    await talk(world);
    world.server.emit({ type: 'session-expiring', remainingMs: 50_000 });
    await world.advance(50_000);
    expect(world.session.store.getState().connection).toBe(1);
    world.server.drop();
    await world.advance(1_000);
    expect(world.session.store.getState()).toMatchObject({ status: 'live', connection: 2 });
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('continuity: without it a lost connection leaves nothing open, and tools are told so', async () => {
    await loaded();
    const stopped: string[] = [];
    const execute = (_: unknown, { signal }: { readonly signal: AbortSignal }) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped.push('look_up');
          reject(new Error('aborted'));
        });
      });
    const world = createLazyWorld(
      { ...ALL_MODULES, continuity: createLazy(() => Promise.reject(new Error('offline'))) },
      { ...LOST, tools: [{ name: 'look_up', execute }] },
    );
    world.session.on('error', () => {});
    await conversation(world).connect().user.writes('Look').agent.calls('look_up').wait(0);
    await dropAndReturn(world);
    const { status, transcript } = world.session.store.getState();
    expect([status, stopped, transcript.live.size]).toEqual(['live', ['look_up'], 0]);
    expect(transcriptRows(world.session.store.getState())).toMatchObject([
      { user: 'Look' },
      { tool: 'look_up', state: 'cancelled' },
      {},
    ]);
    await world.session.close();
    expect(heldBy(world)).toEqual(NOTHING);
  });
});

/** A speaker of which one method throws the first time. */
function breakSpeaker(
  port: SpeakerPort,
  method: 'play' | 'endItem' | 'flush' | 'setVolume' | 'close',
): SpeakerPort {
  let isBroken = false;
  return {
    unlock: () => port.unlock(),
    async open(options) {
      const speaker = await port.open(options);
      return new Proxy(speaker, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          if (name !== method || isBroken) return value.bind(target) as unknown;
          return () => {
            isBroken = true;
            // An error of a device at its close must not keep it from being closed.
            if (method === 'close') target.close();
            throw new Error('a broken device');
          };
        },
      });
    },
  };
}

describe('an effect that throws', () => {
  it.each(['play', 'endItem', 'flush', 'close'] as const)(
    'in speaker.%s is reported, and the conversation goes on',
    async (method) => {
      await loaded();
      const world = createLazyWorld(LAZY_MODULES, {}, ({ speaker, ...ports }) => ({
        ...ports,
        speaker: breakSpeaker(speaker, method),
      }));
      const errors = collect(world, 'error');
      await converse(world);
      expect(errors.filter(({ code }) => code === 'internal-error')).toHaveLength(1);
      expect(world.session.store.getState()).toMatchObject({ status: 'closed', phase: 'idle' });
      expect(heldBy(world)).toEqual(NOTHING);
      // The next conversation works.
      await conversation(world)
        .connect()
        .user.writes('Hello')
        .agent.says('Hello again')
        .expectPhase('listening');
    },
  );

  it('in the reconnect policy ends the session with the loss', async () => {
    const reconnect = () => {
      throw new Error('a broken policy');
    };
    const world = createScriptedSession({ reconnect });
    const errors = collect(world, 'error');
    await world.session.connect();
    world.server.drop();
    await world.settle();
    expect(world.session.store.getState()).toMatchObject({
      status: 'failed',
      error: { code: 'connection-lost' },
    });
    expect(errors).toMatchObject([{ code: 'internal-error' }]);
    expect(heldBy(world)).toEqual(NOTHING);
  });
});

describe('a codec that throws', () => {
  it('while it decodes loses the frame and nothing else', async () => {
    const world = createScriptedSession();
    let isBroken = false;
    const { adapter } = world;
    const session = new SessionHandle(
      {
        credential: () => Promise.resolve('a-credential'),
        adapter: {
          ...adapter,
          createCodec(opening) {
            const codec = adapter.createCodec(opening);
            const decode = (frame: string | ArrayBuffer) => {
              if (!isBroken) return codec.decode(frame);
              isBroken = false;
              throw new RangeError('Maximum call stack size exceeded');
            };
            return { ...codec, decode };
          },
        },
      },
      resolveStartPorts({
        transport: world.transport,
        microphone: world.microphone,
        speaker: world.speaker,
        clock: world.clock,
      }),
      LAZY_MODULES,
    );
    const errors = collect({ session }, 'error');
    await loaded();
    const told = conversation({ ...world, session })
      .connect()
      .user.writes('Hello');
    await told;
    isBroken = true;
    world.server.emit({ type: 'malformed', reason: 'never read' });
    await told.agent.says('Hello to you').expectPhase('listening');
    expect(errors).toMatchObject([
      { code: 'malformed-frame', message: expect.stringContaining('RangeError') },
    ]);
  });
});
