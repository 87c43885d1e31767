import type { ServerEvent } from '../../protocol/server-event.ts';
import type { UsageRecord } from '../../protocol/usage-record.ts';
import { readUsage } from './usage.ts';

/** How many answers wait for a report at the most. */
const MAX_WAITING = 16;

/**
 * Finds out what reports of usage belong to, which the wire does not say: they come with the end of a turn, before it by the
 * piece, or behind it.
 */
export class UsageReports {
  readonly #emit: (event: ServerEvent) => void;
  /** Of the frame that is being read, and of the frames before it in this turn. */
  #news: object | null = null;
  #before: object | null = null;
  /** Answers that have ended without a report, oldest first. */
  #waiting: string[] = [];
  /** The answer that was reported last: more of it may come. */
  #last: { readonly responseId: string; readonly wire: object } | null = null;

  constructor(emit: (event: ServerEvent) => void) {
    this.#emit = emit;
  }

  take(wire: object): void {
    this.#news = { ...this.#news, ...wire };
  }

  /** What is known of the turn that ends with this frame. */
  read(): UsageRecord | null {
    return this.#before || this.#news ? readUsage({ ...this.#before, ...this.#news }) : null;
  }

  /** The answer has ended, with what is known of it by now. */
  close(responseId: string): void {
    const isReported = this.#before || this.#news;
    if (isReported) this.#last = { responseId, wire: { ...this.#before, ...this.#news } };
    else this.#waiting = [...this.#waiting, responseId].slice(-MAX_WAITING);
    this.#before = this.#news = null;
  }

  /** A frame has been read: what no turn of its own has taken belongs to one that waits, that is open, or that was last. */
  settle(isAnswering: boolean): void {
    const wire = this.#news;
    this.#news = null;
    if (!wire) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined && (isAnswering || !this.#last)) {
      this.#before = { ...this.#before, ...wire };
      return;
    }
    const last = waiting === undefined ? this.#last : null;
    const responseId = waiting ?? last?.responseId ?? '';
    this.#last = { responseId, wire: { ...last?.wire, ...wire } };
    this.#emit({ type: 'usage-reported', responseId, usage: readUsage(this.#last.wire) });
  }
}
