import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyHappening } from '../../test/random-session.ts';
import { faultsOfState, watchInvariants } from '../../test/session-invariants.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';

const RUNS = 300;

const SLOW = ['create-response', 'cancel-response', 'commit-turn', 'create-item'] as const;

const known = { name: 'known', execute: () => 'done' };
const slow = { name: 'unknown', execute: () => new Promise<never>(() => {}), timeoutMs: 1_000 };

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
      canSeedHistory: fc.boolean(),
    }),
  }),
});

/** What an ended session must not hold any more. */
function leftovers({ session, transport, speech, microphone, speaker, pendingTimers }: ScriptedSession) {
  return {
    connections: transport.openCount + speech.transport.openCount,
    microphone: microphone.isOpen,
    speaker: speaker.isOpen,
    timers: pendingTimers(),
    unsettledRows: [...session.store.getState().transcript.live.values()],
  };
}

describe('whatever happens in whatever order', () => {
  it('every invariant holds, and in the end nothing is left', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyWorld,
        fc.boolean(),
        fc.array(anyHappening, { maxLength: 80, size: 'max' }),
        async (options, isVendorSlow, happenings) => {
          const world = createScriptedSession(options);
          const watch = watchInvariants(world);
          await world.session.connect();
          // A slow vendor answers only by what happens to come.
          if (isVendorSlow) for (const type of SLOW) world.server.answer(type, () => []);
          for (const { run } of happenings) {
            await run(world);
            expect(watch.faults).toEqual([]);
          }
          await world.settle();
          await world.session.close();
          await world.advance(5_000);
          expect(watch.faults).toEqual([]);
          expect(faultsOfState(world.session.store.getState())).toEqual([]);
          expect(leftovers(world)).toEqual({
            connections: 0,
            microphone: false,
            speaker: false,
            timers: 0,
            unsettledRows: [],
          });
          expect(({} as { a?: unknown }).a).toBeUndefined();
        },
      ),
      { numRuns: RUNS, ...(process.env.REPARTEE_SEED ? { seed: Number(process.env.REPARTEE_SEED) } : {}) },
    );
  });
});
