import { describe, expect, it, vi } from 'vitest';
import { collect, heldBy, NOTHING } from '../../../test/session-probes.ts';
import type { PriceTable } from '../../protocol/price-table.ts';
import type { BudgetPolicy } from '../../session/budget/budget-policy.ts';
import { conversation } from '../../testing/conversation.ts';
import { createScriptedSession } from '../../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../../testing/scripted-session.ts';
import type { BudgetEvents } from '../budget-account.ts';
import { createBudget } from './create-budget.ts';

/** A dollar for a thousand tokens of any kind; audio both ways is ten tokens a second. */
const PRICES: PriceTable = {
  currency: 'USD',
  tariffs: [
    {
      models: ['scripted-model'],
      source: 'this test',
      date: '2026-11-01',
      input: { text: 1_000, audio: 1_000, image: 1_000 },
      output: { text: 1_000, audio: 1_000, image: 1_000 },
    },
  ],
  metering: { unit: 'tokens', inputMsPerToken: 100, outputMsPerToken: 100, lettersPerToken: 1_000 },
};

const BY_TIME: PriceTable = {
  currency: 'EUR',
  tariffs: [{ models: ['*'], source: 'this test', date: '2026-11-01', perMinute: 0.6 }],
  metering: { unit: 'seconds' },
};

const ANSWER = 'One two three four five six seven eight nine ten.';

function metered(policy: BudgetPolicy, options: ScriptedSessionOptions = {}) {
  const budget = createBudget({ prices: PRICES, ...policy });
  const told: string[] = [];
  const tell = (kind: string) => (event: BudgetEvents['action-done']) =>
    void told.push(`${kind} ${event.action} at ${event.limit}`);
  budget.on('action-done', (event) => tell(event.isApplied ? 'did' : 'could not')(event));
  return { budget, told, telling: conversation({ ...options, budget }) };
}

const report = (responseId: string, audio: number) =>
  ({
    type: 'usage-received',
    responseId,
    usage: {
      unit: 'tokens',
      input: { text: 0, audio: 0, image: 0 },
      cachedInput: { text: 0, audio: 0, image: 0 },
      output: { text: 0, audio, image: 0 },
      reasoning: 0,
      total: audio,
    },
  }) as const;

const endOf = ({ session }: ScriptedSession) => {
  const { status, endReason, error } = session.store.getState();
  return { status, endReason, error };
};

describe('a budget', () => {
  it('counts what is spoken as it is spoken, and takes the vendor’s word for it when it comes', async () => {
    const { budget, telling } = metered({});
    const world = await telling.connect().user.says('Hello there you').agent.says(ANSWER);
    const responseId = [...collectResponses(world)].at(-1) ?? '';
    // Two seconds of the agent's and some of the user's, at ten tokens a second.
    expect(budget.store.getState()).toMatchObject({
      usage: { output: { audio: 20 } },
      isEstimated: true,
      level: 'unmetered',
      currency: 'USD',
    });
    world.server.emit(report(responseId, 33));
    await world.settle();
    expect(budget.store.getState()).toMatchObject({
      usage: { input: { audio: 0 }, output: { audio: 33 } },
      cost: 0.033,
      isEstimated: false,
      turns: 1,
    });
    expect(budget.store.getState().byTurn.map(({ turn, cost }) => [turn, cost])).toEqual([[1, 0.033]]);
  });

  it('goes on over reconnections', async () => {
    const { budget, telling } = metered({}, { reconnect: () => 100 });
    await telling
      .connect()
      .user.says('Hello')
      .agent.says(ANSWER)
      .drop()
      .wait(100)
      .expectStatus('live')
      .user.says('Hello again')
      .agent.says(ANSWER);
    expect(budget.store.getState()).toMatchObject({ usage: { output: { audio: 40 } }, turns: 2 });
  });

  it('warns, shortens, and ends with a reason when the agent has said goodbye, on reports alone', async () => {
    const vendor = { capabilities: { updatable: ['instructions', 'maxOutputTokens'] } } as const;
    const { budget, told, telling } = metered(
      {
        limits: { cost: 0.1 },
        thresholds: [
          { at: 0.5, actions: ['warn', 'shorten'] },
          { at: 1, actions: ['end'] },
        ],
      },
      { vendor, config: { instructions: 'You are a pilot.' } },
    );
    const world = await telling.connect().user.says('Hello').agent.says('Yes.');
    world.server.emit(report([...collectResponses(world)].at(-1) ?? '', 60));
    await world.settle();
    expect(budget.store.getState()).toMatchObject({ level: 'near', actions: ['warn', 'shorten'] });
    expect(world.server.commandsOf('configure').at(-1)?.config).toMatchObject({
      maxOutputTokens: 300,
      instructions: expect.stringMatching(/^You are a pilot\.\n\n.*short/s) as string,
    });
    await conversation(world).user.says('Go on').agent.says('Well.');
    world.server.emit(report([...collectResponses(world)].at(-1) ?? '', 60));
    await world.settle();
    expect(world.session.store.getState()).toMatchObject({ status: 'live', isMuted: true });
    expect(world.server.commandsOf('create-response').at(-1)?.options.instructions).toMatch(/goodbye/);
    await conversation(world).agent.says('Goodbye then.');
    await world.settle();
    expect(endOf(world)).toEqual({ status: 'closed', endReason: 'budget', error: null });
    expect(told).toEqual(['did warn at cost', 'did shorten at cost', 'did end at cost']);
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('ends within one response by the estimate where no report ever comes, and lets it be heard', async () => {
    const { budget, told, telling } = metered({ limits: { cost: 0.03 } });
    const world = await telling.connect().user.says('Hello');
    const long = `${ANSWER} ${ANSWER} ${ANSWER}`;
    await conversation(world).agent.says(long);
    await world.settle();
    expect(endOf(world)).toMatchObject({ status: 'closed', endReason: 'budget' });
    expect(world.server.commandsOf('create-response')).toEqual([]);
    const entry = [...world.session.store.getState().transcript.archive.values()].at(-1);
    expect(entry).toMatchObject({ role: 'agent', state: 'done', heardMs: 6_000 });
    expect(told).toEqual(['did warn at cost', 'did end at cost']);
    expect(budget.store.getState().level).toBe('over');
  });

  it('has no more made of an answer that goes far beyond the limit, and lets what was made be heard', async () => {
    const { telling } = metered({ limits: { cost: 0.03 }, goodbyeMs: 60_000 });
    const long = `${ANSWER} ${ANSWER} ${ANSWER}`;
    const world = await telling.connect().user.says('Hello').agent.says(long, { unfinished: true });
    await world.settle();
    expect(world.server.commandsOf('cancel-response')).toHaveLength(1);
    expect(endOf(world)).toMatchObject({ status: 'closed', endReason: 'budget' });
    const entry = [...world.session.store.getState().transcript.archive.values()].at(-1);
    expect(entry).toMatchObject({ role: 'agent', state: 'done', heardMs: 6_000, cut: null });
  });

  it('goes on where the vendor’s word is less than the estimate that would have ended it', async () => {
    const { budget, telling } = metered({ limits: { cost: 0.03 } });
    const world = await telling.connect().user.says('Hello');
    const responseId = world.server.vendor.activeResponseId ?? '';
    const stop = budget.on('action-done', ({ action }) => {
      if (action === 'end') world.server.emit(report(responseId, 10));
    });
    await conversation(world).agent.says(`${ANSWER} ${ANSWER}`).wait(1_000);
    stop();
    expect(world.session.store.getState()).toMatchObject({ status: 'live', isMuted: false });
    expect(budget.store.getState()).toMatchObject({ level: 'ok', actions: [] });
  });

  it('lets the last answer go on for as long as the app says', async () => {
    const { telling } = metered({ limits: { cost: 0.03 }, overshoot: 3, goodbyeMs: 60_000 });
    const long = `${ANSWER} ${ANSWER} ${ANSWER}`;
    const world = await telling.connect().user.says('Hello').agent.says(long, { unfinished: true });
    expect(world.server.commandsOf('cancel-response')).toEqual([]);
    expect(endOf(world).status).toBe('live');
    await conversation(world).close();
  });

  it('does not wait forever for a goodbye that never comes', async () => {
    const { telling } = metered({ limits: { minutes: 1 }, goodbyeMs: 5_000 });
    const world = await telling.connect().wait(61_000);
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
    expect(endOf(world).status).toBe('live');
    await world.advance(5_000);
    expect(endOf(world)).toMatchObject({ status: 'closed', endReason: 'budget' });
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('closes at once where the vendor takes no command and neither side speaks', async () => {
    const vendor = { capabilities: { isResponseOnDemand: false, canSendText: false } };
    const { telling } = metered({ limits: { minutes: 1 }, prices: BY_TIME }, { vendor });
    const world = await telling.connect().wait(61_000);
    expect(endOf(world)).toMatchObject({ status: 'closed', endReason: 'budget' });
  });

  it('lets the app forbid a step, and asks again when the limit was raised', async () => {
    const { budget, telling } = metered({ limits: { minutes: 1 } });
    const decided = vi.fn();
    budget.on('action-requested', (decision) => {
      decided(decision.action);
      decision.veto();
    });
    const world = await telling.connect().wait(90_000);
    expect(endOf(world).status).toBe('live');
    expect(decided.mock.calls).toEqual([['warn'], ['end']]);
    budget.extend({ minutes: 1 });
    await world.advance(60_000);
    expect(endOf(world).status).toBe('live');
    expect(decided.mock.calls).toEqual([['warn'], ['end'], ['warn'], ['end']]);
  });

  it('takes back what it did when the limit is raised, also a closing', async () => {
    const vendor = { capabilities: { updatable: ['outputModality'] } } as const;
    const { budget, telling } = metered(
      {
        limits: { minutes: 1 },
        thresholds: [
          { at: 0.5, actions: ['text-only'] },
          { at: 1, actions: ['end'] },
        ],
      },
      { vendor },
    );
    const world = await telling.connect().wait(61_000);
    const modalities = () => world.server.commandsOf('configure').map(({ config }) => config.outputModality);
    expect(modalities()).toEqual([undefined, 'text']);
    expect(world.session.store.getState().isMuted).toBe(true);
    budget.extend({ minutes: 10 });
    await world.advance(30_000);
    expect(modalities()).toEqual([undefined, 'text', 'audio']);
    expect(world.session.store.getState()).toMatchObject({ status: 'live', isMuted: false });
    expect(budget.store.getState()).toMatchObject({ actions: [], level: 'ok', limits: { minutes: 11 } });
  });

  it('tells what the vendor cannot do instead of doing as if', async () => {
    const vendor = { capabilities: { updatable: [], isResponseOnDemand: false } } as const;
    const { told, telling } = metered(
      {
        limits: { minutes: 1 },
        prices: BY_TIME,
        thresholds: [{ at: 0.5, actions: ['shorten', 'trim', 'text-only', 'pause'] }],
      },
      { vendor },
    );
    const world = await telling.connect().wait(31_000);
    expect(told).toEqual([
      'could not shorten at minutes',
      'could not trim at minutes',
      'could not text-only at minutes',
      'could not pause at minutes',
    ]);
    // The vendor bills silence like speech, but a paused user does not want to be heard.
    expect(world.session.store.getState().isMuted).toBe(true);
  });

  it('counts idle and muted minutes in one stretch, and ends by them', async () => {
    const { told, telling } = metered({ limits: { idleMinutes: 1, mutedMinutes: 2 } });
    const world = await telling
      .connect()
      .wait(40_000)
      .user.says('Still here')
      .agent.says(ANSWER)
      .wait(40_000);
    expect(told).toEqual([]);
    await conversation(world).wait(10_000);
    expect(told).toEqual(['did warn at idleMinutes']);
    await conversation(world).wait(20_000).agent.says('Goodbye.').wait(1_000);
    expect(endOf(world)).toMatchObject({ endReason: 'budget' });
    expect(told.at(-1)).toBe('did end at idleMinutes');
    // The idle time ends with the session: another one may begin.
    await conversation(world).connect().expectStatus('live');
  });

  it('bills time where the vendor does, in speech and in silence', async () => {
    const { budget, telling } = metered({ prices: BY_TIME });
    const world = await telling.connect().user.mutes().wait(600_000);
    expect(budget.store.getState()).toMatchObject({ cost: 6, currency: 'EUR', minutes: 10 });
    expect(budget.store.getState().projected.costPerMinute).toBeCloseTo(0.6, 6);
    await conversation(world).close().wait(600_000);
    expect(budget.store.getState().cost).toBe(6);
  });

  it('has no limit that it cannot measure', async () => {
    const prices = { ...PRICES, tariffs: [] };
    const { budget, telling } = metered({ prices, limits: { cost: 0.001 } });
    const world = await telling.connect().user.says('Hello').agent.says(ANSWER);
    expect(budget.store.getState()).toMatchObject({ cost: null, level: 'unmetered', fraction: null });
    expect(endOf(world).status).toBe('live');
  });

  it('is published at most once a frame', async () => {
    const frames: (() => void)[] = [];
    const scheduleFrame = (callback: () => void) => {
      frames.push(callback);
      return () => {};
    };
    const { budget, telling } = metered({}, { ports: { scheduleFrame } });
    const world = await telling.connect();
    frames.splice(0).forEach((frame) => frame());
    const published = vi.fn();
    budget.store.subscribe(published);
    await conversation(world).user.says('Hello').agent.says(ANSWER);
    expect(published).not.toHaveBeenCalled();
    frames.splice(0).forEach((frame) => frame());
    expect(published).toHaveBeenCalledOnce();
  });

  it('refuses limits and thresholds that are none', () => {
    expect(() => createBudget({ limits: { cost: Number.NaN } })).toThrow(/limit cost.*NaN/);
    expect(() => createBudget({ limits: { tokens: { audio: -1 } } })).toThrow(/tokens/);
    expect(() => createBudget({ thresholds: [{ at: -1, actions: [] }] })).toThrow(/threshold/);
    expect(() => createBudget().extend({ minutes: Infinity - Infinity })).toThrow(/minutes/);
  });
});

/** The ids of all responses that the vendor has begun. */
function collectResponses({ session }: ScriptedSession): Set<string> {
  const { order, live, archive } = session.store.getState().transcript;
  const entries = order.map((id) => live.get(id) ?? archive.get(id));
  return new Set(
    entries.flatMap((entry) => (entry && 'responseId' in entry ? (entry.responseId ?? []) : [])),
  );
}

describe('an account that is kept', () => {
  const createStorage = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  };

  it('outlives the page: what was spent stays spent, until it is extended', async () => {
    const storage = createStorage();
    const policy: BudgetPolicy = { limits: { cost: 0.03 }, storage, storageKey: 'account' };
    await metered(policy).telling.connect().user.says('Hello').agent.says(`${ANSWER} ${ANSWER}`).wait(1_000);
    expect([...storage.kept.keys()]).toEqual(['account']);

    const { budget, telling } = metered(policy);
    await expect(telling.connect()).rejects.toMatchObject({ code: 'budget-exceeded' });
    expect(budget.store.getState()).toMatchObject({ level: 'over', usage: { output: { audio: 40 } } });
    budget.extend({ cost: 1 });

    const again = metered(policy);
    const world = await again.telling.connect().expectStatus('live');
    expect(again.budget.store.getState()).toMatchObject({ level: 'ok', limits: { cost: 1.03 }, turns: 1 });
    await conversation(world).close();
  });

  it('is refused at the same session too, without asking the vendor', async () => {
    const { budget, telling } = metered({ limits: { minutes: 1 }, goodbyeInstructions: false });
    const world = await telling.connect().wait(61_000).expectStatus('closed');
    const [errors, ended] = [collect(world, 'error'), endOf(world)];
    const refusal = expect.objectContaining({ code: 'budget-exceeded' });
    await expect(world.session.connect()).rejects.toEqual(refusal);
    // An `error` event tells the parts that did not call. The conversation stays as it ended.
    expect([world.transport.connection.number, endOf(world), errors]).toEqual([1, ended, [refusal]]);
    budget.extend({ minutes: 5 });
    await conversation(world).connect().expectStatus('live');
    await world.session.connect();
    expect(errors).toHaveLength(1);
  });

  it.each(['connect', 'resume'] as const)(
    'is refused when %s() would end a pause, which goes on',
    async (command) => {
      const { budget, telling } = metered({ limits: { minutes: 5 } });
      const world = await telling.connect().wait(6_000);
      world.session.pause();
      await world.settle();
      expect(endOf(world).status).toBe('paused');
      const errors = collect(world, 'error');
      budget.setLimits({ minutes: 0.05 });
      const refusal = expect.objectContaining({ code: 'budget-exceeded' });
      await expect(world.session[command]()).rejects.toEqual(refusal);
      expect([endOf(world).status, errors]).toEqual(['paused', [refusal]]);
      budget.extend({ minutes: 5 });
      await world.session[command]();
      expect([endOf(world).status, errors.length]).toEqual(['live', 1]);
    },
  );

  it('is refused to a second session of the same account before it asks the vendor', async () => {
    const { budget, telling } = metered({ limits: { minutes: 1 }, goodbyeInstructions: false });
    await telling.connect().wait(61_000).expectStatus('closed');
    const second = createScriptedSession({ budget });
    const errors = collect(second, 'error');
    const refusal = expect.objectContaining({ code: 'budget-exceeded' });
    await expect(second.session.connect()).rejects.toEqual(refusal);
    expect([endOf(second).status, errors]).toEqual(['idle', [refusal]]);
  });

  it.each(['nonsense', '{"version":9}', '{"version":1,"models":{"m":{"ms":"x"}},"minutes":1,"turns":1}'])(
    'that cannot be read is logged and counts for nothing: %s',
    async (text) => {
      const warn = vi.fn();
      const storage = {
        getItem: () => Promise.resolve(text),
        setItem: () => Promise.reject(new Error('full')),
      };
      const { budget, telling } = metered({ storage }, { logger: { debug: () => {}, warn } });
      const world = await telling.connect().wait(2_000);
      expect(endOf(world).status).toBe('live');
      expect(budget.store.getState().cost).toBe(0);
      expect(warn.mock.calls.map(([message]) => String(message))).toEqual(
        expect.arrayContaining([
          expect.stringContaining('could not be read'),
          expect.stringContaining('could not be stored'),
        ]),
      );
    },
  );

  it('that is blocked, as where the user blocks site data, counts for nothing either', async () => {
    const warn = vi.fn();
    const storage = () => {
      throw new DOMException('Blocked.', 'SecurityError');
    };
    const { telling } = metered({ storage }, { logger: { debug: () => {}, warn } });
    expect(endOf(await telling.connect().wait(2_000)).status).toBe('live');
    expect(warn).toHaveBeenCalled();
  });

  it('opens the storage that a function returns', async () => {
    const storage = createStorage();
    await metered({ storage: () => storage })
      .telling.connect()
      .user.says('Hello')
      .agent.says(ANSWER)
      .wait(1_000);
    expect([...storage.kept.keys()]).toEqual(['repartee-budget']);
  });

  it('fails the connection where prices cannot be loaded: nothing could be held against a limit', async () => {
    const { telling } = metered({ prices: () => Promise.reject(new Error('offline')) });
    await expect(telling.connect()).rejects.toMatchObject({ code: 'module-failed' });
  });
});
