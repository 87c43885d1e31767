import type { ClientCommand } from '../protocol/client-command.ts';
import type { Machine } from './machine.ts';
import { nextPhase } from './phase.ts';
import type { PhaseTrigger } from './phase.ts';
import type { GateStep } from './response-gate.ts';
import type { SessionEffect, SessionNotice } from './session-effect.ts';
import type { SessionState } from './session-state.ts';
import { nextStatus } from './status.ts';
import type { StatusTrigger } from './status.ts';

type DistributedOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A command before it has its id. */
export type CommandDraft = DistributedOmit<Exclude<ClientCommand, { type: 'append-audio' }>, 'commandId'>;

/**
 * One run of the reducer while it is being worked out: the machine so far and the effects so far. It never leaves
 * `reduceSession`, so that the reducer as a whole stays a function of its arguments.
 */
export class Step {
  machine: Machine;
  readonly effects: SessionEffect[] = [];

  constructor(machine: Machine) {
    this.machine = machine;
  }

  get state(): SessionState {
    return this.machine.state;
  }

  get isLive(): boolean {
    return this.machine.state.status === 'live';
  }

  update(patch: Partial<Machine>): void {
    this.machine = { ...this.machine, ...patch };
  }

  patch(patch: Partial<SessionState>): void {
    this.machine = { ...this.machine, state: { ...this.machine.state, ...patch } };
  }

  do(effect: SessionEffect): void {
    this.effects.push(effect);
  }

  notify(notice: SessionNotice): void {
    this.effects.push({ type: 'notify', notice });
  }

  log(message: string, details?: unknown): void {
    this.effects.push({ type: 'log', message, details });
  }

  /** Moves the status by its table. Returns false, and logs, when the trigger means nothing now. */
  moveStatus(trigger: StatusTrigger, patch: Partial<SessionState> = {}): boolean {
    const previous = this.state.status;
    const status = nextStatus(previous, trigger);
    if (status === null) {
      this.log('A trigger means nothing in this status.', { status: previous, trigger });
      return false;
    }
    this.patch({ ...patch, status });
    if (status !== previous) {
      this.notify({ type: 'status-changed', status, previous, endReason: this.state.endReason });
    }
    return true;
  }

  /** Moves the phase by its table; a trigger without a row changes nothing. */
  movePhase(trigger: PhaseTrigger): void {
    const previous = this.state.phase;
    const phase = nextPhase(previous, trigger);
    if (phase === null || phase === previous) return;
    this.patch({ phase });
    this.notify({ type: 'phase-changed', phase, previous });
  }

  nextCommandId(): string {
    const id = `cmd_${this.machine.nextId}`;
    this.update({ nextId: this.machine.nextId + 1 });
    return id;
  }

  /** Sends a command when live; before that it waits in the queue. Returns the command's id. */
  send(draft: CommandDraft): string {
    const command = { ...draft, commandId: this.nextCommandId() } as ClientCommand;
    if (this.isLive) this.do({ type: 'send', command });
    else this.update({ queue: [...this.machine.queue, command] });
    return (command as { commandId: string }).commandId;
  }

  /** Sends a command whatever the status is: the configuration itself makes the session live. */
  sendNow(draft: CommandDraft): void {
    this.do({ type: 'send', command: { ...draft, commandId: this.nextCommandId() } as ClientCommand });
  }

  /** Takes over what the response gate decided. */
  passGate(step: GateStep): void {
    this.update({ gate: step.gate });
    if (step.cancel) this.do({ type: 'send', command: { type: 'cancel-response', ...step.cancel } });
    if (step.send) {
      const { commandId, options } = step.send;
      this.do({ type: 'send', command: { type: 'create-response', commandId, options } });
    }
  }
}
