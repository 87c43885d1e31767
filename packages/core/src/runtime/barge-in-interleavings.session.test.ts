import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyHappening, happening } from '../../test/random-session.ts';
import { watchInvariants } from '../../test/session-invariants.ts';
import { heldBy, NOTHING } from '../../test/session-probes.ts';
import { FINISHED, startConversation, tellWords, vendorHears, vendorTakes } from '../../test/talk-over.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import type { BargeInOptions } from './barge-in-options.ts';

/** The number of conversations that are tried. `REPARTEE_RUNS`, with `REPARTEE_SEED=random`, is for a hunt. */
const RUNS = Number(process.env.REPARTEE_RUNS ?? 200);

const OPTIONS: readonly (BargeInOptions | null)[] = [
  {},
  { detect: 'vendor' },
  { detect: 'local' },
  { duckLevel: 0.5 },
  { interruptible: () => false },
  { continueAfterMs: 1_000 },
  null,
];

/** The agent begins a short answer, where the session is live. */
async function answer(world: ScriptedSession): Promise<void> {
  if (world.session.store.getState().status !== 'live') return;
  await sendSpeech(world, 'There are three trains that leave before noon', {});
}

/** An event of the vendor, where a connection is open. */
const connected = (name: string, emit: (world: ScriptedSession) => void) =>
  happening(`vendor: ${name}`, (world) => {
    if (world.transport.openCount > 0 && world.session.store.getState().status === 'live') emit(world);
  });

const anyBargeIn = fc.oneof(
  fc.constantFrom(
    happening('reflex: a voice begins', ({ reflex }) => reflex.begin()),
    happening('reflex: a cough begins', ({ reflex }) => reflex.begin({ voicedMs: 0 })),
    happening('reflex: it goes on for 260 ms', ({ reflex }) => reflex.goOn(260)),
    happening('reflex: it goes on for 500 ms', ({ reflex }) => reflex.goOn(500)),
    happening('reflex: it ends', ({ reflex }) => reflex.end()),
    happening('reflex: it is lost', ({ reflex }) => reflex.lose()),
    happening('world: the agent answers', answer),
    happening('world: 300 ms pass', ({ advance }) => advance(300)),
    happening('world: another microphone', ({ session }) =>
      session.microphone.select({ deviceId: 'headset' }).catch(() => {}),
    ),
    connected('hears the user', (world) => vendorHears(world, 'u7')),
    connected('takes the turn', (world) => vendorTakes(world, 'u7')),
    connected('writes down a word', (world) => tellWords(world, 'u7', 'Stop')),
  ),
  fc
    .constantFrom(...OPTIONS)
    .map((options) =>
      happening(`command: setBargeIn ${JSON.stringify(options)}`, ({ session }) =>
        session.setBargeIn(options),
      ),
    ),
);

it('whatever happens, nothing stays ducked or paused', { timeout: 60_000 + RUNS * 600 }, async () => {
  const happenings = fc.array(
    fc.oneof({ weight: 3, arbitrary: anyBargeIn }, { weight: 1, arbitrary: anyHappening }),
    { maxLength: 50, size: 'max' },
  );
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      const { world } = await startConversation({}, ...FINISHED);
      const { faults } = watchInvariants(world);
      for (const { run } of all) await run(world);
      world.reflex.end();
      await world.advance(10_000);
      const { bargeIn } = world.session.store.getState();
      expect([faults, world.reflex.isDucked, bargeIn?.isDucked, bargeIn?.isPaused]).toEqual([
        [],
        false,
        false,
        false,
      ]);
      await world.session.close();
      await world.advance(5_000);
      expect({ ...heldBy(world), reflex: world.reflex.isOpen }).toEqual({ ...NOTHING, reflex: false });
    }),
    { numRuns: RUNS },
  );
});
