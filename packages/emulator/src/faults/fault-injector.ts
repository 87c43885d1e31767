import { AsyncLocalStorage } from 'node:async_hooks';
import { checkFault, checkFaultPlan, momentOf } from './check-fault-plan.ts';
import type { KnownVendors } from './check-fault-plan.ts';
import type { FaultMoment, FaultPlan, PlannedFault } from './fault.ts';
import type { VendorFaults } from './vendor-faults.ts';

/** A fault that waits for its moment. */
export class ArmedFault {
  readonly fault: PlannedFault;
  /** The number of times that it can still happen. */
  left: number;

  constructor(fault: PlannedFault) {
    const { times = 1 } = fault.trigger ?? {};
    this.fault = fault;
    this.left = times === 'always' ? Infinity : times;
  }

  /** Whether it happens at a moment of a connection. */
  matches(at: FaultMoment, { vendor, number }: Pick<Ticket, 'vendor' | 'number'>): boolean {
    const { trigger, vendor: wanted = vendor } = this.fault;
    const { onConnection = 'every' } = trigger ?? {};
    const isOn = onConnection === 'every' || onConnection === number;
    return this.left > 0 && wanted === vendor && isOn && momentOf(this.fault) === at;
  }

  /** Uses it up once. Returns whether there was something left. */
  use(): boolean {
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}

/** One attempt of a client to connect. */
export interface Ticket {
  readonly vendor: string;
  /** The number of the connection among those of the vendor, from 1. */
  readonly number: number;
  /** Faults of the upgrade that the accepted connection carries on. */
  readonly carried: PlannedFault[];
  isClaimed: boolean;
}

/** The faults of an emulator: the plan, and which connection is which. */
export class FaultInjector {
  readonly #vendors: ReadonlyMap<string, VendorFaults>;
  readonly #scope = new AsyncLocalStorage<Ticket>();
  readonly #connections = new Map<string, number>();
  readonly #mints = new Map<string, number>();
  #armed: ArmedFault[] = [];

  constructor(vendors: ReadonlyMap<string, VendorFaults>) {
    this.#vendors = vendors;
  }

  get #known(): KnownVendors {
    return {
      ids: [...this.#vendors.keys()],
      lacks: (vendor, kind) => this.vendorOf(vendor).lacks.has(kind),
    };
  }

  /** Checks one fault. @throws RangeError */
  check(fault: unknown): PlannedFault {
    return checkFault(fault, this.#known);
  }

  /** Adds faults. @throws RangeError for a plan that is not valid; then nothing is added. */
  add(value: unknown): void {
    const plan: FaultPlan = checkFaultPlan(value, this.#known);
    this.#armed.push(...plan.map((fault) => new ArmedFault(fault)));
  }

  /** Forgets the faults that have not happened. What has happened stays. */
  clear(): void {
    this.#armed = [];
  }

  /** The faults that can still happen, and how often. */
  get armed(): readonly ArmedFault[] {
    return this.#armed.filter(({ left }) => left > 0);
  }

  vendorOf(id: string): VendorFaults {
    const vendor = this.#vendors.get(id);
    if (!vendor) throw new RangeError(`The emulator has no vendor "${id}".`);
    return vendor;
  }

  /** The faults of a moment, not used up yet. */
  at(moment: FaultMoment, ticket: Pick<Ticket, 'vendor' | 'number'>): readonly ArmedFault[] {
    return this.#armed.filter((armed) => armed.matches(moment, ticket));
  }

  /** Counts a request for a credential. */
  beginMint(vendor: string): Pick<Ticket, 'vendor' | 'number'> {
    return { vendor, number: count(this.#mints, vendor) };
  }

  /** Counts an attempt to connect. */
  beginConnection(vendor: string): Ticket {
    return { vendor, number: count(this.#connections, vendor), carried: [], isClaimed: false };
  }

  /** Runs what opens a connection: a session that begins in it has this ticket. */
  within<T>(ticket: Ticket, run: () => T): T {
    return this.#scope.run(ticket, run);
  }

  /** Ends the tracing of tickets: a storage that is not disabled costs every promise of the process a little, for good. */
  close(): void {
    this.#scope.disable();
  }

  /** The ticket of a session that begins now. */
  claim(vendor: string): Ticket {
    const current = this.#scope.getStore();
    const isOwn = current?.vendor === vendor && !current.isClaimed;
    const ticket = isOwn ? current : this.beginConnection(vendor);
    ticket.isClaimed = true;
    return ticket;
  }
}

function count(counts: Map<string, number>, vendor: string): number {
  const number = (counts.get(vendor) ?? 0) + 1;
  counts.set(vendor, number);
  return number;
}
