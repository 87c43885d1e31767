import type { PriceTable } from '../../protocol/price-table.ts';
import type { UsageRecord } from '../../protocol/usage-record.ts';
import { RecentMap } from '../../util/recent.ts';
import { priceOf, tariffOf } from './pricing.ts';
import { isNothing, larger, minus, NOTHING, plus, tallyOf } from './tally.ts';
import type { Tally } from './tally.ts';

/** The subject of a ledger entry. There is one entry for each pair of source and id. */
export interface Posting {
  readonly source: 'response' | 'transcription' | 'input' | 'clock' | 'message';
  readonly id: string;
  /** The model whose price applies. */
  readonly model: string;
  readonly turn: number;
}

interface LedgerEntry extends Posting {
  /** Late reports still count in it when its turn is no longer listed. */
  readonly column: Column;
  estimate: Tally;
  /** The most that the vendor has reported of each kind. */
  reported: Tally | null;
  /** More may be used: until its end the larger of estimate and report counts. */
  isOpen: boolean;
  counted: Tally;
  isEstimated: boolean;
}

/** One column of the account: by model, because a sum of tokens of two models has no price. */
interface Column {
  readonly byModel: Map<string, Tally>;
  /** The number of entries with an estimate. */
  estimated: number;
  /** The number of changes. */
  revision: number;
}

/** Usage, its cost, and whether any of it is an estimate. */
export interface Balance {
  readonly tally: Tally;
  /** `null` where a price is not known. */
  readonly cost: number | null;
  readonly isEstimated: boolean;
}

const createColumn = (): Column => ({ byModel: new Map(), estimated: 0, revision: 0 });

/**
 * The ledger of a session. A report of the vendor replaces an estimate. Reports may arrive in pieces, twice, late and in any
 * order: the sums are the same.
 */
export class Ledger {
  /** In the order of their last change. */
  readonly #entries = new RecentMap<string, LedgerEntry>();
  readonly #turns = new RecentMap<number, Column>();
  readonly #all = createColumn();

  /** Records an estimate. A report of the vendor replaces it. */
  estimate(posting: Posting, tally: Tally): void {
    const entry = this.#entryOf(posting);
    entry.estimate = tally;
    this.#count(entry);
  }

  /**
   * Records a report of the vendor. Reports of one subject only grow: of two the larger counts, kind by kind, so a repeated,
   * partial or reordered report changes nothing.
   */
  report(posting: Posting, record: UsageRecord): void {
    const entry = this.#entryOf(posting);
    entry.reported = larger(entry.reported ?? NOTHING, tallyOf(record));
    this.#count(entry);
  }

  /** Nothing more will be used: what was reported is the truth, however little it is. */
  close(posting: Pick<Posting, 'source' | 'id'>): void {
    const entry = this.#entries.get(keyOf(posting));
    if (!entry) return;
    entry.isOpen = false;
    this.#count(entry);
  }

  /** Adds what was used before this account was opened. It belongs to no turn. */
  carry(model: string, tally: Tally): void {
    add(this.#all.byModel, model, tally);
  }

  /** The last 256 turns in which anything was used, in order. */
  get turns(): readonly number[] {
    const used = [...this.#turns].filter(([, { revision }]) => revision > 0);
    return used.map(([turn]) => turn).toSorted((a, b) => a - b);
  }

  /** A number that changes with the balance of a turn. */
  revision(turn: number): number {
    return this.#turns.get(turn)?.revision ?? 0;
  }

  /** All that was used, by model. */
  get byModel(): ReadonlyMap<string, Tally> {
    return this.#all.byModel;
  }

  /** The balance of one turn, or of everything. */
  balance(table: PriceTable | null, turn?: number): Balance {
    const column = turn === undefined ? this.#all : (this.#turns.get(turn) ?? createColumn());
    let tally = NOTHING;
    let cost: number | null = 0;
    for (const [model, part] of column.byModel) {
      tally = plus(tally, part);
      const price = priceOf(part, tariffOf(table, model));
      cost = cost === null || price === null ? null : cost + price;
    }
    return { tally, cost, isEstimated: column.estimated > 0 };
  }

  #entryOf(posting: Posting): LedgerEntry {
    const key = keyOf(posting);
    const entry = this.#entries.get(key) ?? {
      ...posting,
      column: this.#columnOf(posting.turn),
      estimate: NOTHING,
      reported: null,
      isOpen: true,
      counted: NOTHING,
      isEstimated: false,
    };
    // What is still counted stays, however many others have come since.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #columnOf(turn: number): Column {
    const column = this.#turns.get(turn) ?? createColumn();
    this.#turns.set(turn, column);
    return column;
  }

  #count(entry: LedgerEntry): void {
    const { reported, estimate } = entry;
    const next = reported && entry.isOpen ? larger(reported, estimate) : (reported ?? estimate);
    const change = minus(next, entry.counted);
    const isEstimated = !reported && !isNothing(next);
    if (isEstimated === entry.isEstimated && isNothing(change)) return;
    for (const column of [this.#all, entry.column]) {
      add(column.byModel, entry.model, change);
      column.estimated += Number(isEstimated) - Number(entry.isEstimated);
      column.revision += 1;
    }
    entry.counted = next;
    entry.isEstimated = isEstimated;
  }
}

function keyOf({ source, id }: Pick<Posting, 'source' | 'id'>): string {
  return `${source} ${id}`;
}

function add(byModel: Map<string, Tally>, model: string, tally: Tally): void {
  byModel.set(model, plus(byModel.get(model) ?? NOTHING, tally));
}
