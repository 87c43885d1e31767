import type { Metering } from '../../protocol/price-table.ts';
import { combine, createTally, larger, minus, NOTHING, plus } from './tally.ts';
import type { Tally } from './tally.ts';

/** The cache of vendors that have one works in blocks of so many tokens (every count that was recorded is a multiple). */
const CACHE_BLOCK_TOKENS = 64;

/** The number of items that are told apart. Older ones only count in the sum: nothing is expected to change them. */
const MAX_ENTRIES = 256;

const CACHED = [
  ['cachedText', 'inputText'],
  ['cachedAudio', 'inputAudio'],
  ['cachedImage', 'inputImage'],
] as const;

/** The content of an item of the conversation, in tokens. */
export interface ItemContent {
  readonly letters?: number;
  readonly userAudioMs?: number;
  readonly agentAudioMs?: number;
  readonly imageTokens?: number;
}

interface Entry {
  readonly id: string;
  readonly content: ItemContent;
  readonly tally: Tally;
}

/**
 * A model of the vendor's context. Every response takes the whole context as input, so the context decides the cost of the
 * next one. The difference between a report and the model's own count is kept as a correction.
 */
export class ContextModel {
  readonly #metering: Metering;
  #preamble: Entry;
  #entries: Entry[] = [];
  /** The sum of all items, also of those that are not told apart. */
  #items = NOTHING;
  /** The context of the last response, as far as it has not changed since. */
  #known = NOTHING;
  #correction = NOTHING;
  /** The cached share of the cacheable context, from the last report. */
  #cachedShare = 1;

  constructor(metering: Metering) {
    this.#metering = metering;
    this.#preamble = this.#entryOf('', {}, false);
  }

  /** Another conversation begins at the vendor: it remembers nothing. */
  reset(): void {
    this.#entries = [];
    this.#items = NOTHING;
    this.#known = NOTHING;
    this.#correction = NOTHING;
  }

  /** Sets what stands in front of everything: instructions and tools. */
  setPreamble(letters: number): void {
    if (this.#preamble.content.letters === letters) return;
    this.#preamble = this.#entryOf('', { letters }, false);
    this.#known = NOTHING;
  }

  /** Adds an item, or replaces it. What the vendor itself has made it knows when the next response begins. */
  add(id: string, content: ItemContent, isKnown = false): void {
    const entry = this.#entryOf(id, content, true);
    if (isKnown) this.#known = plus(this.#known, entry.tally);
    const at = this.#entries.findIndex((known) => known.id === id);
    const { tally: before = NOTHING } = this.#entries[at] ?? {};
    this.#items = plus(minus(this.#items, before), entry.tally);
    if (at < 0) this.#entries.push(entry);
    else this.#entries[at] = entry;
    if (this.#entries.length > MAX_ENTRIES) this.#entries.shift();
  }

  remove(id: string): void {
    const at = this.#entries.findIndex((entry) => entry.id === id);
    const [removed] = at < 0 ? [] : this.#entries.splice(at, 1);
    if (!removed) return;
    this.#items = minus(this.#items, removed.tally);
    this.#forgetFrom(at);
  }

  /** Of an answer only so much was heard: the vendor forgets the rest of the audio, and the words. */
  truncate(id: string, audioMs: number): void {
    const at = this.#entries.findIndex((known) => known.id === id);
    const entry = this.#entries[at];
    if (!entry) return;
    this.add(id, { agentAudioMs: Math.min(audioMs, entry.content.agentAudioMs ?? 0) });
    this.#forgetFrom(at);
  }

  /** The input of a response that starts now, or after `more` has been added. */
  input(extra?: ItemContent): Tally {
    const more = extra ? this.#entryOf('', extra, true).tally : NOTHING;
    const items = plus(this.#preamble.tally, this.#items);
    const all = larger(plus(plus(items, more), this.#correction), NOTHING);
    return plus(all, this.#cachedOf(all));
  }

  /** The input of a response if only the last entries were left, none of them cached. */
  inputOfLast(count: number): Tally {
    return plus(this.#preamble.tally, sum(this.#entries.slice(-count)));
  }

  /** A response begins: the next one begins like it. */
  begin(): Tally {
    const input = this.input();
    this.#known = withoutCache(input);
    return input;
  }

  /** The vendor has reported the input of a response whose input was estimated. */
  reconcile(estimate: Tally, reported: Tally): void {
    const change = minus(withoutCache(reported), withoutCache(estimate));
    this.#correction = plus(this.#correction, change);
    const [expected, actual] = [estimate, reported].map((tally) =>
      CACHED.reduce((sum, [cached]) => sum + tally[cached], 0),
    ) as [number, number];
    // A block more or less of each modality is no sign that the vendor forgets.
    if (expected - actual <= CACHE_BLOCK_TOKENS * CACHED.length)
      this.#cachedShare = Math.max(this.#cachedShare, Number(actual > 0));
    else this.#cachedShare *= actual / expected;
    this.#known = larger(plus(this.#known, change), NOTHING);
  }

  #cachedOf(all: Tally): Tally {
    if (!this.#metering.cache) return NOTHING;
    const fields = CACHED.map(([cached, input]) => {
      const blocks = Math.floor(Math.min(this.#known[input], all[input]) / CACHE_BLOCK_TOKENS);
      return [cached, blocks * CACHE_BLOCK_TOKENS * this.#cachedShare];
    });
    return createTally(Object.fromEntries(fields) as Partial<Tally>);
  }

  /** The cache starts again with the item at a place that has changed. */
  #forgetFrom(at: number): void {
    const before = minus(this.#items, sum(this.#entries.slice(at)));
    const prefix = larger(plus(plus(this.#preamble.tally, before), this.#correction), NOTHING);
    this.#known = combine(this.#known, prefix, Math.min);
  }

  #entryOf(id: string, content: ItemContent, isItem: boolean): Entry {
    const { letters = 0, userAudioMs = 0, agentAudioMs = 0, imageTokens = 0 } = content;
    const { tokensPerItem = 0 } = this.#metering;
    const tally = createTally({
      inputText: textTokens(this.#metering, letters) + (isItem ? tokensPerItem : 0),
      inputAudio:
        audioTokens(this.#metering.inputMsPerToken, userAudioMs) +
        audioTokens(this.#metering.outputMsPerToken, agentAudioMs),
      inputImage: imageTokens,
    });
    return { id, content, tally };
  }
}

const sum = (entries: readonly Entry[]): Tally =>
  entries.reduce((total, { tally }) => plus(total, tally), NOTHING);

/** Counts the tokens of a text by its letters. */
export function textTokens({ lettersPerToken = 4 }: Metering, letters: number): number {
  return Math.ceil(letters / lettersPerToken);
}

/** Counts the tokens of audio; where the vendor counts none there are none. */
export function audioTokens(msPerToken: number | undefined, audioMs: number): number {
  return msPerToken ? Math.ceil(audioMs / msPerToken) : 0;
}

function withoutCache({ inputText, inputAudio, inputImage }: Tally): Tally {
  return createTally({ inputText, inputAudio, inputImage });
}
