import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@repartee/core/server';
import type { ArmedFault, FaultInjector, Ticket } from './fault-injector.ts';
import type { Fault, FaultMoment } from './fault.ts';
import type { HttpAnswer, Problem, RequestKind, VendorFaults } from './vendor-faults.ts';

/** An HTTP answer with its headers. */
export interface FaultyAnswer extends HttpAnswer {
  /** The header `Retry-After`, in seconds; `null` for none. */
  readonly retryAfterS: number | null;
}

/** The outcome of a request: it is served, answered by a fault, or gets no answer at all. */
export type RequestOutcome = 'served' | 'unanswered' | FaultyAnswer;

/** Faults that an accepted connection carries on. */
const CARRIED: ReadonlySet<Fault['kind']> = new Set([
  'session-cap',
  'stale-handle',
  'repeat-sentence',
  'wait-queue',
]);

export interface RequestFaultsOptions {
  readonly injector: FaultInjector;
  readonly clock: Clock;
}

/** A request before there is a connection. */
export interface FaultyRequest {
  readonly moment: Extract<FaultMoment, 'mint' | 'upgrade'>;
  readonly kind: RequestKind;
  readonly ticket: Pick<Ticket, 'vendor' | 'number'> & Partial<Pick<Ticket, 'carried'>>;
  readonly stream: Pick<Socket, 'destroy' | 'resetAndDestroy'>;
  /** Whether refusals of the vendor's are sent on the accepted connection. */
  readonly isAccepted?: boolean;
}

/** Applies faults to requests for credentials and connections. */
export class RequestFaults {
  readonly #options: RequestFaultsOptions;

  constructor(options: RequestFaultsOptions) {
    this.#options = options;
  }

  /** Settles when the request may be served, or when it is decided what it gets instead. */
  async decide(request: FaultyRequest): Promise<RequestOutcome> {
    const { injector } = this.#options;
    for (const armed of injector.at(request.moment, request.ticket)) {
      if (!armed.use()) continue;
      const { afterMs = 0 } = armed.fault.trigger ?? {};
      if (afterMs > 0) await this.#wait(afterMs);
      const outcome = await this.#apply(armed, request);
      if (outcome !== 'served') return outcome;
    }
    return 'served';
  }

  async #apply({ fault }: ArmedFault, request: FaultyRequest): Promise<RequestOutcome> {
    const vendor = this.#options.injector.vendorOf(request.ticket.vendor);
    switch (fault.kind) {
      case 'refuse': {
        const { status = 503, retryAfterS = null } = fault;
        const { body } = vendor.answer('error', request.kind);
        return { status, retryAfterS, body };
      }
      case 'hang':
        if (fault.forMs === undefined) return 'unanswered';
        await this.#wait(fault.forMs);
        return 'served';
      case 'drop':
        if (fault.how === 'reset') request.stream.resetAndDestroy();
        else request.stream.destroy();
        return 'unanswered';
      default: {
        const problem = problemOf(fault);
        if (problem && !request.isAccepted) return answer(vendor, problem, fault, request.kind);
        if (problem || CARRIED.has(fault.kind)) request.ticket.carried?.push(fault);
        return 'served';
      }
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#options.clock.setTimeout(resolve, ms));
  }
}

/** The problem that a fault is about; `null` for a fault of another kind. */
export function problemOf(fault: Fault): Problem | null {
  if (fault.kind === 'credential')
    return fault.problem === 'rejected' ? 'credential-rejected' : 'credential-expired';
  return fault.kind === 'rate-limit' || fault.kind === 'quota' ? fault.kind : null;
}

function answer(vendor: VendorFaults, problem: Problem, fault: Fault, kind: RequestKind): FaultyAnswer {
  const retryAfterS = fault.kind === 'rate-limit' ? (fault.retryAfterS ?? 1) : null;
  return { ...vendor.answer(problem, kind), retryAfterS };
}

/** Writes an answer onto a connection that was to be upgraded. */
export function writeAnswer({ status, body, retryAfterS }: FaultyAnswer): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json';
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...(retryAfterS === null ? [] : [`Retry-After: ${retryAfterS}`]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${text}`;
}
