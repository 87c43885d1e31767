import type { Random } from '../../random.ts';
import { invalid } from './frames.ts';
import type { Wire } from './frames.ts';

/** The result of a tool. */
export interface ToolResult {
  /** The result as the agent reads it. */
  readonly text: string;
  /** The way the model is to take it; `null` where the model has waited for it. */
  readonly scheduling: 'WHEN_IDLE' | 'INTERRUPT' | 'SILENT' | null;
}

interface Pending {
  readonly name: string;
  readonly isBlocking: boolean;
}

/** The calls of a connection: results belong to the connection that asked for them. */
export class ToolCalls {
  readonly #random: Random;
  readonly #pending = new Map<string, Pending>();
  readonly #cancelled = new Set<string>();
  #wake: () => void = () => {};

  constructor(random: Random) {
    this.#random = random;
  }

  /** Whether the model waits for nothing. */
  get isIdle(): boolean {
    return this.#pending.size === 0;
  }

  /** Makes a call and its message. */
  open(name: string, args: unknown, isBlocking: boolean): Wire {
    const id = `function-call-${Math.floor(this.#random() * 1e16)}`;
    this.#pending.set(id, { name, isBlocking });
    return { id, name, args };
  }

  /** Settles when every call is answered that the model waits for. */
  async untilAnswered(): Promise<void> {
    while ([...this.#pending.values()].some(({ isBlocking }) => isBlocking))
      await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Takes back the calls that the model waits for. Returns their ids. */
  cancel(): readonly string[] {
    const ids = [...this.#pending].filter(([, { isBlocking }]) => isBlocking).map(([id]) => id);
    for (const id of ids) {
      this.#pending.delete(id);
      this.#cancelled.add(id);
    }
    return ids;
  }

  /**
   * Reads one result; `null` for a call that was cancelled.
   *
   * @throws Closing for a call that this connection has not made, or whose name is another.
   */
  take({ id, name, response, scheduling, willContinue }: Wire): ToolResult | null {
    if (this.#cancelled.has(String(id))) return null;
    const call = this.#pending.get(String(id));
    if (!call || call.name !== name) throw invalid();
    if (willContinue !== true) this.#pending.delete(String(id));
    const { scheduling: inside, ...result } = response as Wire;
    const wish = scheduling ?? inside;
    const isKnown = wish === 'INTERRUPT' || wish === 'SILENT';
    return { text: textOf(result), scheduling: call.isBlocking ? null : isKnown ? wish : 'WHEN_IDLE' };
  }

  /** Resolves all pending calls. */
  settle(): void {
    this.#wake();
  }
}

function textOf(result: Wire): string {
  const value = 'output' in result && Object.keys(result).length === 1 ? result['output'] : result;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
