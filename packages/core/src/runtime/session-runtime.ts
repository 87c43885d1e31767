import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { ToolDeclaration } from '../protocol/tool-declaration.ts';
import { createMachine } from '../session/machine.ts';
import type { Machine } from '../session/machine.ts';
import { reduceSession } from '../session/reduce-session.ts';
import type { SessionEffect } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';
import { createEmitter } from '../util/emitter.ts';
import { Connector } from './connector.ts';
import { Devices } from './devices.ts';
import { emitNotice } from './notices.ts';
import type { SessionEvents } from './realtime-session.ts';
import type { RealtimeSessionOptions, SessionPorts } from './session-options.ts';
import { StorePublisher } from './store-publisher.ts';
import { createToolRunner } from './tool-runner.ts';
import type { ToolRunner } from './tool-runner.ts';

/** Someone who waits for `connect`. */
interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: RealtimeError) => void;
}

/**
 * The only place where effects run: it feeds the reducer with what happens, publishes the state, and performs what the
 * reducer wants done, in order.
 */
export class SessionRuntime {
  readonly emitter = createEmitter<SessionEvents>();
  readonly tools: ToolRunner;
  readonly devices: Devices;
  readonly publisher: StorePublisher;
  readonly connector: Connector;
  readonly #options: RealtimeSessionOptions;
  readonly #ports: SessionPorts;
  readonly #inputs: SessionInput[] = [];
  #machine: Machine;
  #isRunning = false;
  #waiters: Waiter[] = [];
  readonly #enders: (() => void)[] = [];
  #ownTools: readonly ToolDeclaration[];

  constructor(options: RealtimeSessionOptions, ports: SessionPorts) {
    this.#options = options;
    this.#ports = ports;
    this.tools = createToolRunner({
      clock: ports.clock,
      ...(options.logger ? { logger: options.logger } : {}),
    });
    for (const tool of options.tools ?? []) this.tools.register(tool);
    this.#ownTools = options.config?.tools ?? [];
    this.#machine = createMachine({
      capabilities: options.adapter.capabilities,
      outputFormat: options.adapter.outputFormat,
      // A transcript is what a talk is read from: words are asked for unless the app says otherwise.
      config: { transcription: {}, ...options.config, ...this.#declareTools() },
      inputMode: options.inputMode ?? 'hands-free',
      volume: options.volume ?? 1,
    });
    this.publisher = new StorePublisher(this.#machine.state, ports.scheduleFrame);
    this.devices = new Devices({
      ports,
      adapter: options.adapter,
      microphone: options.microphone ?? {},
      dispatch: (input) => this.dispatch(input),
      readState: () => this.#machine.state,
      sendAudio: (audio) => this.#send({ type: 'send', command: { type: 'append-audio', audio } }),
    });
    this.connector = new Connector({
      session: options,
      ports,
      devices: this.devices,
      readMachine: () => this.#machine,
      dispatch: (input) => this.dispatch(input),
      listener: {
        onEvents: (events) => this.#takeEvents(events),
        onFrame: (direction, frame) => {
          if (this.emitter.hasListeners('wire')) this.emitter.emit('wire', { direction, frame });
        },
        onError: (error) => this.dispatch({ type: 'error-raised', error }),
      },
    });
  }

  get machine(): Machine {
    return this.#machine;
  }

  /** Takes an input. One that comes while effects run waits until they have all run. */
  dispatch(input: SessionInput): void {
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
    const { machine, effects } = reduceSession(this.#machine, input);
    this.#machine = machine;
    this.publisher.publish(
      machine.state,
      effects.some((effect) => effect.type === 'notify'),
    );
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: SessionEffect): void {
    const { devices, connector } = this;
    switch (effect.type) {
      case 'play':
        return devices.play(effect.itemId, effect.audio);
      case 'send':
        return this.#send(effect);
      case 'reply':
        return effect.frames.forEach((frame) => connector.connection?.sendFrame(frame));
      case 'end-item':
        return devices.endItem(effect.itemId);
      case 'flush-output':
        return void devices.flush(effect.by);
      case 'notify':
        return emitNotice(this.emitter, effect.notice);
      case 'log':
        return this.#options.logger?.debug(effect.message, effect.details);
      case 'open-connection':
        return connector.begin(effect.connection, effect.resumeHandle, effect.delayMs);
      case 'close-connection':
        return connector.close();
      case 'release-audio':
        connector.settle();
        return devices.gate.release();
      case 'drop-kept-audio':
        return devices.gate.drop();
      case 'release':
        return this.#release(effect.isDraining);
      case 'set-volume':
        return devices.setVolume(effect.volume);
      case 'set-muted':
        return devices.setMuted(effect.isMuted);
      default:
        return this.#performForTools(effect);
    }
  }

  #performForTools(
    effect: Extract<
      SessionEffect,
      { type: 'run-tool' | 'interrupt-tools' | 'abort-tools' | 'settle-connect' }
    >,
  ): void {
    switch (effect.type) {
      case 'run-tool': {
        const { callId } = effect;
        const onStarted = () => this.dispatch({ type: 'tool-started', callId });
        void this.tools
          .run(effect, onStarted)
          .then((result) => this.dispatch({ type: 'tool-settled', ...result }));
        return;
      }
      case 'interrupt-tools':
        return this.tools.interrupt();
      case 'abort-tools':
        return this.tools.abort(effect.callId ?? undefined);
      case 'settle-connect':
        return this.#settle(effect.error);
    }
  }

  #send(effect: Extract<SessionEffect, { type: 'send' }>): void {
    if (this.emitter.hasListeners('command-sent')) this.emitter.emit('command-sent', effect.command);
    if (effect.command.type === 'begin-turn') this.devices.gate.mark();
    this.connector.connection?.send(effect.command);
  }

  #takeEvents(events: readonly ServerEvent[]): void {
    const atMs = this.#ports.clock.now();
    const { connection } = this.#machine.state;
    const { lastVoicedAtMs } = this.devices;
    const isHeard = this.emitter.hasListeners('server-event');
    for (const event of events) {
      if (isHeard) this.emitter.emit('server-event', event);
      this.dispatch({ type: 'server-event-received', connection, event, atMs, lastVoicedAtMs });
    }
  }

  #release(isDraining: boolean): void {
    this.connector.close();
    this.devices.release(isDraining, (playhead) => {
      this.dispatch({ type: 'released', playhead });
      this.publisher.flush();
      for (const resolve of this.#enders.splice(0)) resolve();
    });
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

  /** Takes a change of configuration. Tools that the app only declares stand beside those that it has handlers for. */
  changeConfig(patch: Partial<SessionConfig>): void {
    if (patch.tools) this.#ownTools = patch.tools;
    const tools = patch.tools ? { tools: [...this.#ownTools, ...this.tools.declarations()] } : {};
    this.dispatch({ type: 'config-changed', patch: { ...patch, ...tools } });
  }

  /** Tells the vendor which tools there are now, if they have changed. */
  redeclareTools(): void {
    const { tools = [] } = this.#declareTools();
    if (JSON.stringify(tools) === JSON.stringify(this.#machine.config.tools ?? [])) return;
    this.dispatch({ type: 'config-changed', patch: { tools } });
  }
}
