import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { listEntries } from '@repartee/core';
import { expect, it } from 'vitest';
import { faultsOfState } from '../../../core/test/session-invariants.ts';
import type { EmulatedAgent } from '../../src/agent/agent.ts';
import type { PlannedFault } from '../../src/faults/fault.ts';
import { createRandom } from '../../src/random.ts';
import { describe } from './fault-cell.ts';
import type { Kit } from './kit.ts';
import { NUMERALS, SPOKEN_WORD_MS } from './spoken-words.ts';
import { isMessage, VirtualKit } from './virtual-kit.ts';

/** Set `REPARTEE_SOAK=long` for two hours and 1,000 turns of every vendor. */
const IS_LONG = process.env['REPARTEE_SOAK'] === 'long';
const TURNS = IS_LONG ? 1_000 : 30;
const CAP_MS = IS_LONG ? 600_000 : 60_000;
/** One turn in so many meets a fault. */
const TURNS_A_FAULT = IS_LONG ? 12 : 5;

const TURNS_A_CHECK = 10;

/** A connection lost at any moment, and trouble that it survives. Frames that come twice are in the matrix. */
const FAULTS: readonly PlannedFault[] = [
  { kind: 'drop' },
  { kind: 'drop', how: 'reset' },
  { kind: 'drop', how: 'clean', code: 1001 },
  { kind: 'drop', how: 'clean', code: 1012 },
  { kind: 'stall', forMs: 2_000 },
  { kind: 'jitter', maxMs: 200, trigger: { at: 'speaking' } },
  { kind: 'unknown-event' },
];

/** The words of a turn: its number, digit by digit, so that no turn sounds like another. */
function wordsOf(turn: number): string {
  return String(turn)
    .padStart(NUMERALS.length, '0')
    .split('')
    .map((digit, place) => NUMERALS[place]?.[Number(digit)])
    .join(' ');
}

/** Repeats what it has understood, and notes the instructions that it has. */
class EchoAgent implements EmulatedAgent {
  instructions = '';
  /** Its last answer. */
  answered = '';

  respond({ history, instructions }: Parameters<EmulatedAgent['respond']>[0]) {
    this.instructions = instructions;
    const text = history.findLast(({ role }) => role === 'user')?.text.toLowerCase() ?? '';
    this.answered = text;
    return [{ type: 'speech' as const, text: `So ${text}` }];
  }
}

function collectGarbage(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

interface SoakReport {
  readonly problems: readonly string[];
  readonly turns: number;
  readonly lives: number;
  readonly mostOpen: number;
  readonly virtualMs: number;
  /** Bytes of the heap, at the start, after half of the turns, and at the end. */
  readonly heap: readonly number[];
}

/** A long conversation with renewals at every cap and random faults. */
async function soak(kit: Kit, seed: number): Promise<SoakReport> {
  const random = createRandom(seed);
  const agent = new EchoAgent();
  const world = await VirtualKit.create({ kit, emulated: { agent, sessionCapMs: CAP_MS } });
  const problems: string[] = [];
  world.session.store.subscribe((state) => problems.push(...faultsOfState(state)));
  // The emulator keeps frames for its users; here they would hide what the kit keeps.
  world.emulator.on('frame', ({ session }) => void ((session.frames as unknown[]).length = 0));
  expect(await world.connect()).toBeNull();
  await world.untilQuiet();
  const heap = [collectGarbage()];
  const canUpdate = world.session.capabilities.updatable.includes('instructions');
  for (let turn = 0; turn < TURNS && !world.isOver; turn += 1) {
    if (turn % 7 === 0 && canUpdate) world.session.updateConfig({ instructions: `Speak of ${turn}.` });
    // A setting may need another connection, which is opened in a pause.
    if (turn % 7 === 0) await world.pass(2_000);
    await world.untilQuiet();
    world.speak(wordsOf(turn));
    if (random() < 1 / TURNS_A_FAULT) {
      await world.pass(Math.floor(random() * 40) * 100);
      const fault = FAULTS[Math.floor(random() * FAULTS.length)] as PlannedFault;
      world.emulator.sessions.findLast(({ isOpen }) => isOpen)?.inject(fault);
    }
    await world.untilQuiet();
    const wanted = `Speak of ${turn - (turn % 7)}.`;
    const isTold = agent.instructions === wanted || agent.answered !== wordsOf(turn);
    if (canUpdate && !isTold) problems.push(`turn ${turn}: “${agent.instructions}” and not “${wanted}”`);
    // The first fault is told with what was said around it; nothing after it is worth its time.
    if (turn % TURNS_A_CHECK === TURNS_A_CHECK - 1) problems.push(...faultsOfTurns(world, turn + 1));
    if (problems.length > 0) {
      problems.push(
        ...listEntries(world.state.transcript)
          .slice(-TURNS_A_CHECK * 3)
          .map(describe),
      );
      break;
    }
    if (turn === Math.floor(TURNS / 2) - 1 || turn === TURNS - 1) heap.push(collectGarbage());
  }
  if (problems.length === 0) problems.push(...faultsOfTurns(world, TURNS));
  if (world.isOver) problems.push(`ended: ${world.state.status} ${world.state.error?.code ?? ''}`);
  const { lives, mostOpen } = world;
  const virtualMs = world.clock.now();
  problems.push(...(await world.close()).map((what) => `left open: ${what}`));
  return { problems: [...new Set(problems)], turns: TURNS, lives, mostOpen, virtualMs, heap };
}

/** So many words in a row may be lost at most: those of five turns. */
const MOST_LOST_WORDS = 20;

/** Every turn is in the transcript once and in order; what is missing was told. */
function faultsOfTurns(world: VirtualKit, turns: number): readonly string[] {
  const lost = world.continuities.flatMap((each) => each.lost);
  const rows = listEntries(world.state.transcript).filter(isMessage);
  const said = rows
    .filter(({ role }) => role === 'user')
    .flatMap(({ text }) => text.toLowerCase().split(/\s+/));
  const spoken = Array.from({ length: turns }, (_, turn) => wordsOf(turn).split(' ')).flat();
  const faults: string[] = [];
  let at = 0;
  const missing: string[] = [];
  for (const word of said.filter((each) => each !== '')) {
    // Further ahead is the same digit of a later turn.
    const step = spoken.slice(at, at + MOST_LOST_WORDS).indexOf(word);
    if (step < 0) faults.push(`“${word}” is out of order, or stands twice, in turn ${Math.floor(at / 4)}`);
    else {
      missing.push(...spoken.slice(at, at + step));
      at += step + 1;
    }
  }
  missing.push(...spoken.slice(at));
  const toldMs = lost.reduce((sum, each) => sum + (each.what === 'user-audio' ? each.durationMs : 0), 0);
  // Of a turn that was answered before its words came, the row is told.
  const told = new Set(lost.flatMap((each) => (each.what === 'entries' ? each.itemIds : [])));
  const wordless = rows.filter(({ id, role, text }) => role === 'user' && text === '' && told.has(id)).length;
  const missingMs = (missing.length - wordless * NUMERALS.length) * SPOKEN_WORD_MS;
  if (missingMs > toldMs + SPOKEN_WORD_MS * world.continuities.length)
    faults.push(
      `${missing.length} words are missing; ${toldMs} ms of speech and ${wordless} rows were told as lost`,
    );
  return faults;
}

/** Tests a long conversation with one vendor. */
export function testSoak(kit: Kit): void {
  it(
    `${kit.name}: a long conversation with renewals and faults`,
    { timeout: IS_LONG ? 3_600_000 : 120_000 },
    async () => {
      const { problems, lives, mostOpen, virtualMs, heap } = await soak(kit, 7);
      console.info(
        `${kit.name}: ${TURNS} turns in ${Math.round(virtualMs / 60_000)} min, ${lives} connections, heap ${heap
          .map((bytes) => (bytes / 1e6).toFixed(1))
          .join(' → ')} MB`,
      );
      expect(problems).toEqual([]);
      expect(mostOpen).toBeLessThanOrEqual(2);
      const [start = 0, half = 0, end = 0] = heap;
      // Text alone is kept: the second half keeps no more than the first did.
      expect(end - half).toBeLessThan(Math.max(half - start, 0) * 1.5 + 1_500_000);
    },
  );
}
