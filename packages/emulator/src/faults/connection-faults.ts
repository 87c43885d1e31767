import type { Clock } from '@repartee/core/server';
import type { EventConnection } from '../event-connection.ts';
import { createRandom } from '../random.ts';
import type { LoggedFrame } from '../session-log.ts';
import { momentOf } from './check-fault-plan.ts';
import { ArmedFault } from './fault-injector.ts';
import type { FaultInjector, Ticket } from './fault-injector.ts';
import { RUNNING_MOMENTS } from './fault-kinds.ts';
import type { Fault, FaultMoment, PlannedFault } from './fault.ts';
import { FaultyConnection } from './faulty-connection.ts';
import { FrameRules } from './frame-rules.ts';
import type { PhaseReader, Problem, VendorFaults } from './vendor-faults.ts';

/** The size of a frame that is too large, in bytes, unless the fault says another. */
const OVERSIZE_BYTES = 20 * 1024 * 1024;

/** The announced time of a `go-away`, in milliseconds, unless the fault says another. */
const TIME_LEFT_MS = 50_000;

/** The notice before a cap takes at most this share of the time. */
const NOTICE_SHARE = 0.5;

export interface ConnectionFaultsOptions {
  readonly injector: FaultInjector;
  /** Id of the vendor. */
  readonly vendor: string;
  readonly inner: EventConnection;
  readonly clock: Clock;
  /** Runs a function later, unless the session ends before. */
  readonly later: (delayMs: number, run: () => void) => () => void;
  /** Records and sends a frame. */
  readonly deliver: (frame: LoggedFrame) => void;
}

/** The cap of a session that a fault has set. */
export interface FaultCap {
  readonly ms: number;
  readonly isAnnounced: boolean;
}

/** The faults of one connection: which happen when, and what they do. */
export class ConnectionFaults {
  readonly connection: FaultyConnection;
  readonly #options: ConnectionFaultsOptions;
  readonly #ticket: Ticket;
  readonly #vendor: VendorFaults;
  readonly #readPhase: PhaseReader;
  readonly #rules: FrameRules;
  #armed: ArmedFault[] = [];
  #phase: FaultMoment = 'upgrade';
  /** Fails the answer that is being made. Returns false if there is none. */
  onAnswerFault: (problem: Problem, message: string) => boolean = () => false;

  constructor(options: ConnectionFaultsOptions) {
    const { injector, vendor, inner, clock, later, deliver } = options;
    this.#options = options;
    this.#ticket = injector.claim(vendor);
    this.#vendor = injector.vendorOf(vendor);
    this.#readPhase = this.#vendor.createPhaseReader();
    this.#rules = new FrameRules({ vendor: this.#vendor, later, deliver });
    this.connection = new FaultyConnection({ inner, clock, random: createRandom(this.#ticket.number) });
  }

  /** The number of the connection among those of the vendor, from 1. */
  get number(): number {
    return this.#ticket.number;
  }

  /** The moment that the connection is in. */
  get phase(): FaultMoment {
    return this.#phase;
  }

  /** Whether neither side hears of the other, and neither is told. */
  get isHalfOpen(): boolean {
    return this.connection.isGone;
  }

  /** The cap that a fault has set at the upgrade; `null` for the vendor's own. */
  get cap(): FaultCap | null {
    const fault = this.carried('session-cap');
    return fault && { ms: fault.seconds * 1000, isAnnounced: fault.announced ?? true };
  }

  /** A fault that the upgrade has left to the session. */
  carried<K extends Fault['kind']>(kind: K): Extract<Fault, { kind: K }> | null {
    const fault = this.#ticket.carried.find((each) => each.kind === kind);
    return (fault as Extract<Fault, { kind: K }> | undefined) ?? null;
  }

  /** Passes a frame on, unless a fault withholds or changes it. */
  pass(frame: LoggedFrame): void {
    this.#rules.pass(frame);
  }

  /** Reads the moment off a frame, also off one that the settings of the session keep from being sent. */
  observe(direction: 'in' | 'out', frame: LoggedFrame): void {
    for (const moment of this.#readPhase(direction, frame, this.#phase)) this.enter(moment);
  }

  /** The connection comes to a moment that its frames do not show. */
  enter(moment: FaultMoment): void {
    if (moment === this.#phase) return;
    this.#phase = moment;
    const own = this.#armed.filter((armed) => armed.matches(moment, this.#ticket));
    for (const armed of [...own, ...this.#options.injector.at(moment, this.#ticket)]) this.#schedule(armed);
  }

  /** @throws RangeError for a fault that cannot happen on an open connection. */
  inject(fault: PlannedFault): void {
    if (fault.trigger) {
      if (!RUNNING_MOMENTS.includes(momentOf(fault)))
        throw new RangeError(
          `The fault ${fault.kind} at ${momentOf(fault)} is too late: the connection is open.`,
        );
      this.#armed.push(new ArmedFault(fault));
      return;
    }
    if (!this.#apply(fault))
      throw new RangeError(`The fault ${fault.kind} cannot happen on an open connection of this kind.`);
  }

  /** After the frame that leads to the moment has been sent. */
  #schedule(armed: ArmedFault): void {
    const run = () => {
      if (this.connection.isOpen && armed.use()) this.#apply(armed.fault);
    };
    const { afterMs = 0 } = armed.fault.trigger ?? {};
    if (afterMs > 0) this.#options.later(afterMs, run);
    else queueMicrotask(run);
  }

  /** Returns whether the fault is one of open connections. */
  #apply(fault: Fault): boolean {
    if (this.connection.apply(fault) || this.#rules.apply(fault)) return true;
    const { deliver, later } = this.#options;
    switch (fault.kind) {
      case 'oversize':
        return this.#always(deliver(this.#vendor.unknownEvent('x'.repeat(fault.bytes ?? OVERSIZE_BYTES))));
      case 'unknown-event':
        return this.#always(deliver(this.#vendor.unknownEvent('')));
      case 'credential':
        return this.#always(
          this.#end(fault.problem === 'rejected' ? 'credential-rejected' : 'credential-expired'),
        );
      case 'rate-limit':
      case 'quota':
        return this.#always(this.#fail(fault.kind, ''));
      case 'answer-error':
        return this.#always(this.#fail('error', fault.message ?? 'The server had an error.'));
      case 'session-cap':
        return this.#always(this.#limit(fault.seconds * 1000, fault.announced ?? true));
      case 'go-away':
        return this.#announceEnd(fault.timeLeftMs ?? TIME_LEFT_MS, fault.outcome ?? 'close', later);
      default:
        return false;
    }
  }

  #always(_done: void): true {
    return true;
  }

  #fail(problem: Problem, message: string): void {
    if (!this.onAnswerFault(problem, message)) this.#end(problem, message);
  }

  #end(problem: Problem, message = ''): void {
    const { frames, code, reason } = this.#vendor.end(problem, message);
    for (const frame of frames) this.#options.deliver(frame);
    if (code !== null) this.connection.close(code, reason);
  }

  #limit(ms: number, isAnnounced: boolean): void {
    const { later } = this.#options;
    const noticeMs = Math.min(TIME_LEFT_MS, ms * NOTICE_SHARE);
    if (isAnnounced && this.#vendor.announceEnd) later(ms - noticeMs, () => this.#notify(noticeMs));
    later(ms, () => this.#end(isAnnounced ? 'session-cap' : 'unannounced-cap'));
  }

  #notify(timeLeftMs: number): void {
    const frame = this.#vendor.announceEnd?.(timeLeftMs);
    if (frame) this.#options.deliver(frame);
  }

  #announceEnd(
    timeLeftMs: number,
    outcome: 'close' | 'silence' | 'stay',
    later: ConnectionFaultsOptions['later'],
  ): boolean {
    if (!this.#vendor.announceEnd) return false;
    this.#notify(timeLeftMs);
    if (outcome === 'silence') this.#rules.silence();
    if (outcome !== 'stay') later(timeLeftMs, () => this.#end('session-cap'));
    return true;
  }
}
