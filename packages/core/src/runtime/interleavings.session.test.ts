import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyConfigHappening, configsOf } from '../../test/config-happenings.ts';
import { createLateSession } from '../../test/late-continuity.ts';
import { anyCommand, anyHappening, consentsOf, happening } from '../../test/random-session.ts';
import { faultsOfState, watchInvariants } from '../../test/session-invariants.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';

/** The number of conversations that are tried. `REPARTEE_RUNS`, with `REPARTEE_SEED=random`, is for a hunt. */
const RUNS = Number(process.env.REPARTEE_RUNS ?? 200);

const SLOW = ['create-response', 'cancel-response', 'commit-turn', 'create-item'] as const;

const known = { name: 'known', execute: () => 'done' };
const slow = { name: 'unknown', execute: () => new Promise<never>(() => {}), timeoutMs: 1_000 };

/** A tool that asks the user. It counts its runs. */
function createAskingTool() {
  let runs = 0;
  const run = () => {
    runs += 1;
    return 'done';
  };
  const tool = { name: 'known', needsApproval: true, approvalTimeoutMs: 1_000, execute: run };
  return { tool, countRuns: () => runs };
}

const anyWorld: fc.Arbitrary<ScriptedSessionOptions> = fc.record({
  inputMode: fc.constantFrom('hands-free', 'push-to-talk'),
  reconnect: fc.constantFrom(
    () => null,
    ({ attempt }: { attempt: number }) => (attempt < 3 ? 100 : null),
  ),
  tools: fc.constantFrom([], [known], [known, slow]),
  vendor: fc.record({
    capabilities: fc.record({
      truncation: fc.constantFrom('client', 'vendor', 'none'),
      canCancelResponse: fc.boolean(),
      isResponseOnDemand: fc.boolean(),
      pause: fc.constantFrom('hold', 'disconnect'),
      canSeedHistory: fc.constantFrom('items' as const, 'text' as const, 'opening' as const, false as const),
    }),
  }),
});

/** The resources that an ended session must not hold any more. */
function leftovers({ session, transport, speech, microphone, speaker, pendingTimers }: ScriptedSession) {
  return {
    connections: transport.openCount + speech.transport.openCount,
    microphone: microphone.isOpen,
    speaker: speaker.isOpen,
    timers: pendingTimers(),
    unsettledRows: [...session.store.getState().transcript.live.values()],
  };
}

const NOTHING_LEFT: ReturnType<typeof leftovers> = {
  connections: 0,
  microphone: false,
  speaker: false,
  timers: 0,
  unsettledRows: [],
};

/** The ways in which a user asks something of an agent that answers when the kit says so. */
const QUESTIONS = {
  'in writing': ({ session }: ScriptedSession) => void session.sendText('Are you there?'),
  aloud: (world: ScriptedSession) => conversation(world).user.says('Are you there?'),
  'in a turn by hand': async (world: ScriptedSession) => {
    world.session.setInputMode('push-to-talk');
    await conversation(world).user.says('Are you there?');
  },
};

/** What an app and its network do to a vendor that behaves. */
const anyAppHappening = fc.oneof(
  { weight: 6, arbitrary: anyCommand },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      happening('vendor: ends its response', ({ server, transport }) => {
        if (transport.openCount > 0) server.emit(...server.vendor.endResponse());
      }),
      happening('world: all settles', ({ settle }) => settle()),
      happening('world: a second passes', ({ advance }) => advance(1_000)),
      happening('world: the connection breaks', ({ server, transport }) => {
        if (transport.openCount > 0) server.drop();
      }),
    ),
  },
);

/** Waits until the session is live and nothing is said, asked or answered. */
async function quiet({ session, server, settle, advance }: ScriptedSession): Promise<void> {
  session.setInputMode('hands-free');
  session.microphone.setMuted(false);
  await advance(1_000);
  await session.connect();
  await session.resume();
  for (let response = 0; response < 40; response += 1) {
    await settle();
    server.emit(...server.vendor.endResponse());
  }
  await advance(1_000);
}

describe('whatever happens in whatever order', () => {
  it('every invariant holds, and in the end nothing is left', { timeout: 60_000 + RUNS * 600 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyWorld,
        fc.boolean(),
        fc.boolean(),
        fc.array(anyHappening, { maxLength: 80, size: 'max' }),
        async (options, isVendorSlow, asks, happenings) => {
          const { tool, countRuns } = createAskingTool();
          const world = createScriptedSession(asks ? { ...options, tools: [tool] } : options);
          const watch = watchInvariants(world);
          await world.session.connect();
          // A slow vendor answers only by what happens to come.
          if (isVendorSlow) for (const type of SLOW) world.server.answer(type, () => []);
          for (const { run } of happenings) {
            await run(world);
            expect(watch.faults).toEqual([]);
          }
          await world.settle();
          const { calls, isForSession } = consentsOf(world);
          // Nothing runs without a consent, and nothing runs twice with one.
          expect(isForSession || countRuns() <= calls).toBe(true);
          await world.session.close();
          await world.advance(5_000);
          expect(watch.faults).toEqual([]);
          expect(faultsOfState(world.session.store.getState())).toEqual([]);
          expect(leftovers(world)).toEqual(NOTHING_LEFT);
          expect(({} as { a?: unknown }).a).toBeUndefined();
        },
      ),
      { numRuns: RUNS },
    );
  });

  it(
    'every invariant holds whenever the continuity module arrives, fails to load, or never does',
    { timeout: 60_000 + RUNS * 600 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          anyWorld,
          fc.array(anyHappening, { maxLength: 60, size: 'max' }),
          fc.array(fc.nat(60), { maxLength: 3 }),
          fc.option(fc.nat(60)),
          async (options, happenings, failures, arrival) => {
            const { world, deliver, fail } = await createLateSession(options);
            const watch = watchInvariants(world);
            await world.session.connect();
            for (const [index, { run }] of happenings.entries()) {
              if (failures.includes(index)) fail();
              if (arrival === index) deliver();
              await run(world);
              expect(watch.faults).toEqual([]);
            }
            await world.settle();
            await world.session.close();
            await world.advance(5_000);
            fail();
            await world.settle();
            expect(watch.faults).toEqual([]);
            expect(faultsOfState(world.session.store.getState())).toEqual([]);
            expect(leftovers(world)).toEqual(NOTHING_LEFT);
          },
        ),
        {
          numRuns: Math.ceil(RUNS / 2),
        },
      );
    },
  );

  it('a response that the vendor starts before the session is live is not waited for', async () => {
    const world = createScriptedSession();
    const watch = watchInvariants(world);
    world.server.holdAnswers('configure');
    const connected = world.session.connect();
    await world.settle();
    world.server.emit({ type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null });
    world.server.releaseAnswers();
    await connected;
    world.session.respond();
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
    expect(watch.faults).toEqual([]);
    await world.session.close();
  });

  it.each(Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[])(
    'live and quiet, what the user asks next is answered: %s',
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyAppHappening, { maxLength: 30, size: 'max' }),
          fc.boolean(),
          fc.constantFrom('hold', 'disconnect'),
          async (happenings, isConnected, pause) => {
            const vendor = { capabilities: { pause } };
            const world = createScriptedSession({
              reconnect: () => 100,
              vendor,
              bargeIn: { detect: 'local' },
            });
            // Commands may come before there is a connection.
            if (isConnected) await world.session.connect();
            for (const { run } of happenings) await run(world);
            await quiet(world);
            const before = world.server.commandsOf('create-response').length;
            await QUESTIONS[kind](world);
            await world.settle();
            const requests = world.server.commandsOf('create-response').slice(before);
            expect(requests).toMatchObject([{ options: {} }]);
            await world.session.close();
          },
        ),
        { numRuns: RUNS },
      );
    },
  );

  it('live and quiet, the vendor has the configuration that the app asks for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyConfigHappening, { maxLength: 30, size: 'max' }),
        fc.boolean(),
        async (happenings, isAcknowledgedLate) => {
          const world = createScriptedSession({ reconnect: () => 100 });
          if (isAcknowledgedLate) world.server.holdAnswers('configure');
          const connected = world.session.connect();
          await world.settle();
          for (const { run } of happenings) await run(world);
          world.server.releaseAnswers();
          await connected;
          await world.advance(5_000);
          expect(world.session.store.getState().status).toBe('live');
          const { told, asked } = configsOf(world);
          expect(told).toEqual(asked);
          await world.session.close();
        },
      ),
      {
        numRuns: Math.ceil(RUNS / 2),
      },
    );
  });
});
