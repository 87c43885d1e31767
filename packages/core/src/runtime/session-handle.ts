import type { Capabilities } from '../protocol/capabilities.ts';
import type { ContentPart, ItemId } from '../protocol/conversation-item.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { ConnectionStats } from '../transport/transport-port.ts';
import { entryOf } from '../session/transcript/transcript.ts';
import type { InputMode, SessionState } from '../session/session-state.ts';
import { silentLevel } from '../util/level-source.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { ReadableStore } from '../util/readable-store.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { BudgetContext } from './session-budget.ts';
import type { AnyClientTool } from './client-tool.ts';
import { CommandChecks } from './command-checks.ts';
import type { Devices } from './devices.ts';
import type { RealtimeSession, SessionEvents } from './realtime-session.ts';
import { RefCount } from './ref-count.ts';
import type { SessionMicrophone, SessionSpeaker, SessionTools, TurnControls } from './session-controls.ts';
import type { RealtimeSessionOptions } from './session-options.ts';
import { SessionLoop } from './session-loop.ts';
import type { SessionModules } from './session-loop.ts';
import type { StartPorts } from './start-ports.ts';

type MessageOptions = NonNullable<Parameters<RealtimeSession['sendMessage']>[1]>;

/** The public object of a session: it checks the app's commands and passes them to the session loop. */
export class SessionHandle implements RealtimeSession {
  readonly store: ReadableStore<SessionState>;
  readonly capabilities: Capabilities;
  readonly budget: RealtimeSession['budget'];
  readonly #loop: SessionLoop;
  readonly #ports: StartPorts;
  readonly #checks: CommandChecks;
  readonly #hasSpeech: boolean;
  readonly #refCount: RefCount;
  #areToolsStale = false;

  constructor(options: RealtimeSessionOptions, ports: StartPorts, modules: SessionModules) {
    this.capabilities = options.adapter.capabilities;
    this.#checks = new CommandChecks(options.adapter.id, this.capabilities);
    this.#checks.checkBargeIn(options.bargeIn);
    this.#checks.checkInputMode(options.inputMode, "inputMode: 'push-to-talk'");
    this.#loop = new SessionLoop(options, ports, modules);
    this.#ports = ports;
    this.#hasSpeech = options.speech !== undefined;
    this.store = this.#loop.publisher.store;
    this.budget = options.budget ?? null;
    this.#loop.openBudget = () =>
      options.budget?.open(this, budgetContext(options, ports, this.#loop.reporter.report));
    this.#refCount = new RefCount(ports.clock, () => {
      if (this.#state.status !== 'idle') void this.close();
    });
  }

  get #state(): SessionState {
    return this.#loop.internalState.public;
  }

  /** The devices of the conversation, once it is loaded. */
  get #devices(): Devices | undefined {
    return this.#loop.conversation?.devices;
  }

  // Functions are bound, so that `onClick={session.interrupt}` and destructuring work.
  readonly connect: RealtimeSession['connect'] = ({ signal } = {}) => {
    const refusal = this.#state.status === 'live' ? null : this.budget?.refusal();
    if (!refusal) return this.#loop.connect(signal);
    // A refusal changes no state: the event tells it to those who did not call.
    this.#loop.reporter.emitter.emit('error', refusal);
    return Promise.reject(refusal);
  };

  readonly close: RealtimeSession['close'] = ({ reason } = {}) => this.#loop.close(reason);

  readonly now: RealtimeSession['now'] = () => this.#ports.clock.now();

  readonly pause = (): void => this.#loop.pause();

  readonly resume: RealtimeSession['resume'] = (options) =>
    this.#loop.isPaused || this.#loop.isOpening ? this.connect(options) : Promise.resolve();

  readonly keepAlive = (): void => {
    if (this.#state.status === 'live') this.#loop.dispatch({ type: 'keep-alive-requested' });
  };

  readonly microphone: SessionMicrophone = {
    ...createRelay(() => this.#devices?.microphoneLevel),
    select: (microphone) => this.#loop.setMicrophone(microphone),
    setMuted: (isMuted, { by = 'user' } = {}) => this.#loop.dispatch({ type: 'mute-changed', isMuted, by }),
  };

  readonly speaker: SessionSpeaker = {
    ...createRelay(() => this.#devices?.speakerLevel),
    select: (speaker) => this.#loop.setSpeaker(speaker),
    setVolume: (volume) => this.#setVolume(volume),
    resume: () => this.#resumePlayback(),
    getPlayhead: () => this.#devices?.readPlayhead(this.#loop.internalState.playback.playouts) ?? null,
    getStats: () => this.#devices?.stats() ?? null,
  };

  readonly turn: TurnControls = {
    begin: () => this.#beginTurn(),
    end: () => this.#endTurn(),
    cancel: () => this.#loop.dispatch({ type: 'turn-cancelled' }),
  };

  readonly tools: SessionTools = {
    register: (tool) => this.#registerTool(tool),
    answerApproval: (itemId, answer) => this.#answerApproval(itemId, answer),
  };

  #beginTurn(): void {
    this.#checks.checkTurn();
    if (this.#state.inputMode !== 'push-to-talk') {
      throw this.#checks.error(
        'invalid-state',
        "A turn cannot be opened in hands-free mode. Call setInputMode('push-to-talk') first.",
      );
    }
    const isTurnWaiting = this.#loop.internalState.vendor.queue.some(({ type }) => type === 'commit-turn');
    if (isTurnWaiting || this.#state.status === 'idle') {
      throw this.#checks.error(
        'invalid-state',
        isTurnWaiting
          ? 'A finished turn waits for the connection, so no other can be opened. Wait until the session is live.'
          : 'A turn cannot be opened before the session has a microphone. Call connect() first.',
      );
    }
    this.#requireUsable('A turn cannot be opened');
    if (this.#state.isPaused) {
      throw this.#checks.error(
        'invalid-state',
        'A turn cannot be opened while the session is paused. Call resume() first.',
      );
    }
    this.#loop.dispatch({ type: 'turn-started' });
  }

  #endTurn(): void {
    // While the conversation loads, the state does not show an open turn yet.
    if (!this.#state.isTurnOpen && !this.#loop.isStarting) {
      throw this.#checks.error(
        'invalid-state',
        'No turn is open, so there is nothing to send. Call session.turn.begin() first.',
      );
    }
    this.#loop.dispatch({
      type: 'turn-done',
      audioMs: this.#devices?.gate.sentMs ?? 0,
      atMs: this.#ports.clock.now(),
      lastVoicedAtMs: this.#devices?.lastVoicedAtMs ?? null,
    });
  }

  #setVolume(volume: number): void {
    if (!(volume >= 0 && volume <= 1)) {
      throw this.#checks.error('invalid-config', `The volume must be a number from 0 to 1, not ${volume}.`);
    }
    this.#loop.dispatch({ type: 'volume-changed', volume });
  }

  async #resumePlayback(): Promise<void> {
    if (this.#loop.isStarting) this.#loop.unlock();
    await this.#devices?.resumePlayback();
  }

  #registerTool(tool: AnyClientTool): () => void {
    const remove = this.#loop.tools.register(tool);
    this.#redeclareTools();
    return () => {
      remove();
      this.#redeclareTools();
    };
  }

  #answerApproval(
    itemId: ItemId,
    { approved, reason, scope = 'call' }: Parameters<SessionTools['answerApproval']>[1],
  ): void {
    const kind = entryOf(this.#state.transcript, itemId)?.kind;
    if (kind !== 'approval' && kind !== 'tool') {
      throw this.#checks.error(
        'invalid-state',
        `The transcript has no approval request with the id ${itemId}.`,
      );
    }
    if (kind === 'approval' && scope === 'session') {
      throw this.#checks.error(
        'unsupported-capability',
        'A remote tool is approved call by call: its server asks each time. Leave `scope` out.',
      );
    }
    const answer = { isApproved: approved, reason: reason ?? null, scope };
    this.#loop.dispatch({ type: 'approval-answer-received', itemId, answer });
  }

  readonly interrupt = (): void => this.#loop.dispatch({ type: 'interrupt-requested' });

  readonly stopResponding = (): void => this.#loop.dispatch({ type: 'stop-requested' });

  readonly sendText = (text: string): ItemId => this.#send([{ type: 'text', text }], {}, 'sendText()');

  readonly sendMessage: RealtimeSession['sendMessage'] = (content, options = {}) =>
    this.#send(content, options, 'sendMessage()');

  #send(content: readonly ContentPart[], options: MessageOptions, command: string): ItemId {
    this.#checks.checkMessage(content, command);
    this.#requireUsable('The message cannot be sent');
    const id = `item_${this.#ports.createId()}`;
    this.#loop.dispatch({
      type: 'message-sent',
      item: { type: 'message', id, role: options.role ?? 'user', status: 'completed', content },
      isAnswered: options.respond ?? options.role !== 'system',
      atMs: this.#ports.clock.now(),
    });
    return id;
  }

  readonly say = (text: string): ItemId => {
    if (!this.#hasSpeech) {
      throw this.#checks.error(
        'unsupported-capability',
        'The session has no `speech` source that could speak the text. Set the `speech` option.',
      );
    }
    if (text.trim() === '') throw this.#checks.error('invalid-config', 'say() needs a text with words.');
    this.#requireUsable('The text cannot be spoken');
    const itemId = `speech_${this.#ports.createId()}`;
    this.#loop.dispatch({ type: 'app-speech-requested', itemId, text });
    return itemId;
  };

  readonly respond = (options: ResponseOptions = {}): void => {
    this.#checks.checkResponse(options);
    this.#requireUsable('A response cannot be requested');
    this.#loop.dispatch({ type: 'response-requested', options });
  };

  readonly removeItem = (itemId: ItemId): void =>
    this.#loop.dispatch({ type: 'item-removal-requested', itemId });

  readonly updateConfig = (patch: Partial<SessionConfig>): void => this.#loop.changeConfig(patch);

  readonly setBargeIn = (options: BargeInOptions | null): void => {
    this.#checks.checkBargeIn(options);
    this.#loop.setBargeIn(options);
  };

  readonly setInputMode = (mode: InputMode): void => {
    this.#checks.checkInputMode(mode, "setInputMode('push-to-talk')");
    this.#loop.dispatch({ type: 'input-mode-changed', mode });
  };

  readonly sendVendorEvent: RealtimeSession['sendVendorEvent'] = (event) => {
    const connection = this.#loop.conversation?.connection;
    if (this.#state.status !== 'live' || !connection) {
      throw this.#checks.error(
        'invalid-state',
        'sendVendorEvent() works only while the session is live. Wait for the status `live`.',
      );
    }
    if (!connection.sendVendorEvent(event)) {
      throw this.#checks.error(
        'unsupported-capability',
        'sendVendorEvent() is not supported by this vendor: its protocol has no other events.',
      );
    }
  };

  /** Components mount and unmount together: the vendor receives one update for all changes of a task. */
  #redeclareTools(): void {
    if (this.#areToolsStale) return;
    this.#areToolsStale = true;
    queueMicrotask(() => {
      this.#areToolsStale = false;
      this.#loop.redeclareTools();
    });
  }

  readonly serialize: RealtimeSession['serialize'] = (options) => this.#loop.history.serialize(options);

  readonly restore: RealtimeSession['restore'] = (saved) => this.#loop.history.restore(saved);

  readonly getConnectionStats = async (): Promise<ConnectionStats | null> =>
    (await this.#loop.conversation?.connection?.stats()) ?? null;

  readonly getAudioPaths: RealtimeSession['getAudioPaths'] = () => this.#devices?.paths ?? null;

  readonly on = <K extends keyof SessionEvents>(
    type: K,
    listener: (event: SessionEvents[K]) => void,
  ): (() => void) => this.#loop.reporter.emitter.on(type, listener);

  readonly retain = (): (() => void) => this.#refCount.retain();

  #requireUsable(what: string): void {
    const { status } = this.#state;
    if (status !== 'closing' && status !== 'closed' && status !== 'failed') return;
    throw this.#checks.error('invalid-state', `${what}: the session is ${status}. Call connect() first.`);
  }
}

function budgetContext(
  { adapter, logger }: RealtimeSessionOptions,
  { clock, scheduleFrame }: StartPorts,
  report: BudgetContext['report'],
): BudgetContext {
  const { inputFormat, outputFormat } = adapter;
  const warn = (message: string, details?: unknown) => logger?.warn(message, details);
  return { inputFormat, outputFormat, clock, scheduleFrame, warn, report };
}

/** Creates a source that reads the open device, and is silent while none is open. */
function createRelay(source: () => LevelSource | undefined): LevelSource {
  return {
    level: () => (source() ?? silentLevel).level(),
    bands: (into) => (source() ?? silentLevel).bands(into),
  };
}
