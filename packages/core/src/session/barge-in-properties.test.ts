import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyBargeIn } from '../../test/barge-in-happenings.ts';
import { anyWorld, BargeInWorld } from '../../test/barge-in-world.ts';
import type { Taken } from '../../test/barge-in-world.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { InternalState } from './internal-state.ts';

const unreported = ({ bargeIn }: InternalState) => (bargeIn?.unreported ? 1 : 0);
const isSent = ({ effects }: Taken, type: ClientCommand['type']) =>
  effects.some((effect) => effect.type === 'send' && effect.command.type === type);

/** The decisions of a step: those it reports, and the one that waits for its silence. */
function decisionsOf({ before, after, effects }: Taken): number {
  const told = effects.filter((effect) => effect.type === 'emit' && effect.event.type === 'barge-in');
  return told.length + unreported(after) - unreported(before);
}

/** The sound that was decided about is none any more. */
function isGone({ before, after }: Taken): boolean {
  const [was, is] = [before.bargeIn?.candidate, after.bargeIn?.candidate];
  return was != null && is?.onsetAtMs !== was.onsetAtMs;
}

/** Whether more decisions were made than sounds have ended. Late words may decide a second time. */
function isDecidedTwice(taken: Taken): boolean {
  const { input, before } = taken;
  // What begins with a report may be decided by it.
  const hasBegun = !before.bargeIn?.candidate && input.type === 'reflex-report-received';
  return input.type !== 'server-event-received' && decisionsOf(taken) > (isGone(taken) || hasBegun ? 1 : 0);
}

/** Whether a turn waited for a verdict and is neither answered nor waits any longer. */
function isTurnLost(taken: Taken): boolean {
  const { input, before, after } = taken;
  // The vendor answers it without being asked.
  if (input.type === 'server-event-received' && input.event.type === 'response-started') return false;
  const { bargeInVerdict, isAnswerHeld } = before.interruption;
  const isSame = after.public.connection === before.public.connection && after.public.status === 'live';
  if (bargeInVerdict !== 'pending' || !isAnswerHeld || after.interruption.isAnswerHeld || !isSame)
    return false;
  const isWaiting = after.responses.gate.waiting.length > before.responses.gate.waiting.length;
  return !isSent(taken, 'create-response') && !isWaiting && after.vendor.queue.length === 0;
}

/** Whether the end of a flush cancels what has been asked for since the cut. */
function isAnswerCancelled(taken: Taken): boolean {
  const { input, before, after } = taken;
  const isCancelDue = after.responses.gate.isCancelDue && !before.responses.gate.isCancelDue;
  return input.type === 'output-flushed' && (isCancelDue || isSent(taken, 'cancel-response'));
}

/** Lists what a step must not do, for each of which there is a name. */
function faultsOf(taken: Taken, isHeld: boolean): readonly string[] {
  const { bargeIn, interruption, public: state } = taken.after;
  const { candidate = null, wordless = null } = bargeIn ?? {};
  const { bargeInVerdict, isAnswerHeld } = interruption;
  const shown = state.bargeIn;
  const faults = {
    'a sound ends without a verdict': isGone(taken) && decisionsOf(taken) < 1,
    'a sound ends in two verdicts': isDecidedTwice(taken),
    'a verdict is pending of nothing': bargeInVerdict === 'pending' && !candidate && !wordless,
    'no verdict is pending': bargeInVerdict !== 'pending' && candidate !== null,
    'a turn waits for no verdict': isAnswerHeld && bargeInVerdict === null,
    'a turn is lost': isTurnLost(taken),
    'an answer is cancelled': isAnswerCancelled(taken),
    'the speaker is held for nothing': isHeld && candidate?.isPaused !== true,
    'the speaker is not held': !isHeld && candidate?.isPaused === true,
    'shown as paused': shown?.isPaused === true && candidate?.isPaused !== true,
    'shown as ducked': shown?.isDucked === true && candidate === null,
  };
  return Object.entries(faults).flatMap(([name, isFault]) => (isFault ? [name] : []));
}

it(
  'ends each sound in one verdict, and leaves nothing ducked, held or unanswered',
  { timeout: 60_000 },
  () => {
    const happenings = fc.array(anyBargeIn, { maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(anyWorld, happenings, (options, all) => {
        const faults: string[] = [];
        const world: BargeInWorld = new BargeInWorld(options, (taken) => {
          faults.push(...faultsOf(taken, world.isHeld));
        });
        world.configure({});
        for (const { run } of all) run(world);
        world.rest();
        const { bargeIn, interruption, public: state } = world.bench.state;
        expect(faults).toEqual([]);
        expect([
          world.isHeld,
          world.isDucked,
          bargeIn?.candidate ?? null,
          bargeIn?.unreported ?? null,
        ]).toEqual([false, false, null, null]);
        expect(state.bargeIn).toMatchObject({ isDucked: false, isPaused: false });
        expect(interruption.bargeInVerdict).not.toBe('pending');
      }),
      { numRuns: 1_000 },
    );
  },
);
