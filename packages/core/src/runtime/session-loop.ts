import { aborted } from '../errors/aborted.ts';
import { toRealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { ToolDeclaration } from '../protocol/tool-declaration.ts';
import type { InternalState } from '../session/internal-state.ts';
import type { Reduction } from '../session/handlers.ts';
import { reduceSetting } from '../session/reduce-settings.ts';
import type { SessionEffect } from '../session/session-effect.ts';
import type { InputOf, SessionInput } from '../session/session-input.ts';
import type { ReducedEvent, ReducedEvents } from '../session/session-events.ts';
import { RestStep } from '../session/rest-step.ts';
import type { Moment } from '../session/rest-step.ts';
import type { Emitter } from '../util/emitter.ts';
import type { Lazy } from '../util/lazy.ts';
import type { Conversation, ConversationContext } from './assemble-conversation.ts';
import { turnAuthority } from './barge-in-options.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import { AudioUnlock } from './audio-unlock.ts';
import { ConnectCallers } from './connect-callers.ts';
import type { ConversationModules } from './conversation-modules.ts';
import { createStarter } from './conversation-starter.ts';
import { HeldInputs } from './held-inputs.ts';
import { LazyModule } from './lazy-module.ts';
import { HistoryLoader } from './history-loader.ts';
import type { RestoreModule } from './history-loader.ts';
import type { MicrophoneOptions, SpeakerOptions } from './device-options.ts';
import type { RealtimeSessionOptions } from './session-options.ts';
import type { StartPorts } from './start-ports.ts';
import { SessionReporter } from './session-reporter.ts';
import { chosenId, createStateOfOptions } from './state-of-options.ts';
import { StorePublisher } from './store-publisher.ts';
import { createToolRegistry } from './tool-registry.ts';

/** The module of the conversation, and what takes the place of the modules that it loads itself. */
export interface SessionModules extends Partial<ConversationModules> {
  readonly conversation: Lazy<LoadedConversation>;
  readonly restore: Lazy<RestoreModule>;
}

interface LoadedConversation {
  readonly assembleConversation: (context: ConversationContext) => Conversation;
}

type CloseReason = InputOf<'close-requested'>['reason'];

/**
 * The loop of a session: it queues inputs, reduces them, publishes the state and has the effects performed, in order. A
 * page at rest has the rules of settings alone; other inputs wait for the conversation, which the first of them loads.
 */
export class SessionLoop {
  readonly reporter: SessionReporter;
  readonly tools = createToolRegistry();
  readonly publisher: StorePublisher;
  readonly history: HistoryLoader;
  /** Opens the account of the conversation before anything that costs money. */
  openBudget: () => Promise<void> | undefined = () => undefined;
  #options: RealtimeSessionOptions;
  readonly #ports: StartPorts;
  readonly #modules: SessionModules;
  readonly #start: LazyModule<() => void>;
  readonly #inputs: (readonly [SessionInput, Moment])[] = [];
  readonly #held = new HeldInputs();
  #internalState: InternalState;
  #conversation: Conversation | null = null;
  #isRunning = false;
  readonly #callers = new ConnectCallers(() => void this.close());
  #enders: (() => void)[] = [];
  #closes = 0;
  readonly #audio: AudioUnlock;
  #ownTools: readonly ToolDeclaration[];
  #bargeIn: BargeInOptions | null;

  constructor(options: RealtimeSessionOptions, ports: StartPorts, modules: SessionModules) {
    this.#options = options;
    this.#ports = ports;
    this.#audio = new AudioUnlock(ports);
    this.#modules = modules;
    const { adapter } = options;
    this.reporter = new SessionReporter(adapter.id, options.logger);
    for (const tool of options.tools ?? []) this.tools.register(tool);
    this.#ownTools = options.config?.tools ?? [];
    this.#bargeIn = options.bargeIn ?? null;
    this.#internalState = createStateOfOptions(options, this.#declareTools());
    this.publisher = new StorePublisher(this.#internalState.public, this.reporter.report);
    this.history = new HistoryLoader({
      module: modules.restore,
      initial: options.history?.initial ?? null,
      clock: ports.clock,
      readState: () => this.#internalState,
      readConversation: () => this.#conversation,
      dispatch: this.dispatch,
      // The session begins without a conversation that cannot be read.
      report: this.reporter.report,
    });
    const starter = createStarter({
      conversation: modules.conversation,
      session: options,
      history: this.history,
      openBudget: () => this.openBudget(),
      begin: (module, complete) => this.#begin(module, complete),
    });
    // `#giveUp` puts the error into the state, or emits it.
    this.#start = new LazyModule(starter, this.reporter.logError);
  }

  get internalState(): InternalState {
    return this.#internalState;
  }

  /** The conversation; `null` before the first connection. */
  get conversation(): Conversation | null {
    return this.#conversation;
  }

  get isStarting(): boolean {
    return this.#start.isLoading;
  }

  /** Takes an input behind the deltas that have arrived. */
  readonly dispatch = (input: SessionInput): void => {
    this.#conversation?.settleDeltas();
    this.take(input);
  };

  /** Takes an input. One that comes while effects run waits until they have all run. */
  readonly take = (input: SessionInput): void => {
    const { clock } = this.#ports;
    this.#inputs.push([input, { atMs: clock.now(), wallMs: clock.wallNow?.() ?? Date.now() }]);
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) this.#run(...next);
    this.#isRunning = false;
  };

  /** One input: reduced, published, performed. Whatever throws in it, the next input still runs. */
  #run(input: SessionInput, moment: Moment): void {
    try {
      if (input.type === 'connect-requested' || input.type === 'resume-requested') this.#callers.begin();
      const conversation = this.#conversation;
      const reduction = conversation
        ? conversation.reduce(this.#internalState, input, moment)
        : this.#reduceAtRest(input);
      if (!reduction) return this.#hold(input);
      this.#publish(reduction);
      if (conversation) conversation.perform(reduction.effects);
      else for (const effect of reduction.effects) this.#performAtRest(effect);
    } catch (error) {
      this.reporter.report(error);
    }
  }

  #publish({ state, effects }: Reduction): void {
    this.#internalState = state;
    const isDueNow = effects.some((effect) => effect.type === 'emit');
    if (this.publisher.publish(state.public, isDueNow)) this.#conversation?.requestFrame();
  }

  #reduceAtRest(input: SessionInput): Reduction | null {
    if (input.type !== 'close-requested') return reduceSetting(this.#internalState, input);
    const step = new RestStep(this.#internalState);
    this.#closeAtRest(step, input);
    return step;
  }

  /** An attempt whose conversation has not been loaded holds nothing but the unlocked audio. */
  #closeAtRest(step: RestStep, { reason }: InputOf<'close-requested'>): void {
    if (!step.moveStatus('close', { endReason: reason, error: null })) return;
    step.do({ type: 'settle-connect', error: aborted('The session') });
    step.moveStatus('released');
    this.#held.giveUp();
    this.#audio.release();
  }

  #performAtRest(effect: SessionEffect): void {
    switch (effect.type) {
      case 'emit':
        return this.#emit(effect.event);
      case 'log':
        return this.reporter.log(effect.message, effect.details);
      case 'settle-connect':
        return this.#callers.settle(effect.error);
      case 'open-connection':
        this.#held.holdOpening(effect);
        return this.#load();
      default: // Settings: the devices read them from the state when they open.
    }
  }

  #hold(input: SessionInput): void {
    this.#held.hold(input);
    this.#load();
  }

  /** Loads the modules of a conversation. If all of them are loaded, the conversation starts within the call. */
  #load(): void {
    if (this.#start.isLoading) return;
    this.#start.use(
      (start) => start(),
      (error) => error && this.#giveUp(error),
    );
  }

  #begin({ assembleConversation }: LoadedConversation, adapter: ProviderAdapter): void {
    try {
      this.#conversation ??= assembleConversation({
        session: this.#options,
        adapter,
        ports: this.#ports,
        modules: this.#modules,
        tools: this.tools,
        bargeIn: this.#bargeIn,
        emitter: this.reporter.emitter,
        readInternalState: () => this.#internalState,
        dispatch: this.dispatch,
        take: this.take,
        publish: () => this.publisher.flush(),
        isBusy: () => this.#isRunning,
        emit: (event) => this.#emit(event),
        report: this.reporter.report,
        logError: this.reporter.logError,
        log: this.reporter.log,
        settleConnect: (error) => this.#callers.settle(error),
        onReleased: (playhead) => {
          this.dispatch({ type: 'release-done', playhead });
          this.publisher.flush();
          for (const end of this.#enders.splice(0)) end();
        },
      });
    } catch (error) {
      // A feature that the conversation needs and this browser lacks.
      const { id: adapterId } = this.#options.adapter;
      return this.#giveUp(toRealtimeError(error, 'connect-refused', NOT_STARTED, { adapterId }));
    }
    // Commands that came meanwhile may close the session again: they run before anything is opened.
    for (const input of this.#held.takeInputs()) this.dispatch(input);
    const opening = this.#held.takeOpening();
    // A restored conversation has changed the number of the connection.
    const { connection } = this.#internalState.public;
    if (opening) this.#conversation.perform([{ ...opening, connection }]);
    this.#audio.release();
  }

  /** The page is offline, or a deployment has removed its files. Rows are kept: the next attempt may succeed. */
  #giveUp(error: RealtimeError): void {
    const isAwaited = this.#internalState.public.status === 'connecting';
    const hasRows = this.#held.giveUp();
    const step = new RestStep(this.#internalState);
    if (isAwaited) step.moveStatus('failed', { error, endReason: 'failed' });
    else if (hasRows) step.emit('error', error);
    this.#publish(step);
    for (const effect of step.effects) this.#performAtRest(effect);
    this.#callers.settle(error);
    this.#audio.release();
  }

  /**
   * Connects, or joins the attempt that is being made. The last call of `connect` and `close` decides.
   *
   * @throws RealtimeError `aborted` when the session is closed first, or when the signal aborts. An aborted signal closes the
   * session unless another caller waits for the same connection.
   */
  connect(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(aborted('The session'));
    const { status } = this.#internalState.public;
    if (this.isPaused) return this.#callers.wait(false, signal, () => this.#requestResumption());
    if (status === 'live') return Promise.resolve();
    if (status === 'closing') return this.#connectAfterEnd(signal);
    // The app does not want to wait for the time of the next attempt.
    if (status === 'reconnecting') this.#conversation?.retryNow('user');
    return this.#callers.wait(this.isOpening, signal, () => this.#requestConnection());
  }

  /** Only a listener that runs while the session closes sees that status. */
  async #connectAfterEnd(signal?: AbortSignal): Promise<void> {
    const closes = this.#closes;
    await this.waitForEnd();
    if (closes !== this.#closes) throw aborted('The session');
    await this.connect(signal);
  }

  #requestConnection(): void {
    this.#conversation?.devices.endDraining();
    this.dispatch({ type: 'connect-requested' });
    if (this.isStarting) this.unlock();
  }

  /** Whether the session is paused, or will be when its conversation has been loaded. */
  get isPaused(): boolean {
    return this.#held.isPaused ?? this.#internalState.public.isPaused;
  }

  /** Whether a connection is being opened. */
  get isOpening(): boolean {
    const { status } = this.#internalState.public;
    return status === 'connecting' || status === 'reconnecting';
  }

  #requestResumption(): void {
    this.dispatch({ type: 'resume-requested' });
    if (this.isStarting) this.unlock();
  }

  /** Pauses a conversation that is open or being opened. */
  pause(): void {
    if (!this.isOpening && this.#internalState.public.status !== 'live') return;
    const playhead = this.#conversation?.devices.playhead ?? null;
    this.dispatch({ type: 'pause-requested', playhead });
  }

  /** Closes the session and resolves when everything is released. */
  async close(reason: CloseReason = 'user'): Promise<void> {
    this.#closes += 1;
    const devices = this.#conversation?.devices;
    this.dispatch({ type: 'close-requested', reason, playhead: devices?.playhead ?? null });
    devices?.endDraining();
    await this.waitForEnd();
  }

  /** Waits until everything is released; resolves at once where nothing is open. */
  waitForEnd(): Promise<void> {
    if (this.#internalState.public.status !== 'closing') return Promise.resolve();
    return new Promise((resolve) => this.#enders.push(resolve));
  }

  /** Unlocks audio within the user's gesture. */
  unlock(): void {
    if (this.#internalState.vendor.config.outputModality !== 'text') this.#audio.unlock();
  }

  #declareTools(): { readonly tools?: readonly ToolDeclaration[] } {
    const tools = [...this.#ownTools, ...this.tools.declarations()];
    return tools.length > 0 ? { tools } : {};
  }

  /** Takes another microphone, now or with the first connection. */
  async setMicrophone(microphone: MicrophoneOptions | false): Promise<void> {
    if (this.#conversation) return this.#conversation.devices.setMicrophone(microphone);
    this.#options = { ...this.#options, microphone };
    this.dispatch({ type: 'device-changed', chosen: { microphoneId: chosenId(microphone) } });
  }

  /** Plays on another device, now or with the first connection. */
  async setSpeaker(speaker: SpeakerOptions): Promise<void> {
    if (this.#conversation) return this.#conversation.devices.setSpeaker(speaker);
    this.#options = { ...this.#options, speaker };
    this.dispatch({ type: 'device-changed', chosen: { speakerId: chosenId(speaker) } });
  }

  /** Changes the configuration. Tools that the app only declares stand beside those that it has handlers for. */
  changeConfig(patch: Partial<SessionConfig>): void {
    const { tools: own = [] } = patch;
    const tools = 'tools' in patch ? { tools: [...own, ...this.tools.declarations()] } : {};
    const { vendor, public: state } = this.#internalState;
    // A value that the vendor never takes would end the conversation with the next connection.
    if (state.status === 'live') this.#conversation?.checkConfig({ ...vendor.config, ...patch, ...tools });
    if ('tools' in patch) this.#ownTools = own;
    this.dispatch({ type: 'config-changed', patch: { ...patch, ...tools } });
  }

  /** Changes how the user interrupts, and whether the kit or the vendor decides about it. */
  setBargeIn(options: BargeInOptions | null): void {
    this.#bargeIn = options;
    const { capabilities } = this.#internalState.vendor;
    this.dispatch({ type: 'turn-authority-changed', turnAuthority: turnAuthority(options, capabilities) });
    this.#conversation?.setBargeIn(options);
  }

  /** Declares the tools that are registered now. */
  redeclareTools(): void {
    const { tools = [] } = this.#declareTools();
    this.dispatch({ type: 'config-changed', patch: { tools } });
  }

  #emit<Type extends ReducedEvent['type']>({ type, event }: ReducedEvent<Type>): void {
    const emitter: Pick<Emitter<ReducedEvents>, 'emit'> = this.reporter.emitter;
    emitter.emit(type, event);
  }
}

const NOT_STARTED =
  'The conversation could not be started: see `cause`. Reload the page, or take another browser.';
