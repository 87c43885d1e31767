import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UsageRecord } from '../../protocol/usage-record.ts';
import { Ledger } from './ledger.ts';
import type { Posting } from './ledger.ts';
import { createTally, isNothing } from './tally.ts';

type Tokens = Extract<UsageRecord, { unit: 'tokens' }>;

const counts = fc.record({ text: fc.nat(9_999), audio: fc.nat(9_999), image: fc.nat(999) });
const tokens: fc.Arbitrary<Tokens> = fc
  .record({ input: counts, output: counts, share: fc.nat(100), reasoning: fc.nat(500) })
  .map(({ input, output, share, reasoning }) => {
    const part = (count: number) => Math.floor((count * share) / 100);
    const cachedInput = { text: part(input.text), audio: part(input.audio), image: part(input.image) };
    return { unit: 'tokens', input, cachedInput, output, reasoning, total: 0 };
  });
const record: fc.Arbitrary<UsageRecord> = fc.oneof(
  { weight: 4, arbitrary: tokens },
  { weight: 1, arbitrary: fc.nat(600).map((seconds): UsageRecord => ({ unit: 'seconds', seconds })) },
  {
    weight: 1,
    arbitrary: fc.nat(5_000).map((characters): UsageRecord => ({ unit: 'characters', characters })),
  },
);

interface Told {
  readonly posting: Posting;
  readonly usage: UsageRecord;
}

const account: fc.Arbitrary<readonly Told[]> = fc
  .array(fc.record({ usage: record, turn: fc.nat(4), model: fc.constantFrom('a', 'b') }), { maxLength: 12 })
  .map((all) =>
    all.map(({ usage, turn, model }, index) => ({
      posting: { source: index % 3 === 0 ? 'transcription' : 'response', id: `r${index}`, model, turn },
      usage,
    })),
  );

/** A report that is made before all of the usage is known: some kinds are whole, some in part, some missing. */
function earlier(usage: UsageRecord, percent: number): UsageRecord {
  if (usage.unit === 'seconds') return { ...usage, seconds: Math.floor((usage.seconds * percent) / 100) };
  if (usage.unit === 'characters') return { ...usage, characters: 0 };
  const none = { text: 0, audio: 0, image: 0 };
  return percent < 50
    ? { ...usage, output: none, reasoning: 0 }
    : { ...usage, input: none, cachedInput: none };
}

/** All sums of an account; turns in which nothing was used are no matter. */
function sumsOf(ledger: Ledger) {
  const turns = ledger.turns.map((turn) => ({ turn, tally: ledger.balance(null, turn).tally }));
  return { all: ledger.balance(null).tally, turns: turns.filter(({ tally }) => !isNothing(tally)) };
}

describe('the ledger', () => {
  it('has the same sums for any split, order, repetition and delay of the reports', () => {
    fc.assert(
      fc.property(
        account,
        fc.array(fc.record({ percent: fc.nat(99), place: fc.nat(1_000), isTwice: fc.boolean() }), {
          minLength: 12,
          maxLength: 12,
        }),
        fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
        (told, noise, order) => {
          const plain = new Ledger();
          for (const { posting, usage } of told) plain.report(posting, usage);
          const steps = told.flatMap(({ posting, usage }, index) => {
            const { percent = 0, isTwice = false } = noise[index] ?? {};
            const report = (what: UsageRecord) => (ledger: Ledger) => ledger.report(posting, what);
            return [
              report(usage),
              report(earlier(usage, percent)),
              (ledger: Ledger) => ledger.close(posting),
              ...(isTwice ? [report(usage)] : []),
            ];
          });
          const shuffled = steps
            .map((step, index) => ({ step, at: order[index % order.length] ?? 0 }))
            .toSorted((one, other) => one.at - other.at);
          const ledger = new Ledger();
          for (const { posting } of told)
            ledger.estimate(posting, createTally({ inputAudio: 77, outputText: 5 }));
          for (const { step } of shuffled) step(ledger);
          for (const { posting } of told) ledger.close(posting);
          expect(sumsOf(ledger)).toEqual(sumsOf(plain));
          expect(ledger.balance(null).isEstimated).toBe(false);
        },
      ),
    );
  });

  it('counts an estimate until the vendor has reported, and says so', () => {
    const ledger = new Ledger();
    const posting: Posting = { source: 'response', id: 'r', model: 'a', turn: 1 };
    ledger.estimate(posting, createTally({ outputAudio: 100 }));
    expect(ledger.balance(null)).toMatchObject({ tally: { outputAudio: 100 }, isEstimated: true });
    ledger.close(posting);
    expect(ledger.balance(null)).toMatchObject({ tally: { outputAudio: 100 }, isEstimated: true });
    const none = { text: 0, audio: 0, image: 0 };
    const output = { ...none, audio: 90 };
    ledger.report(posting, {
      unit: 'tokens',
      input: none,
      cachedInput: none,
      output,
      reasoning: 0,
      total: 90,
    });
    expect(ledger.balance(null)).toMatchObject({ tally: { outputAudio: 90 }, isEstimated: false });
    expect(ledger.balance(null, 1)).toMatchObject({ tally: { outputAudio: 90 }, isEstimated: false });
  });

  it('never counts more cached than there was input', () => {
    const ledger = new Ledger();
    const input = { text: 10, audio: 0, image: 0 };
    const cachedInput = { text: 30, audio: 0, image: 0 };
    ledger.report(
      { source: 'response', id: 'r', model: 'a', turn: 1 },
      { unit: 'tokens', input, cachedInput, output: input, reasoning: 0, total: 20 },
    );
    expect(ledger.balance(null).tally).toMatchObject({ inputText: 10, cachedText: 10 });
  });

  it('lists the last turns only, and counts a late report of an earlier one in the sum', () => {
    const ledger = new Ledger();
    const posting = (turn: number): Posting => ({ source: 'response', id: `r${turn}`, model: 'a', turn });
    const use = (turn: number, characters: number) =>
      ledger.report(posting(turn), { unit: 'characters', characters });
    for (let turn = 1; turn <= 200; turn += 1) use(turn, 10);
    use(1, 12);
    for (let turn = 201; turn <= 300; turn += 1) use(turn, 10);
    use(1, 15);
    expect(ledger.balance(null).tally.characters).toBe(299 * 10 + 15);
    expect([ledger.turns[0], ledger.turns.length]).toEqual([45, 256]);
  });

  it('forgets nothing that is still counted, however much has come since', () => {
    const ledger = new Ledger();
    const clock: Posting = { source: 'clock', id: '0', model: 'a', turn: 0 };
    for (let index = 1; index <= 600; index += 1) {
      ledger.estimate(clock, createTally({ ms: index * 100 }));
      ledger.report(
        { source: 'response', id: `r${index}`, model: 'a', turn: 0 },
        { unit: 'characters', characters: 1 },
      );
    }
    expect(ledger.balance(null).tally).toMatchObject({ ms: 60_000, characters: 600 });
  });
});
