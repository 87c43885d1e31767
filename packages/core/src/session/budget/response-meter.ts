import type { Metering } from '../../protocol/price-table.ts';
import type { UsageRecord } from '../../protocol/usage-record.ts';
import { audioTokens, textTokens } from './context-model.ts';
import type { ContextModel, ItemContent } from './context-model.ts';
import type { Ledger, Posting } from './ledger.ts';
import { createTally, NOTHING, plus, tallyOf } from './tally.ts';
import type { Tally } from './tally.ts';

/** A response that runs, and what it has made so far. */
interface Running {
  readonly posting: Posting;
  readonly input: Tally;
  readonly isOutOfBand: boolean;
  readonly items: Map<string, { letters: number; agentAudioMs: number }>;
  /** The heard duration in milliseconds, where its audio does not pass through the kit (WebRTC). */
  heardMs: number;
}

/** The number of responses in an average. */
const AVERAGED = 5;

/** The number of ended responses that may still be reported. */
const MAX_AWAITED = 64;

/** Counts responses: estimates them while they run and until the vendor has reported. */
export class ResponseMeter {
  readonly #ledger: Ledger;
  readonly #metering: Metering;
  readonly #context: ContextModel;
  readonly #running = new Map<string, Running>();
  /** Those that have ended without a report, with what they were thought to take in. */
  readonly #awaited = new Map<string, Running>();
  readonly #outputs: Tally[] = [];
  #latest: Running | null = null;
  /** Text that answers hold beyond what is seen of them, by the last report: thoughts, for the most part. */
  #unseenText = 0;

  constructor(ledger: Ledger, metering: Metering, context: ContextModel) {
    this.#ledger = ledger;
    this.#metering = metering;
    this.#context = context;
  }

  get isRunning(): boolean {
    return this.#running.size > 0;
  }

  /** The average output of the last responses; nothing before the first. */
  get averageOutput(): Tally {
    const all = this.#outputs.reduce(plus, NOTHING);
    const { length } = this.#outputs;
    return length === 0 ? NOTHING : createTally(mapFields(all, (count) => count / length));
  }

  begin(posting: Posting, isOutOfBand: boolean): void {
    if (this.#running.has(posting.id)) return;
    const input = isOutOfBand ? this.#context.input() : this.#context.begin();
    const running = { posting, input, isOutOfBand, items: new Map(), heardMs: 0 };
    this.#running.set(posting.id, running);
    this.#latest = running;
    this.#estimate(running);
  }

  /** Text or audio was received. */
  take(
    responseId: string,
    itemId: string,
    made: { readonly letters?: number; readonly audioMs?: number },
  ): void {
    const running = this.#running.get(responseId);
    if (!running) return;
    const item = running.items.get(itemId) ?? { letters: 0, agentAudioMs: 0 };
    item.letters += made.letters ?? 0;
    item.agentAudioMs += made.audioMs ?? 0;
    running.items.set(itemId, item);
  }

  /** The agent was heard for so long: all that is known of audio that the browser itself plays. */
  hear(passedMs: number): void {
    const running = this.#latest;
    if (!running || audioOf(running) > 0) return;
    running.heardMs += passedMs;
    this.#estimate(running);
  }

  /** Brings the account up to what the running responses have made. */
  settle(): void {
    for (const running of this.#running.values()) this.#estimate(running);
  }

  end(posting: Posting, usage: UsageRecord | null): void {
    const running = this.#running.get(posting.id);
    if (running) {
      this.#estimate(running);
      this.#running.delete(posting.id);
      this.#awaited.set(posting.id, running);
      if (!running.isOutOfBand) this.#remember(running);
    }
    if (usage) this.report(posting, usage);
    this.#ledger.close(posting);
    const oldest = this.#awaited.keys().next();
    if (this.#awaited.size > MAX_AWAITED && !oldest.done) this.#awaited.delete(oldest.value);
  }

  /** The vendor reports the usage of a response, at its end or later. */
  report(posting: Posting, usage: UsageRecord): void {
    this.#ledger.report(posting, usage);
    const running = this.#awaited.get(posting.id);
    if (!running) return;
    this.#awaited.delete(posting.id);
    const reported = tallyOf(usage);
    if (running.isOutOfBand) return;
    this.#context.reconcile(running.input, reported);
    const seen = this.#outputOf(running).outputText - this.#unseenText;
    if (reported.outputText > 0) this.#unseenText = Math.max(0, reported.outputText - seen);
    this.#outputs.pop();
    this.#record(createTally(outputOf(reported)));
  }

  /** The connection is gone: what ran will not be reported. */
  drop(): void {
    for (const { posting } of this.#running.values()) this.end(posting, null);
    this.#awaited.clear();
    this.#latest = null;
  }

  #remember({ items, heardMs, ...running }: Running): void {
    for (const [id, item] of items) {
      const agentAudioMs = item.agentAudioMs || heardMs;
      const letters = this.#metering.countSpokenWords || agentAudioMs === 0 ? item.letters : 0;
      this.#context.add(id, { letters, agentAudioMs } satisfies ItemContent, true);
    }
    this.#record(this.#outputOf({ items, heardMs, ...running }));
  }

  #record(output: Tally): void {
    this.#outputs.push(output);
    if (this.#outputs.length > AVERAGED) this.#outputs.shift();
  }

  #estimate(running: Running): void {
    this.#ledger.estimate(running.posting, plus(running.input, this.#outputOf(running)));
  }

  #outputOf(running: Running): Tally {
    const audioMs = audioOf(running) || running.heardMs;
    const letters = [...running.items.values()].reduce((sum, item) => sum + item.letters, 0);
    return createTally({
      outputAudio: audioTokens(this.#metering.outputMsPerToken, audioMs),
      outputText:
        this.#unseenText +
        (this.#metering.countSpokenWords || audioMs === 0 ? textTokens(this.#metering, letters) : 0),
    });
  }
}

function audioOf({ items }: Running): number {
  return [...items.values()].reduce((sum, item) => sum + item.agentAudioMs, 0);
}

function outputOf({ outputText, outputAudio, outputImage, reasoning }: Tally): Partial<Tally> {
  return { outputText, outputAudio, outputImage, reasoning };
}

function mapFields(tally: Tally, by: (count: number) => number): Partial<Tally> {
  return Object.fromEntries(Object.entries(tally).map(([field, count]) => [field, by(count)]));
}
