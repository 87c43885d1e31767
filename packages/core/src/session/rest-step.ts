import { resetConnection } from './initial-state.ts';
import type { InternalState } from './internal-state.ts';
import type { SessionEffect } from './session-effect.ts';
import type { ReducedEvents } from './session-events.ts';
import type { SessionState } from './session-state.ts';
import { nextStatus } from './status.ts';
import type { StatusTrigger } from './status.ts';

/** The time at which an input was taken. */
export interface Moment {
  /** Milliseconds on the session's clock. */
  readonly atMs: number;
  /** Milliseconds since 1970, by the wall clock. */
  readonly wallMs: number;
}

/** The moment of inputs whose time does not matter. */
export const NO_MOMENT: Moment = { atMs: 0, wallMs: 0 };

/**
 * One run of the rules that a page at rest has: settings, the first connection and the end. It never leaves the reducer, so
 * that the reducer as a whole stays a function of its arguments.
 */
export class RestStep {
  state: InternalState;
  readonly effects: SessionEffect[] = [];
  readonly moment: Moment;

  constructor(state: InternalState, moment = NO_MOMENT) {
    this.state = state;
    this.moment = moment;
  }

  get public(): SessionState {
    return this.state.public;
  }

  get isLive(): boolean {
    return this.state.public.status === 'live';
  }

  /** Changes fields of one part of the state. */
  update<Part extends keyof InternalState>(part: Part, patch: Partial<InternalState[Part]>): void {
    this.state = { ...this.state, [part]: { ...this.state[part], ...patch } };
  }

  /** Changes fields of the public state. */
  patch(patch: Partial<SessionState>): void {
    this.state = { ...this.state, public: { ...this.state.public, ...patch } };
  }

  /** Resets everything that belongs to one connection. */
  resetConnection(): void {
    this.state = resetConnection(this.state);
  }

  do(effect: SessionEffect): void {
    this.effects.push(effect);
  }

  /** Emits a session event. */
  emit<Type extends keyof ReducedEvents>(type: Type, event: ReducedEvents[Type]): void {
    this.effects.push({ type: 'emit', event: { type, event } } as SessionEffect);
  }

  log(message: string, details?: unknown): void {
    this.effects.push({ type: 'log', message, details });
  }

  /** Moves the status by its table. Returns false, and logs, when the table has no row for the trigger. */
  moveStatus(trigger: StatusTrigger, patch: Partial<SessionState> = {}): boolean {
    const previous = this.public.status;
    const status = nextStatus(previous, trigger);
    if (status === null) {
      this.log('The trigger has no meaning in this status.', { status: previous, trigger });
      return false;
    }
    this.patch({ ...patch, status });
    if (status !== previous) {
      this.emit('status-changed', { status, previous, endReason: this.public.endReason });
    }
    return true;
  }

  /** The number of a connection that is about to be opened. */
  takeConnectionNumber(): number {
    const connection = Math.max(this.state.vendor.lastConnection, this.public.connection) + 1;
    this.update('vendor', { lastConnection: connection });
    return connection;
  }
}
