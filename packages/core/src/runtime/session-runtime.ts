import type { RealtimeError } from '../errors/realtime-error.ts';
import { toRealtimeError } from '../errors/realtime-error.ts';
import type { LazyAdapter, ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { ToolDeclaration } from '../protocol/tool-declaration.ts';
import { createMachine } from '../session/machine.ts';
import type { Machine } from '../session/machine.ts';
import { reduceSetting } from '../session/reduce-settings.ts';
import type { SessionEffect } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';
import { Step } from '../session/step.ts';
import { createEmitter } from '../util/emitter.ts';
import { isHolding } from './barge-in-options.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { Engine } from './engine.ts';
import { emitNotice } from './notices.ts';
import type { EnginePart, SessionParts } from './parts.ts';
import type { SessionEvents } from './realtime-session.ts';
import type { MicrophoneOptions } from './microphone-options.ts';
import type { RealtimeSessionOptions } from './session-options.ts';
import type { SpeakerOptions } from './speaker-options.ts';
import type { StartPorts } from './start-ports.ts';
import { StorePublisher } from './store-publisher.ts';
import { createToolRegistry } from './tool-registry.ts';

/** Someone who waits for `connect`. */
interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: RealtimeError) => void;
}

/**
 * Feeds the reducer with what happens, publishes the state, and has done what the reducer wants done, in order. Until the
 * session is first connected it knows settings alone; everything else waits for the engine, which it then loads.
 */
export class SessionRuntime {
  readonly emitter = createEmitter<SessionEvents>();
  readonly tools = createToolRegistry();
  readonly publisher: StorePublisher;
  /** Opens the account of the talk before anything that costs money. */
  openBudget: () => Promise<void> | undefined = () => undefined;
  #options: RealtimeSessionOptions;
  readonly #ports: StartPorts;
  readonly #parts: SessionParts;
  readonly #inputs: SessionInput[] = [];
  #heldInputs: SessionInput[] = [];
  readonly #heldEffects: SessionEffect[] = [];
  #machine: Machine;
  #engine: Engine | null = null;
  #starting: Promise<void> | null = null;
  #isRunning = false;
  #waiters: Waiter[] = [];
  readonly #enders: (() => void)[] = [];
  #ownTools: readonly ToolDeclaration[];
  #bargeIn: BargeInOptions | null;

  constructor(options: RealtimeSessionOptions, ports: StartPorts, parts: SessionParts) {
    this.#options = options;
    this.#ports = ports;
    this.#parts = parts;
    for (const tool of options.tools ?? []) this.tools.register(tool);
    this.#ownTools = options.config?.tools ?? [];
    this.#bargeIn = options.bargeIn ?? null;
    this.#machine = createMachine({
      capabilities: options.adapter.capabilities,
      isCall: options.adapter.transport === 'webrtc',
      outputFormat: options.adapter.outputFormat,
      // A transcript is what a talk is read from: words are asked for unless the app says otherwise.
      config: { transcription: {}, ...options.config, ...this.#declareTools() },
      inputMode: options.inputMode ?? 'hands-free',
      volume: options.volume ?? 1,
      microphoneId: chosenId(options.microphone),
      speakerId: chosenId(options.speaker),
      isHolding: isHolding(options.bargeIn, options.adapter.capabilities),
    });
    this.publisher = new StorePublisher(this.#machine.state, ports.scheduleFrame);
  }

  get machine(): Machine {
    return this.#machine;
  }

  /** What holds the conversation; `null` before the first connection. */
  get engine(): Engine | null {
    return this.#engine;
  }

  /** Resolves when the engine is there or could not be had; `null` while nobody waits for it. */
  get starting(): Promise<void> | null {
    return this.#starting;
  }

  /** Takes an input. One that comes while effects run waits until they have all run. */
  dispatch(input: SessionInput): void {
    this.#engine?.settleDeltas();
    this.#inputs.push(input);
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) this.#run(next);
    } finally {
      this.#isRunning = false;
    }
  }

  #run(input: SessionInput): void {
    if (this.#engine) {
      this.#settleStep(this.#engine.reduce(this.#machine, input));
      return this.#engine.observe(input);
    }
    const step = new Step(this.#machine);
    if (reduceSetting(step, input)) return this.#settleStep(step);
    this.#heldInputs.push(input);
    this.#start();
  }

  #settleStep({ machine, effects }: { machine: Machine; effects: readonly SessionEffect[] }): void {
    this.#machine = machine;
    this.publisher.publish(
      machine.state,
      effects.some((effect) => effect.type === 'notify'),
    );
    for (const effect of effects) this.#perform(effect);
    this.#engine?.follow(machine.state);
  }

  #perform(effect: SessionEffect): void {
    switch (effect.type) {
      case 'notify':
        return emitNotice(this.emitter, effect.notice);
      case 'log':
        return this.#options.logger?.debug(effect.message, effect.details);
      case 'settle-connect':
        return this.#settle(effect.error);
    }
    if (this.#engine) return this.#engine.perform(effect);
    // Settings are read by the devices when they open; only the connection itself has to be made up for.
    if (effect.type !== 'open-connection') return;
    this.#heldEffects.push(effect);
    this.#start();
  }

  /** Loads what holds the conversation. Where it is there already, it starts within the call. */
  #start(): void {
    if (this.#starting) return;
    const { adapter } = this.#options;
    const part = this.#parts.engine.loaded;
    const opening = this.openBudget();
    if (part && !('load' in adapter) && !opening) return this.#begin(part, adapter);
    this.#starting = Promise.all([part ?? this.#parts.engine.load(), completeAdapter(adapter), opening])
      .then(([loaded, complete]) => this.#begin(loaded, complete))
      .catch((error: unknown) => this.#giveUp(error))
      .finally(() => {
        this.#starting = null;
      });
  }

  #begin({ Engine }: EnginePart, adapter: ProviderAdapter): void {
    this.#engine = new Engine({
      session: this.#options,
      adapter,
      ports: this.#ports,
      tools: this.tools,
      toolPart: this.#parts.tools,
      bargeInPart: this.#parts.bargeIn,
      speechPart: this.#parts.speech,
      bargeIn: this.#bargeIn,
      emitter: this.emitter,
      readMachine: () => this.#machine,
      dispatch: (input) => this.dispatch(input),
      onReleased: (playhead) => {
        this.dispatch({ type: 'released', playhead });
        this.publisher.flush();
        for (const resolve of this.#enders.splice(0)) resolve();
      },
    });
    // What was decided meanwhile comes first: a session that has been closed again must not open anything.
    for (const input of this.#heldInputs.splice(0)) this.dispatch(input);
    for (const effect of this.#heldEffects.splice(0)) this.#perform(effect);
  }

  /** The page is offline, or an old one whose files are gone. What was written is kept: the next attempt may succeed. */
  #giveUp(cause: unknown): void {
    const error = toRealtimeError(
      cause,
      'connect-refused',
      'The part of the program that holds a conversation could not be loaded. Check the network, or load the page again.',
      { adapterId: this.#options.adapter.id },
    );
    this.#heldEffects.length = 0;
    this.#heldInputs = this.#heldInputs.filter(({ type }) => type === 'message-sent');
    const step = new Step(this.#machine);
    if (this.#machine.state.status === 'idle') step.notify({ type: 'error', error });
    else step.moveStatus('failed', { error, endReason: 'failed' });
    this.#settleStep(step);
    this.#settle(error);
  }

  /** Waits until the session is live or has failed. */
  waitForLive(): Promise<void> {
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Waits until everything is released; resolves at once where nothing is open. */
  waitForEnd(): Promise<void> {
    const { status } = this.#machine.state;
    if (status !== 'closing') return Promise.resolve();
    return new Promise((resolve) => this.#enders.push(resolve));
  }

  #settle(error: RealtimeError | null): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) {
      if (error) waiter.reject(error);
      else waiter.resolve();
    }
  }

  #declareTools(): { readonly tools?: readonly ToolDeclaration[] } {
    const tools = [...this.#ownTools, ...this.tools.declarations()];
    return tools.length > 0 ? { tools } : {};
  }

  /** Takes another microphone, now or with the first connection. */
  async setMicrophone(microphone: MicrophoneOptions | false): Promise<void> {
    this.#options = { ...this.#options, microphone };
    await this.#starting;
    await this.#engine?.setMicrophone(microphone);
    this.dispatch({ type: 'device-chosen', chosen: { microphoneId: chosenId(microphone) } });
  }

  /** Plays on another device, now or with the first connection. */
  async setSpeaker(speaker: SpeakerOptions): Promise<void> {
    this.#options = { ...this.#options, speaker };
    await this.#starting;
    await this.#engine?.devices.setSpeaker(speaker);
    this.dispatch({ type: 'device-chosen', chosen: { speakerId: chosenId(speaker) } });
  }

  /** Takes a change of configuration. Tools that the app only declares stand beside those that it has handlers for. */
  changeConfig(patch: Partial<SessionConfig>): void {
    if (patch.tools) this.#ownTools = patch.tools;
    const tools = patch.tools ? { tools: [...this.#ownTools, ...this.tools.declarations()] } : {};
    this.dispatch({ type: 'config-changed', patch: { ...patch, ...tools } });
  }

  /** Changes how the user takes the floor, and who decides about it. */
  setBargeIn(options: BargeInOptions | null): void {
    this.#bargeIn = options;
    this.dispatch({ type: 'holding-set', isHolding: isHolding(options, this.#machine.capabilities) });
    this.#engine?.setBargeIn(options);
  }

  /** Tells the vendor which tools there are now, if they have changed. */
  redeclareTools(): void {
    const { tools = [] } = this.#declareTools();
    if (JSON.stringify(tools) === JSON.stringify(this.#machine.config.tools ?? [])) return;
    this.dispatch({ type: 'config-changed', patch: { tools } });
  }
}

function chosenId(options: SpeakerOptions | false | undefined): string | null {
  return (options && options.deviceId) || null;
}

function completeAdapter(adapter: ProviderAdapter | LazyAdapter): ProviderAdapter | Promise<ProviderAdapter> {
  return 'load' in adapter ? adapter.load() : adapter;
}
