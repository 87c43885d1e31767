import { RealtimeError } from '../errors/realtime-error.ts';
import type { ApprovalAnswer } from '../session/approval-answer.ts';
import type { Clock } from '../util/clock.ts';

/** A person needs longer than a machine: time to hear what the agent says about it, to read and to decide. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** Longer delays overflow the platform's timers, which then fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** A call for which the user is asked. */
export interface ApprovalRequest {
  readonly callId: string;
  readonly name: string;
  readonly timeoutMs: number | undefined;
  /** Ends the wait: the call was aborted. */
  readonly signal: AbortSignal;
  /** Called before the wait, with its end on the session's clock; `null` where it has none. */
  readonly onRequested: (endsAtMs: number | null) => void;
}

interface Waiting {
  readonly name: string;
  readonly settle: (error: RealtimeError | null) => void;
}

/** The calls that wait for the user's consent, and the tools that have it for the whole session. */
export class ToolApprovals {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Waiting>();
  readonly #approvedTools = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  isWaiting(callId: string): boolean {
    return this.#waiting.has(callId);
  }

  /** Resolves when the call may run. Rejects with `tool-declined`, `approval-timeout`, or the reason of the signal. */
  async request({ callId, name, timeoutMs, signal, onRequested }: ApprovalRequest): Promise<void> {
    if (this.#approvedTools.has(name)) return;
    const limitMs = timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const isTimed = limitMs <= MAX_TIMER_MS;
    await new Promise<void>((resolve, reject) => {
      const expire = () => settle(unanswered(name, limitMs));
      const timer = isTimed ? this.#clock.setTimeout(expire, limitMs) : null;
      const onAbort = () => settle(signal.reason as RealtimeError);
      const settle = (error: RealtimeError | null) => {
        if (timer !== null) this.#clock.clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(callId);
        if (error) reject(error);
        else resolve();
      };
      signal.addEventListener('abort', onAbort);
      this.#waiting.set(callId, { name, settle });
      onRequested(isTimed ? this.#clock.now() + limitMs : null);
    });
  }

  /** Does nothing for a call that does not wait. */
  answer(callId: string, { isApproved, reason, scope }: ApprovalAnswer): void {
    const call = this.#waiting.get(callId);
    if (!call) return;
    if (!isApproved) return call.settle(declined(call.name, reason));
    if (scope === 'call') return call.settle(null);
    this.#approvedTools.add(call.name);
    for (const other of this.#waiting.values()) if (other.name === call.name) other.settle(null);
  }

  /** The session is over: the next one asks again. */
  forget(): void {
    this.#approvedTools.clear();
  }
}

/** The model gets the code with the message, so that instructions can name it. */
export function declined(name: string, reason: string | null, cause?: unknown): RealtimeError {
  const why = reason ? ` The user said: ${reason}` : '';
  return new RealtimeError(
    'tool-declined',
    `tool-declined: The user declined the tool "${name}", so it was not run.${why} Do not call it again unless the user asks for it.`,
    cause === undefined ? {} : { cause },
  );
}

function unanswered(name: string, limitMs: number): RealtimeError {
  return new RealtimeError(
    'approval-timeout',
    `approval-timeout: The user did not answer within ${limitMs} ms whether the tool "${name}" may run, so it was not run. ` +
      'Ask the user before calling it again.',
  );
}
