import { WIRES } from '../page/wires.ts';
import type { Wire } from '../page/wires.ts';
import { nextFrame } from './figure.ts';
import type { Figure, Measurement, Round } from './figure.ts';
import { openWire } from './open-wire.ts';

declare global {
  /** Collects garbage and reads how much of the page's heap is used, in bytes. */
  function readHeapBytes(): Promise<number>;
}

/** Deltas of one answer: 40 words, and as many chunks of audio. */
const DELTAS = 80;

/** A heap moves by some kilobytes for reasons of its own. So many answers weigh a hundred times as much. */
const TURNS = { full: 1_000, trial: 150 };
const COPIES = 2_000;

/** The memory of the bare words of an answer, in bytes. */
async function measureWords(texts: readonly string[]): Promise<number> {
  const json = JSON.stringify(texts);
  const count = Math.ceil(COPIES / texts.length);
  const withoutCopies = await readHeapBytes();
  // Text that was read from JSON is in one piece, as a client that keeps nothing else would have it.
  const copies = Array.from({ length: count }, () => JSON.parse(json) as readonly string[]);
  const bytes = (await readHeapBytes()) - withoutCopies;
  return bytes / (copies.length * texts.length);
}

async function measure(wire: Wire, turns: number): Promise<Measurement> {
  const { session, take } = await openWire(wire, false);
  let turn = 0;
  const converse = async (count: number) => {
    for (let end = turn + count; turn < end; turn += 1) {
      const { begin, deltas, end: last } = wire.answer(10_000 + turn, DELTAS);
      for (const frame of [...begin, ...deltas, ...last]) take(frame);
      session.interrupt();
      if (turn % 10 === 0) await nextFrame();
      else await new Promise((resolve) => setTimeout(resolve));
    }
    await nextFrame();
    await nextFrame();
  };
  // Memory that a session takes once, compiled code included, does not count.
  await converse(Math.ceil(turns / 4));
  const beforeBytes = await readHeapBytes();
  await converse(turns);
  const keptBytes = (await readHeapBytes()) - beforeBytes;
  const { transcript } = session.store.getState();
  const answers = transcript.order.flatMap((id) => {
    const entry = transcript.live.get(id) ?? transcript.archive.get(id);
    // A vendor may find the user's voice in an interruption: that is an entry without words.
    return entry?.kind === 'message' && entry.role === 'agent' ? [entry.text] : [];
  });
  const texts = answers.slice(-turns);
  if (answers.length < turns || texts.some((text) => text === ''))
    throw new Error(`The transcript of ${wire.name} has lost words.`);
  const floor = await measureWords(texts);
  await session.close();
  return { name: `heap.${wire.name}`, value: keptBytes / turns, floor };
}

/** The memory that a session keeps for an answer, above that of the bare words. Only for Repartee's own client. */
export const heapFigure: Figure = {
  name: 'heap',
  async run(round: Round) {
    if (round.contender.name !== 'repartee') return [];
    const measurements: Measurement[] = [];
    for (const wire of WIRES) measurements.push(await measure(wire, TURNS[round.size]));
    return measurements;
  },
};
