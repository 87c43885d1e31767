import type { ClientCommand } from '../src/protocol/client-command.ts';
import type { ServerEvent } from '../src/protocol/server-event.ts';
import { durationMs } from '../src/protocol/audio-format.ts';
import { entryOf } from '../src/session/transcript/transcript.ts';
import type { SessionState } from '../src/session/session-state.ts';
import type { TranscriptEntry } from '../src/session/transcript/transcript.ts';
import type { ScriptedSession } from '../src/testing/scripted-session.ts';

/** Checks what must hold in every state that a component can see. Returns the violations. */
export function faultsOfState(state: SessionState): readonly string[] {
  const { transcript, status, phase } = state;
  const faults: string[] = [];
  const claim = (isSo: boolean, fault: string) => void (isSo || faults.push(fault));
  claim(new Set(transcript.order).size === transcript.order.length, 'a row stands twice in the order');
  claim(
    [...transcript.live.keys()].every((id) => transcript.order.includes(id)),
    'a live row has no place in the order',
  );
  for (const id of transcript.order) {
    const entry = entryOf(transcript, id);
    claim(entry !== null, `row ${id} has no entry`);
    if (entry) for (const fault of faultsOfEntry(id, entry)) faults.push(fault);
  }
  const isOver = status === 'closed' || status === 'failed' || status === 'closing';
  claim(isOver === (state.endReason !== null), `status ${status} with the end reason ${state.endReason}`);
  // The audio of a lost connection is heard to its end.
  const isHeardOn = phase === 'speaking' && status === 'reconnecting';
  claim((phase === 'idle') === (status !== 'live') || isHeardOn, `phase ${phase} while ${status}`);
  claim(status !== 'live' || state.error === null, 'live with an error');
  claim(status === 'live' || state.renewalCause === null, `a renewal while ${status}`);
  claim(status !== 'failed' || state.error !== null, 'failed without an error');
  claim(!state.isTurnOpen || state.inputMode === 'push-to-talk', 'an open turn in hands-free');
  claim(status !== 'paused' || state.isPaused, 'paused without a pause');
  claim(!state.isPaused || status === 'live' || status === 'paused', `a pause while ${status}`);
  claim(state.isPaused === state.mutedBy.includes('pause'), 'a mute of a pause without it');
  claim(state.idleEndsAtMs === null || status === 'live', `an idle warning while ${status}`);
  claim(phase !== 'speaking' || status === 'live' || isHeardOn, 'speaking without a connection');
  return faults;
}

function faultsOfEntry(id: string, entry: TranscriptEntry): readonly string[] {
  const faults: string[] = [];
  const claim = (isSo: boolean, fault: string) => void (isSo || faults.push(`${id}: ${fault}`));
  claim(entry.id === id, `its entry says ${entry.id}`);
  if (entry.kind !== 'message') return faults;
  claim(typeof entry.text === 'string', 'its text is not text');
  claim(
    entry.heardMs >= 0 && entry.heardMs <= entry.receivedMs,
    `heard ${entry.heardMs} of ${entry.receivedMs} ms`,
  );
  claim(
    !entry.cut || entry.cut.heardMs <= entry.receivedMs,
    `cut at ${entry.cut?.heardMs} of ${entry.receivedMs} ms`,
  );
  claim(entry.state !== 'interrupted' || entry.role === 'agent', 'a user’s row was interrupted');
  return faults;
}

/** Commands that the agent may answer: it stays silent in a pause. */
const ASKING = new Set<ClientCommand['type']>([
  'create-item',
  'create-response',
  'send-tool-output',
  'answer-approval',
]);

/** Checks the order of commands that vendors rely on, and what is played. */
export interface InvariantWatch {
  readonly faults: readonly string[];
}

/** Watches a scripted session from outside: every state, command and interruption is held against the rules. */
export function watchInvariants(world: ScriptedSession): InvariantWatch {
  const { session, adapter } = world;
  const faults: string[] = [];
  const rules = new CommandRules(world, (fault) => faults.push(fault));
  const silence = new SilenceRules(world);
  let connection = 0;
  session.store.subscribe((state) => {
    // A renewal stays live, and what the connection before it owed is not owed any more.
    if (state.connection !== connection) {
      rules.forget();
      silence.leave();
    }
    ({ connection } = state);
    if (world.transport.openCount > 2) faults.push('more than two connections at a time');
    faults.push(...faultsOfState(state));
    silence.forgetMissing(state);
  });
  session.on('server-event', (event) => {
    const isAudio = event.type === 'audio-delta';
    rules.hear(event, isAudio ? durationMs(event.audio.byteLength, adapter.outputFormat) : 0);
    if (isAudio && event.audio.byteLength > 0) silence.hear(event.responseId, event.itemId);
  });
  session.on('command-sent', (command) => rules.send(command));
  // The kit waits for no answer any longer.
  session.on('error', ({ code }) => code === 'response-timeout' && rules.giveUp());
  session.on('status-changed', ({ status }) => {
    // Interruptions of a connection are reported after its end, so only the next connection clears them.
    if (status === 'live') silence.forget();
    else rules.forget();
  });
  session.on('interruption', ({ itemId, heardMs, receivedMs }) => {
    if (heardMs > receivedMs) faults.push(`${itemId} was cut at ${heardMs} of ${receivedMs} ms`);
    silence.cut(itemId);
  });
  return {
    get faults() {
      return [...faults, ...silence.faults()];
    },
  };
}

/** One block of the audio thread and a fade may be under way when a connection breaks: their end is not waited for. */
const SLACK_MS = 30;

/** The rules of silence: what was cut stays silent, and so does everything else of the same response. */
class SilenceRules {
  readonly #world: ScriptedSession;
  /** The most that each cut item may have been heard, in milliseconds. */
  readonly #limits = new Map<string, number>();
  readonly #lateLimits = new Map<string, number>();
  readonly #cutResponses = new Set<string>();
  /** The response with whose audio an item came first. */
  readonly #responses = new Map<string, string>();
  /** Items of connections that are gone. */
  readonly #leftItems = new Set<string>();

  constructor(world: ScriptedSession) {
    this.#world = world;
  }

  cut(itemId: string): void {
    if (this.#leftItems.has(itemId)) return;
    this.#limits.set(itemId, this.#world.speaker.heardMs(itemId) + SLACK_MS);
    const responseId = this.#responses.get(itemId);
    if (responseId !== undefined) this.#cutResponses.add(responseId);
  }

  /** Ids contradict each other here: an item may also come from a response that was not cut. */
  hear(responseId: string, itemId: string): void {
    this.#leftItems.delete(itemId);
    const isOver = this.#world.speaker.heardMs(itemId) > 0 && !this.#isPlaying(itemId);
    // Audio behind its end belongs to the response that brings it.
    if (!this.#responses.has(itemId) || isOver) this.#responses.set(itemId, responseId);
    const isCut = this.#cutResponses.has(responseId);
    if (!isCut) this.#lateLimits.delete(itemId);
    if (!isCut) return;
    if (this.#isFresh(itemId, responseId)) this.#lateLimits.set(itemId, 0);
  }

  /** A row that was taken out is forgotten: its id may come again, for something else. */
  forgetMissing({ transcript }: SessionState): void {
    for (const itemId of this.#limits.keys()) if (!entryOf(transcript, itemId)) this.#limits.delete(itemId);
  }

  #isPlaying(itemId: string): boolean {
    return this.#world.session.speaker.getPlayhead()?.itemId === itemId;
  }

  #isFresh(itemId: string, responseId: string): boolean {
    return this.#responses.get(itemId) === responseId && this.#world.speaker.heardMs(itemId) === 0;
  }

  /** A new connection may use the same ids for something else. */
  forget(): void {
    for (const known of [this.#limits, this.#lateLimits, this.#responses, this.#cutResponses]) known.clear();
  }

  /** A standby connection has taken over while the session was live; what was cut by that is reported behind it. */
  leave(): void {
    for (const itemId of this.#responses.keys()) this.#leftItems.add(itemId);
    this.forget();
  }

  faults(): readonly string[] {
    return [...this.#limits, ...this.#lateLimits]
      .filter(([itemId, limitMs]) => this.#world.speaker.heardMs(itemId) > limitMs)
      .map(([itemId]) => `${itemId} was heard after it had been cut`);
  }
}

/** The rules of one connection's commands. */
class CommandRules {
  readonly #world: ScriptedSession;
  readonly #report: (fault: string) => void;
  #requested: string | null = null;
  #cancelled: string | null = null;
  #active: string | null = null;
  #isInTurn = false;
  readonly #running = new Set<string>();
  readonly #ended = new Set<string>();
  readonly #outOfBand = new Set<string>();
  readonly #receivedMs = new Map<string, number>();
  readonly #truncated = new Set<string>();
  readonly #answered = new Set<string>();

  constructor(world: ScriptedSession, report: (fault: string) => void) {
    this.#world = world;
    this.#report = report;
  }

  forget(): void {
    this.#requested = this.#cancelled = this.#active = null;
    this.#isInTurn = false;
    for (const known of [
      this.#ended,
      this.#outOfBand,
      this.#running,
      this.#receivedMs,
      this.#truncated,
      this.#answered,
    ])
      known.clear();
  }

  /** Events that come before the configuration is acknowledged are ignored, so they start no response. */
  hear(event: ServerEvent, audioMs: number): void {
    if (this.#world.session.store.getState().status !== 'live') return;
    switch (event.type) {
      case 'response-started':
        return this.#start(event.responseId, event.isOutOfBand);
      case 'response-done':
        return this.#end(event.responseId);
      case 'error-received':
        return this.#refuse(event.error.commandId ?? this.#cancelled ?? this.#requested);
      case 'audio-delta':
        this.#receivedMs.set(event.itemId, (this.#receivedMs.get(event.itemId) ?? 0) + audioMs);
        return;
      default:
    }
  }

  giveUp(): void {
    this.#requested = this.#cancelled = this.#active = null;
  }

  #refuse(commandId: string | null): void {
    if (commandId === this.#requested) this.#requested = null;
    if (commandId === this.#cancelled) this.#cancelled = null;
  }

  /** The end of a response that never started is the end of the requested one. */
  #end(responseId: string): void {
    const isOutOfBand = this.#outOfBand.has(responseId);
    this.#running.delete(responseId);
    if (this.#ended.has(responseId)) return;
    this.#ended.add(responseId);
    if (isOutOfBand || (this.#active !== null && this.#active !== responseId)) return;
    this.#active = this.#requested = this.#cancelled = null;
  }

  /** A response that runs or has ended cannot start again. A new start shows that the last one has ended. */
  #start(responseId: string, isOutOfBand: boolean): void {
    if (this.#running.has(responseId) || this.#ended.has(responseId)) return;
    if (isOutOfBand) this.#outOfBand.add(responseId);
    else if (this.#active !== null) this.#ended.add(this.#active);
    this.#running.add(responseId);
    if (!isOutOfBand) [this.#active, this.#requested, this.#cancelled] = [responseId, null, null];
  }

  send(command: ClientCommand): void {
    const { status, isMuted, isPaused, inputMode } = this.#world.session.store.getState();
    const isEarly = command.type !== 'configure' && status !== 'live';
    if (isEarly) this.#report(`${command.type} was sent while ${status}`);
    if (isPaused && ASKING.has(command.type)) this.#report(`${command.type} was sent in a pause`);
    switch (command.type) {
      case 'append-audio':
        if (isMuted) this.#report('audio left while muted');
        if (inputMode === 'push-to-talk' && !this.#isInTurn) this.#report('audio left outside a turn');
        return;
      case 'begin-turn':
      case 'commit-turn':
      case 'clear-input':
        this.#isInTurn = command.type === 'begin-turn';
        return;
      case 'create-response':
        return this.#request(command);
      case 'cancel-response':
        if (this.#cancelled !== null) this.#report('a second cancel was sent');
        this.#cancelled = command.commandId;
        return;
      case 'truncate-item':
        return this.#truncate(command.itemId, command.audioEndMs);
      case 'send-tool-output':
        if (this.#answered.has(command.callId)) this.#report(`call ${command.callId} was answered twice`);
        this.#answered.add(command.callId);
        return;
      default:
    }
  }

  #request({ commandId, options }: Extract<ClientCommand, { type: 'create-response' }>): void {
    if (options.outOfBand) return;
    if (this.#requested !== null) this.#report('a second response was asked for');
    if (this.#active !== null) this.#report(`a response was asked for while ${this.#active} was running`);
    this.#requested = commandId;
  }

  #truncate(itemId: string, audioEndMs: number): void {
    const receivedMs = this.#receivedMs.get(itemId) ?? 0;
    const isWithin = Number.isInteger(audioEndMs) && audioEndMs >= 1 && audioEndMs <= receivedMs;
    if (!isWithin) this.#report(`${itemId} was truncated at ${audioEndMs} of ${receivedMs} ms`);
    if (this.#truncated.has(itemId)) this.#report(`${itemId} was truncated twice`);
    this.#truncated.add(itemId);
  }
}
