import { listEntries } from '@repartee/core';
import type { LostMemory, TranscriptEntry } from '@repartee/core';
import { faultsOfState } from '../../../core/test/session-invariants.ts';
import type { FaultPlan, PlannedFault } from '../../src/faults/fault.ts';
import { faultsOfBilling } from './billing.ts';
import type { Kit } from './kit.ts';
import { NUMERALS, SPOKEN_WORD_MS } from './spoken-words.ts';
import { isMessage, VirtualKit } from './virtual-kit.ts';

/** The phases of the conversation in which a fault happens, as the user perceives them. */
export const PHASES = [
  'connecting',
  'listening',
  'user-speaking',
  'thinking',
  'speaking',
  'tool-running',
] as const;

export type Phase = (typeof PHASES)[number];

/** The consequences of a fault in a phase. */
export interface CellReport {
  /**
   * - `kept`: live on the same connection
   * - `renewed`: live on another connection
   * - `failed <code>`, `closed <reason>`: the session has ended
   * - anything else is the status in which the session was stuck
   */
  readonly end: string;
  /** The agent's memory after a renewal, by the session's account. */
  readonly memory: readonly string[];
  readonly lost: readonly LostMemory[];
  /** The problems that were found. */
  readonly problems: readonly string[];
  readonly rows: readonly string[];
  readonly virtualMs: number;
}

export interface Cell {
  readonly kit: Kit;
  readonly phase: Phase;
  /** Faults that wait for a moment of their own: before the connection, or after the loss. */
  readonly plan?: FaultPlan;
  /** The fault that happens in the phase. */
  readonly fault?: PlannedFault;
  /** The fault destroys words on their way to the client. @default false */
  readonly isDestructive?: boolean;
  /** Nothing tells of the fault. @default false */
  readonly isSilent?: boolean;
}

const INTRODUCTION = 'my name is ann';
/** The next questions prove that the agent hears, and what it remembers. What was said into a dead connection is gone. */
const PROOFS = [
  'who am i',
  'say again whom you are talking to',
  'please whose voice',
  // Some vendors take only much speech without any answer for a sign.
  NUMERALS.slice(0, 3).flat().join(' '),
  'whosoever',
] as const;

/** A dead path is noticed within so much outgoing speech, in milliseconds. */
const NOTICED_MS = 10_000;

/** A silence becomes suspicious nine seconds after speech; so long the user waits for an answer, in milliseconds. */
const PATIENCE_MS = 16_000;

const FRIEND = /You.*Ann/;
const STRANGER = /do.*not know/;

/** A word that the fault cuts is not told by itself, in milliseconds. */
const CUT_WORD_MS = 200;

/** A report of the playhead is due within this time, in milliseconds. */
const PLAYHEAD_MS = 60;

/** Plays one cell of the matrix: a conversation in which one thing goes wrong. */
export async function playCell(cell: Cell): Promise<CellReport> {
  const { kit, phase, plan = [], fault, isDestructive = false, isSilent = false } = cell;
  const isEarly = phase === 'connecting';
  const faults = [...plan, ...(isEarly && fault ? [fault] : [])].map((each) => ({
    vendor: kit.vendor,
    ...each,
  }));
  const world = await VirtualKit.create({ kit, faults });
  const problems: string[] = [];
  world.session.store.subscribe((state) => problems.push(...faultsOfState(state)));
  const refusal = await world.connect();
  await world.untilQuiet();
  const spoken: string[] = [];
  const say = (words: string) => {
    spoken.push(...words.split(' '));
    world.speak(words);
  };
  if (!world.isOver && !isEarly) {
    say(INTRODUCTION);
    // Words in the turn that the fault hits may be lost.
    if (phase === 'user-speaking') await world.untilQuiet();
    say(phase === 'tool-running' ? 'the weather in paris' : 'tell me a story');
    if (phase === 'listening') await world.untilQuiet();
    if (!(await reach(world, phase))) problems.push(`the phase ${phase} was not reached`);
    if (fault) world.emulator.sessions.at(-1)?.inject(fault);
    if (isSilent) watchNotice(world, problems);
    // On a dead path no quiet comes by itself: the user goes on after a while.
    await world.untilQuiet(isSilent ? PATIENCE_MS : undefined);
  }
  const isAfter = world.state.status === 'live';
  for (const proof of PROOFS) {
    if (world.state.status !== 'live' || isProved(world)) break;
    say(proof);
    const isAnswered = await world.until(() => world.isOver || isProved(world), PATIENCE_MS);
    // A loss that is noticed at the end of the user's patience is mended after it.
    if (isAnswered || world.state.status !== 'live') await world.untilQuiet();
  }
  // Received audio is heard to its end.
  if (world.isOver) await world.until(() => !world.speaker.isOpen, 10_000);
  const { state } = world;
  const end = endOf(world, refusal);
  const lost = world.continuities.flatMap((each) => each.lost);
  problems.push(...faultsOfRows(world, spoken, lost, isDestructive), ...faultsOfContinuity(world));
  if (isAfter && state.status === 'live') problems.push(...faultsOfMemory(world, isEarly));
  const rows = listEntries(state.transcript).map(describe);
  const virtualMs = world.clock.now();
  const { lives, billing } = world;
  problems.push(...(await world.close()).map((what) => `left open: ${what}`));
  problems.push(...faultsOfBilling(billing, state, world.budget.store.getState(), lives, isSilent));
  return {
    end,
    memory: world.continuities.map(({ kind }) => kind),
    lost,
    problems: [...new Set(problems)],
    rows,
    virtualMs,
  };
}

/** Nothing tells of the fault: the session has to find out by itself. */
function watchNotice(world: VirtualKit, problems: string[]): void {
  const beforeMs = world.spokenMs;
  const missing = 'the dead path was not noticed';
  problems.push(missing);
  const { connection: dead } = world.state;
  // A connection that stood by takes the place of the dead one without another status; the end of the test is no notice.
  const stop = world.session.store.subscribe(({ status, connection }) => {
    const isUnnoticed = status === 'live' && connection === dead;
    if (isUnnoticed || status === 'closing' || status === 'closed') return;
    stop();
    problems.splice(problems.indexOf(missing), 1);
    const ms = world.spokenMs - beforeMs;
    if (ms > NOTICED_MS) problems.push(`the dead path was noticed after ${ms} ms of speech`);
  });
}

/** Lets the conversation come to a phase. */
function reach(world: VirtualKit, phase: Phase): Promise<boolean> | boolean {
  const { session } = world;
  const isIn = (name: string) => world.until(() => session.store.getState().phase === name, 15_000);
  switch (phase) {
    case 'connecting':
    case 'listening':
      return true;
    case 'user-speaking':
      return world.pass(400).then(() => true);
    case 'thinking':
      return isIn('thinking');
    case 'speaking':
      return isIn('speaking').then(async (isSo) => {
        await world.pass(300);
        return isSo;
      });
    case 'tool-running':
      return world
        .until(() => world.toolRuns > 0, 15_000)
        .then(async (isSo) => {
          await world.pass(200);
          return isSo;
        });
  }
}

const isProved = ({ state }: VirtualKit): boolean => {
  const last = listEntries(state.transcript).findLast(isMessage);
  return last?.role === 'agent' && (FRIEND.test(last.text) || STRANGER.test(last.text));
};

function endOf(world: VirtualKit, refusal: unknown): string {
  const { status, error, endReason } = world.state;
  if (status === 'live') return world.continuities.length > 0 ? 'renewed' : 'kept';
  if (status === 'failed') {
    const told = refusal as { readonly code?: string } | null;
    const isSame = world.lives > 0 || told?.code === error?.code;
    return `failed ${error?.code}${isSame ? '' : ` but connect: ${String(told?.code)}`}`;
  }
  return status === 'closed' ? `closed ${endReason}` : status;
}

/** Writes an entry as one line. */
export function describe(entry: TranscriptEntry): string {
  if (isMessage(entry))
    return `${entry.role}: ${entry.text}${entry.state === 'done' ? '' : ` [${entry.state} ${Math.round(entry.heardMs)}/${Math.round(entry.receivedMs)}]`}`;
  return entry.kind === 'continuity' ? `— ${entry.memory}, ${entry.cause}` : `${entry.kind} [${entry.state}]`;
}

function faultsOfRows(
  world: VirtualKit,
  spoken: readonly string[],
  lost: readonly LostMemory[],
  isDestructive: boolean,
): readonly string[] {
  const { transcript } = world.state;
  const faults: string[] = [];
  const messages = listEntries(transcript).filter(isMessage);
  const heard = messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ text }) => text.toLowerCase().split(/\s+/))
    .filter((word) => word !== '');
  const order = heard.map((word) => spoken.indexOf(word));
  // Words that are destroyed on their way to the client have reached the vendor all the same.
  const reached = world.recognizer.written
    .flatMap(({ text }) => text.split(' '))
    .filter((word) => word !== '');
  if (!isDestructive && new Set(heard).size !== heard.length)
    faults.push(`words stand twice: ${heard.join(' ')}`);
  else if (!isDestructive && order.some((at, index) => index > 0 && at < (order[index - 1] ?? -1)))
    faults.push(`words are out of order: ${heard.join(' ')}`);
  const missing = spoken.filter((word) => !(isDestructive ? reached : heard).includes(word));
  const toldMs = lost.reduce((sum, each) => sum + (each.what === 'user-audio' ? each.durationMs : 0), 0);
  if (missing.length * SPOKEN_WORD_MS > toldMs + CUT_WORD_MS && !world.isOver)
    faults.push(`words are missing: ${missing.join(' ')}; ${toldMs} ms are told as lost`);
  const repeated = spoken.filter((word) => reached.filter((each) => each === word).length > world.lives);
  if (repeated.length > 0) faults.push(`words were heard twice on a connection: ${repeated.join(' ')}`);
  for (const { id, role, heardMs, receivedMs, state, text } of messages) {
    if (role !== 'agent') continue;
    const playedMs = world.speaker.heardMs(id);
    if (Math.abs(playedMs - heardMs) > PLAYHEAD_MS)
      faults.push(`“${text}” says heard ${Math.round(heardMs)} ms, played ${Math.round(playedMs)} ms`);
    if (state === 'streaming' && !world.isOver) faults.push(`“${text}” has no end`);
    if (state === 'done' && heardMs < receivedMs - PLAYHEAD_MS)
      faults.push(`“${text}” is done, heard ${Math.round(heardMs)} of ${Math.round(receivedMs)} ms`);
  }
  return faults;
}

function faultsOfContinuity(world: VirtualKit): readonly string[] {
  const faults: string[] = [];
  const told = world.continuities.map(({ connection }) => connection);
  if (new Set(told).size !== told.length) faults.push('a connection was told twice');
  if (world.lives > 0 && told.length < world.lives - 1)
    faults.push(`${world.lives} connections were live, and ${told.length} continuity events`);
  const marks = listEntries(world.state.transcript).filter(({ kind }) => kind === 'continuity').length;
  if (marks !== told.length) faults.push(`${told.length} continuity events and ${marks} markers`);
  if (world.mostOpen > 2) faults.push(`${world.mostOpen} connections at a time`);
  return faults;
}

/** The next answer proves what the agent remembers. */
function faultsOfMemory(world: VirtualKit, isEarly: boolean): readonly string[] {
  const last = listEntries(world.state.transcript).findLast(isMessage);
  const isFresh = isEarly || world.continuities.at(-1)?.kind === 'fresh';
  const expected = isFresh ? STRANGER : FRIEND;
  return last && expected.test(last.text) ? [] : [`the agent said “${last?.text}” and not ${expected}`];
}
