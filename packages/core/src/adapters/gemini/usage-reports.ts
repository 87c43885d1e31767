import type { ServerEvent } from '../../protocol/server-event.ts';
import type { UsageRecord } from '../../protocol/usage-record.ts';
import { writeUntrusted } from '../../util/untrusted.ts';
import { readUsage } from './usage.ts';

/** The number of responses that can wait for their usage. */
const MAX_WAITING = 16;

/**
 * Finds the response that a `usageMetadata` belongs to. Gemini does not name it: the message arrives with `turnComplete`, in
 * pieces before it, or behind it.
 */
export class UsageReports {
  readonly #emit: (event: ServerEvent) => void;
  /** The usage in the current frame, and in earlier frames of the same turn. */
  #current: object | null = null;
  #earlier: object | null = null;
  /** Responses that ended without usage, oldest first. */
  #waiting: string[] = [];
  /** The response that was reported last: more of its usage may arrive. */
  #last: { readonly responseId: string; readonly wire: object } | null = null;

  constructor(emit: (event: ServerEvent) => void) {
    this.#emit = emit;
  }

  take(wire: object): void {
    this.#current = { ...this.#current, ...wire };
  }

  /** The usage of the turn that ends with the current frame. */
  read(): UsageRecord | null {
    return this.#earlier || this.#current ? readUsage({ ...this.#earlier, ...this.#current }) : null;
  }

  /** Assigns the usage so far to the response that ended. */
  close(responseId: string): void {
    if (this.#earlier || this.#current)
      this.#last = { responseId, wire: { ...this.#earlier, ...this.#current } };
    else this.#waiting = [...this.#waiting, responseId].slice(-MAX_WAITING);
    this.#earlier = this.#current = null;
  }

  /**
   * Leaves out a report that comes a second time. A turn without content has made no output: one that reports output, and the
   * same as the turn before, is that turn again.
   */
  dropRepeated(): void {
    const { wire } = this.#last ?? {};
    if (!wire || !this.#current || this.#earlier || !hasOutput(this.#current)) return;
    if (writeUntrusted(wire) === writeUntrusted(this.#current)) this.#current = null;
  }

  /** Called at the end of a frame: usage of no turn that ended in it belongs to a waiting, the open or the last response. */
  settle(isResponding: boolean): void {
    const wire = this.#current;
    this.#current = null;
    if (!wire) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined && (isResponding || !this.#last)) {
      this.#earlier = { ...this.#earlier, ...wire };
      return;
    }
    const last = waiting === undefined ? this.#last : null;
    const responseId = waiting ?? last?.responseId ?? '';
    this.#last = { responseId, wire: { ...last?.wire, ...wire } };
    this.#emit({ type: 'usage-received', responseId, usage: readUsage(this.#last.wire) });
  }
}

function hasOutput(wire: object): boolean {
  const usage = readUsage(wire);
  return usage.unit === 'tokens' && usage.output.text + usage.output.audio + usage.output.image > 0;
}
