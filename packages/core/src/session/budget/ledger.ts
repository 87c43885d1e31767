import type { PriceTable } from '../../protocol/price-table.ts';
import type { UsageRecord } from '../../protocol/usage-record.ts';
import { priceOf, tariffOf } from './pricing.ts';
import { isNothing, larger, minus, NOTHING, plus, tallyOf } from './tally.ts';
import type { Tally } from './tally.ts';

/** What a line of the account is for. One line is made for each pair of source and id, whoever speaks of it first. */
export interface Posting {
  readonly source: 'response' | 'transcription' | 'input' | 'clock' | 'message';
  readonly id: string;
  /** Whose price it has. */
  readonly model: string;
  readonly turn: number;
}

interface Line extends Posting {
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
  /** Lines that rest on an estimate. */
  estimated: number;
  /** How often it has changed. */
  revision: number;
}

/** What was used, what it costs, and whether any of it is an estimate. */
export interface Balance {
  readonly tally: Tally;
  /** `null` where a price is not known. */
  readonly cost: number | null;
  readonly isEstimated: boolean;
}

const createColumn = (): Column => ({ byModel: new Map(), estimated: 0, revision: 0 });

/**
 * The running account of a session. What the vendor reports replaces what was estimated; reports may come in pieces, twice,
 * late and in any order, and the sums are the same.
 */
export class Ledger {
  readonly #lines = new Map<string, Line>();
  readonly #turns = new Map<number, Column>();
  readonly #all = createColumn();

  /** Puts down what something is thought to have used so far. It counts for nothing once the vendor has reported. */
  estimate(posting: Posting, tally: Tally): void {
    const line = this.#lineOf(posting);
    line.estimate = tally;
    this.#count(line);
  }

  /**
   * Puts down what the vendor says. Reports of one thing only grow: of two the larger counts, kind by kind, so that one that
   * comes twice, by the piece or after a later one changes nothing.
   */
  report(posting: Posting, record: UsageRecord): void {
    const line = this.#lineOf(posting);
    line.reported = larger(line.reported ?? NOTHING, tallyOf(record));
    this.#count(line);
  }

  /** Nothing more will be used: what was reported is the truth, however little it is. */
  close(posting: Pick<Posting, 'source' | 'id'>): void {
    const line = this.#lines.get(keyOf(posting));
    if (!line) return;
    line.isOpen = false;
    this.#count(line);
  }

  /** Adds what was used before this account was opened. It belongs to no turn. */
  carry(model: string, tally: Tally): void {
    add(this.#all.byModel, model, tally);
  }

  /** The turns in which anything was used, in order. */
  get turns(): readonly number[] {
    return [...this.#turns.keys()].toSorted((a, b) => a - b);
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

  #lineOf(posting: Posting): Line {
    const key = keyOf(posting);
    const known = this.#lines.get(key);
    if (known) return known;
    const line = {
      ...posting,
      estimate: NOTHING,
      reported: null,
      isOpen: true,
      counted: NOTHING,
      isEstimated: false,
    };
    this.#lines.set(key, line);
    return line;
  }

  #count(line: Line): void {
    const { reported, estimate } = line;
    const next = reported && line.isOpen ? larger(reported, estimate) : (reported ?? estimate);
    const change = minus(next, line.counted);
    const isEstimated = !reported && !isNothing(next);
    if (isEstimated === line.isEstimated && isNothing(change)) return;
    const turn = this.#turns.get(line.turn) ?? createColumn();
    if (turn.revision === 0) this.#turns.set(line.turn, turn);
    for (const column of [this.#all, turn]) {
      add(column.byModel, line.model, change);
      column.estimated += Number(isEstimated) - Number(line.isEstimated);
      column.revision += 1;
    }
    line.counted = next;
    line.isEstimated = isEstimated;
  }
}

function keyOf({ source, id }: Pick<Posting, 'source' | 'id'>): string {
  return `${source} ${id}`;
}

function add(byModel: Map<string, Tally>, model: string, tally: Tally): void {
  byModel.set(model, plus(byModel.get(model) ?? NOTHING, tally));
}
