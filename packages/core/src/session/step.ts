import type { ClientCommand } from '../protocol/client-command.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { splitAtHeard } from './transcript/heard-text.ts';
import type { Seed } from './history/history-state.ts';
import type { RenewalCause } from './transcript/continuity.ts';
import type { ActiveResponse, InternalState, Playout, QueuedCommand, Standby } from './internal-state.ts';
import { nextPhase } from './phase.ts';
import type { PhaseTrigger } from './phase.ts';
import type { GateStep } from './response-gate.ts';
import { RestStep } from './rest-step.ts';
import type { Moment } from './rest-step.ts';
import type { HeardSoFar, InputOf, SessionInput } from './session-input.ts';
import type { Cut } from './transcript/transcript.ts';

type DistributedOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A command before it has its id. */
export type CommandDraft = DistributedOmit<Exclude<ClientCommand, { type: 'append-audio' }>, 'commandId'>;

/**
 * Rules that a session needs once it is live. They are a module of their own, which the runtime loads when the session goes
 * live, or before it where a saved conversation is continued. Without them nothing is kept of what a lost connection leaves
 * behind, a new connection knows nothing of the conversation, and silence has no end.
 */
export interface ContinuityRules {
  /** Records what a connection that is lost takes with it. To be called before the connection is settled. */
  recordEnd(step: Step, input: InputOf<'connection-lost'>): void;
  /** Settles what belongs to a lost connection. Audio that has been received is heard to its end. */
  leaveConnection(step: Step, playhead: HeardSoFar | null): void;
  /** Says the user's turn to the next connection. To be called when the old one has been settled. */
  continueTurn(step: Step): void;
  /** Nothing is owed if what waits for the connection asks for an answer itself. */
  dropAskedByQueue(step: Step): void;
  /** Asks for the answer that an earlier connection took with it, once. */
  askAgain(step: Step, isResumed?: boolean): void;
  /** The vendor has answered, or the user has said something else. */
  forgetOwed(step: Step): void;
  /** A connection that took the conversation up again waits for the calls from before it. */
  adoptCalls(step: Step): void;
  askForSummary(step: Step): void;
  /** Whether the configuration has to wait for a summary. */
  holdsOpening(step: Step): boolean;
  /** Returns whether the vendor waits for its configuration. */
  takeSummary(step: Step, input: InputOf<'summary-received'>): boolean;
  /** Plans what the current connection is told. */
  planHistory(step: Step): Seed | null;
  /** Sends what was planned. */
  tellHistory(step: Step): void;
  /** Tells what was heard of an item of an earlier connection. */
  tellKept(step: Step, itemId: ItemId): void;
  /** Adds what was heard of the app's own speech to the vendor's conversation. */
  addAppSpeechAtVendor(step: Step, itemId: ItemId): void;
  /** The rules have been loaded: what they would have done before is done now. */
  begin(step: Step): void;
  /** The connection is live: a timer begins for its end, where the vendor has announced one from the start. */
  watchExpiry(step: Step): void;
  /** Plans to replace the connection at the next pause, and `remainingMs` from now at the latest. */
  planRenewal(step: Step, cause: RenewalCause, remainingMs: number | null): void;
  judgePath(step: Step, input: InputOf<'path-changed'>): void;
  /** Runs after each input: pursues a planned renewal. */
  pursueRenewal(step: Step, input: SessionInput): void;
  /** Reduces an input of the standby connection. */
  reduceStandby(step: Step, input: SessionInput): void;
  /** The standby connection, which is not live yet, takes the place of one that is lost. */
  takeStandby(step: Step, standby: Standby): void;
  /** Goes over to the standby connection. `isTorn`: the old one has ended or is about to. */
  switchConnection(step: Step, playhead: HeardSoFar | null, cause: RenewalCause, isTorn?: boolean): void;
  /** Reports the switch, when it is known how much of the user's audio went with the old connection. */
  reportSwitch(step: Step, lostAudioMs: number): void;
  /** Runs after each input: starts and stops the timers for a vendor and for users that are silent. `null`: no activity. */
  watchSilence(step: Step, input: SessionInput | null): void;
  takeTimer(step: Step, input: InputOf<'timer-fired'>): void;
}

/** The vendor reports what it plays in a call. */
export type PlayoutEvent = Extract<
  ServerEvent,
  { readonly type: 'playout-started' | 'playout-stopped' | 'playout-cleared' }
>;

/** Rules that only a call needs. They are loaded with its speaker. */
export interface CallRules {
  takePlayout(step: Step, event: PlayoutEvent, atMs: number): void;
  /** Registers an item that is going to be heard. */
  expectPlayout(step: Step, itemId: ItemId, responseId: string): void;
  /** A response that ended before anything of it was played is not waited for. */
  dropUnplayed(step: Step, responseId: string): void;
}

/** Rules that observe each input after the rules of the conversation, in the same step. */
export type InputObserver = (step: Step, input: SessionInput) => void;

/** Rules that a session loads when it needs them; `null` until they are loaded. */
export interface LoadedRules {
  /** The rules of barge-in. */
  readonly observe?: InputObserver | null;
  readonly continuity?: ContinuityRules | null;
  readonly call?: CallRules | null;
}

/**
 * Acts of the conversation that the rules of barge-in and of a call use. They are given, not imported: bundlers serve code that two modules
 * share which are loaded later as a file of its own.
 */
export interface ConversationActs {
  cutOutput(step: Step, by: Cut['by'], isCancelled: boolean): boolean;
  isCancelled(step: Step, responseId: string | null): boolean;
  finishOutput(step: Step): void;
  agentRate(state: InternalState): number;
  answerTurn(step: Step): void;
  askToRespond(step: Step, options: ResponseOptions): void;
  splitAtHeard: typeof splitAtHeard;
}

/** Commands that the agent may answer. */
const ASKING: ReadonlySet<ClientCommand['type']> = new Set([
  'create-item',
  'create-response',
  'send-tool-output',
  'answer-approval',
]);

/** One run of the reducer in a conversation: the state and the effects so far. */
export class Step extends RestStep {
  readonly continuity: ContinuityRules | null;
  readonly call: CallRules | null;
  readonly acts: ConversationActs | null;

  constructor(
    state: InternalState,
    moment?: Moment,
    { continuity = null, call = null }: LoadedRules = {},
    acts: ConversationActs | null = null,
  ) {
    super(state, moment);
    this.continuity = continuity;
    this.call = call;
    this.acts = acts;
  }

  /** Milliseconds since the session was first live; `null` before that. */
  get audioMs(): number | null {
    const { firstLiveAtMs } = this.state.vendor;
    return firstLiveAtMs === null ? null : this.moment.atMs - firstLiveAtMs;
  }

  setPlayout(itemId: ItemId, playout: Playout): void {
    this.update('playback', { playouts: new Map(this.state.playback.playouts).set(itemId, playout) });
  }

  /** Removes the playouts of items that have been heard, cut or given up. */
  dropPlayout(...itemIds: readonly ItemId[]): void {
    const playouts = new Map(this.state.playback.playouts);
    for (const itemId of itemIds) playouts.delete(itemId);
    this.update('playback', { playouts });
  }

  setResponse(responseId: string, response: ActiveResponse): void {
    this.update('responses', { active: new Map(this.state.responses.active).set(responseId, response) });
  }

  /** Moves the phase by its table; a trigger without a row changes nothing. */
  movePhase(trigger: PhaseTrigger): void {
    const previous = this.public.phase;
    const next = nextPhase(previous, trigger);
    // Without a connection nothing is heard but the audio that an earlier one has left.
    const phase = next === null || this.isLive || next === 'speaking' ? next : 'idle';
    if (phase === null || phase === previous) return;
    this.patch({ phase });
    this.emit('phase-changed', { phase, previous });
  }

  nextCommandId(): string {
    const { nextCommand } = this.state.vendor;
    this.update('vendor', { nextCommand: nextCommand + 1 });
    return `cmd_${nextCommand}`;
  }

  /**
   * Sends a command when live; before that it waits in the queue, and so does what asks the agent for something in a pause.
   * Returns the command's id.
   *
   * @param dependsOn the command without which this one has no meaning.
   */
  send(draft: CommandDraft, dependsOn?: string): string {
    const commandId = this.nextCommandId();
    const command = { ...draft, commandId } as QueuedCommand;
    const isHeld = this.public.isPaused && ASKING.has(draft.type);
    if (this.isLive && !isHeld) this.do({ type: 'send', command, dependsOn });
    else this.update('vendor', { queue: [...this.state.vendor.queue, { ...command, dependsOn }] });
    return commandId;
  }

  /** Drops commands that wait, with those that depend on them. Returns whether there were any. */
  dropQueued(isDropped: (command: QueuedCommand) => boolean): boolean {
    const { queue } = this.state.vendor;
    const ids = new Set<string | undefined>(queue.filter(isDropped).map(({ commandId }) => commandId));
    const rest = queue.filter(({ commandId, dependsOn }) => !ids.has(commandId) && !ids.has(dependsOn));
    this.update('vendor', { queue: rest });
    return ids.size > 0;
  }

  /**
   * Sends a command in any status: the configuration itself makes the session live. Returns the command's id.
   *
   * @param connection - one that is not the current one.
   */
  sendNow(draft: CommandDraft, connection?: number): string {
    const commandId = this.nextCommandId();
    this.do({ type: 'send', command: { ...draft, commandId } as ClientCommand, connection });
    return commandId;
  }

  /** Takes over what the response gate decided. */
  passGate(step: GateStep): void {
    this.update('responses', { gate: step.gate });
    if (step.cancel) this.do({ type: 'send', command: { type: 'cancel-response', ...step.cancel } });
    if (step.send) {
      const { commandId, options, dependsOn } = step.send;
      const command = { type: 'create-response', commandId, options } as const;
      this.do({ type: 'send', command, dependsOn });
    }
  }
}
