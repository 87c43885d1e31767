import type { ServerEvent } from '../protocol/server-event.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { Machine } from '../session/machine.ts';
import { reduceSession } from '../session/reduce-session.ts';
import type { Reduction } from '../session/reduce-session.ts';
import type { SessionEffect } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Emitter } from '../util/emitter.ts';
import type { Lazy } from '../util/lazy.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { BargeInControl, BargeInSetup } from './barge-in-part.ts';
import { BargeInSlot } from './barge-in-slot.ts';
import type { Connection } from './connection.ts';
import { Connector } from './connector.ts';
import { resolveDevicePorts } from './device-ports.ts';
import { DeltaBuffer } from './delta-buffer.ts';
import { Devices } from './devices.ts';
import type { Playhead, SessionEvents } from './realtime-session.ts';
import type { MicrophoneOptions } from './microphone-options.ts';
import type { RealtimeSessionOptions, SessionPorts } from './session-options.ts';
import type { StartPorts } from './start-ports.ts';
import { SpeechSlot } from './speech-slot.ts';
import type { SpeechPart } from './speech-slot.ts';
import type { ToolRegistry } from './tool-registry.ts';
import type { ToolRunner, ToolRunnerOptions } from './tool-runner.ts';

/** The effects that an engine performs; the others are the runtime's own. */
export type EngineEffect = Exclude<SessionEffect, { type: 'notify' | 'log' | 'settle-connect' }>;

/** What runs tools, as it is loaded. */
export interface ToolPart {
  readonly createToolRunner: (options: ToolRunnerOptions) => ToolRunner;
}

/** What handles barge-in, as it is loaded. */
export interface BargeInPart {
  readonly createBargeInControl: (setup: BargeInSetup) => BargeInControl;
}

/** What an engine is made with. */
export interface EngineOptions {
  readonly session: RealtimeSessionOptions;
  readonly adapter: ProviderAdapter;
  readonly ports: StartPorts;
  readonly tools: ToolRegistry;
  readonly toolPart: Lazy<ToolPart>;
  readonly bargeInPart: Lazy<BargeInPart>;
  readonly speechPart: Lazy<SpeechPart>;
  readonly bargeIn: BargeInOptions | null;
  readonly emitter: Emitter<SessionEvents>;
  readonly readMachine: () => Machine;
  readonly dispatch: (input: SessionInput) => void;
  readonly onReleased: (playhead: Playhead | null) => void;
}

/**
 * All that a conversation needs and a page at rest does not: the rules, the devices, the connections. It is loaded when a
 * session is first connected, and serves it until its end.
 */
export class Engine {
  readonly devices: Devices;
  readonly #connector: Connector;
  readonly #options: EngineOptions;
  readonly #ports: SessionPorts;
  readonly #deltas = new DeltaBuffer((event) => this.#takeEvent(event));
  #toolRunner: Promise<ToolRunner> | null = null;
  readonly #bargeIn: BargeInSlot;
  readonly #speech: SpeechSlot | null = null;

  constructor(options: EngineOptions) {
    const { session, adapter, emitter, readMachine, dispatch } = options;
    const ports = resolveDevicePorts(options.ports);
    this.#options = options;
    this.#ports = ports;
    this.devices = new Devices({
      ports,
      adapter,
      microphone: session.microphone ?? {},
      speaker: session.speaker ?? {},
      hasSpeech: session.speech !== undefined,
      dispatch,
      readState: () => readMachine().state,
      sendAudio: (audio) => this.#send({ type: 'send', command: { type: 'append-audio', audio } }),
      onChoiceGone: (rest) => void this.#followSystem(rest),
      onOpened: (opened) => this.#bargeIn.attach(opened),
    });
    const readPlayhead = () => this.devices.playhead;
    this.#bargeIn = new BargeInSlot(options.bargeInPart, {
      adapter,
      ports,
      readMachine,
      readPlayhead,
      dispatch,
    });
    this.#bargeIn.set(options.bargeIn);
    if (session.speech) {
      this.#speech = new SpeechSlot(options.speechPart, {
        ...session.speech,
        ports,
        format: adapter.outputFormat,
        isCall: adapter.transport === 'webrtc',
        readState: () => readMachine().state,
        dispatch,
      });
    }
    this.#connector = new Connector({
      session,
      adapter,
      ports,
      devices: this.devices,
      readMachine,
      dispatch,
      listener: {
        onEvents: (events) => this.#takeEvents(events),
        onFrame: (direction, frame) => {
          if (emitter.hasListeners('wire')) emitter.emit('wire', { direction, frame });
        },
        onError: (error) => dispatch({ type: 'error-raised', error }),
      },
    });
  }

  /** What there is to talk over; `null` between connections. */
  get connection(): Connection | null {
    return this.#connector.connection;
  }

  /** Changes how the user takes the floor. */
  setBargeIn(options: BargeInOptions | null): void {
    this.#bargeIn.set(options);
  }

  /** Something has happened, and the rules have been applied to it. */
  observe(input: SessionInput): void {
    this.#bargeIn.observe(input);
  }

  /** The rules of a whole session. */
  readonly reduce: (machine: Machine, input: SessionInput) => Reduction = reduceSession;

  /** Takes another microphone, or none, without another connection. */
  async setMicrophone(options: MicrophoneOptions | false): Promise<void> {
    const track = await this.devices.setMicrophone(options);
    await this.#connector.connection?.setInput(track);
  }

  /** The microphone that was chosen was pulled out: the system's own takes its place, where there is one. */
  async #followSystem(rest: MicrophoneOptions): Promise<void> {
    const { dispatch } = this.#options;
    dispatch({ type: 'device-chosen', chosen: { microphoneId: null } });
    // That the device went has been told, and that there is none now is in the state.
    await this.setMicrophone(rest).catch(() => dispatch({ type: 'microphone-changed', microphone: 'lost' }));
  }

  /** Follows a change of the state: in a call silence goes out while the user is not to be heard. */
  follow({ status, isMuted, inputMode, isTurnOpen, bargeIn, speakingItemId }: SessionState): void {
    // In half duplex the agent would answer itself.
    const isHeard = !bargeIn?.isHalfDuplex || speakingItemId === null;
    this.#speech?.advance();
    const isOpen = status === 'live' && !isMuted && (isTurnOpen || (inputMode === 'hands-free' && isHeard));
    this.#connector.connection?.setInputOpen(isOpen);
  }

  perform(effect: EngineEffect): void {
    const { devices } = this;
    const connector = this.#connector;
    switch (effect.type) {
      case 'play':
        return devices.play(effect.itemId, effect.audio);
      case 'send':
        return this.#send(effect);
      case 'reply':
        return effect.frames.forEach((frame) => connector.connection?.sendFrame(frame));
      case 'end-item':
        return devices.endItem(effect.itemId);
      case 'speak':
        return this.#speech?.say(effect.itemId, effect.text);
      case 'flush-output':
        this.#speech?.stop();
        return void devices.flush(effect.by);
      case 'open-connection':
        return connector.begin(effect.connection, effect.resumeHandle, effect.delayMs);
      case 'close-connection':
        return connector.close();
      case 'renew-connection':
        return connector.renew();
      case 'release-audio':
        connector.settle();
        return devices.gate.release();
      case 'drop-kept-audio':
        return devices.gate.drop();
      case 'release':
        this.#speech?.close();
        connector.close();
        return devices.release(effect.isDraining, this.#options.onReleased);
      case 'set-volume':
        return devices.setVolume(effect.volume);
      case 'set-muted':
        connector.connection?.setMuted(effect.isMuted);
        return devices.setMuted(effect.isMuted);
      default:
        return this.#performForTools(effect);
    }
  }

  #performForTools(
    effect: Extract<EngineEffect, { type: 'run-tool' | 'interrupt-tools' | 'abort-tools' }>,
  ): void {
    if (effect.type === 'run-tool') {
      const { dispatch } = this.#options;
      const { callId } = effect;
      const onStarted = () => dispatch({ type: 'tool-started', callId });
      this.#toolRunner ??= this.#loadToolRunner();
      void this.#toolRunner
        .then((runner) => runner.run(effect, onStarted))
        .then((result) => dispatch({ type: 'tool-settled', ...result }));
      return;
    }
    // In line behind the calls, so that one which is called off while its runner is on its way is not run after all.
    void this.#toolRunner?.then((runner) => {
      if (effect.type === 'interrupt-tools') runner.interrupt();
      else runner.abort(effect.callId ?? undefined);
    });
  }

  async #loadToolRunner(): Promise<ToolRunner> {
    const { toolPart, tools, ports, session } = this.#options;
    const { createToolRunner } = toolPart.loaded ?? (await toolPart.load());
    const { logger } = session;
    return createToolRunner({ tools, clock: ports.clock, ...(logger ? { logger } : {}) });
  }

  #send(effect: Extract<SessionEffect, { type: 'send' }>): void {
    const { emitter } = this.#options;
    if (emitter.hasListeners('command-sent')) emitter.emit('command-sent', effect.command);
    if (effect.command.type === 'begin-turn') this.devices.gate.mark();
    this.#connector.connection?.send(effect.command);
  }

  #takeEvents(events: readonly ServerEvent[]): void {
    const { emitter } = this.#options;
    const isHeard = emitter.hasListeners('server-event');
    for (const event of events) {
      if (isHeard) emitter.emit('server-event', event);
      this.#deltas.take(event);
    }
  }

  #takeEvent(event: ServerEvent): void {
    const { readMachine, dispatch } = this.#options;
    const { connection } = readMachine().state;
    const atMs = this.#ports.clock.now();
    const { lastVoicedAtMs } = this.devices;
    dispatch({ type: 'server-event-received', connection, event, atMs, lastVoicedAtMs });
  }

  /** What the vendor has said comes before whatever happens next. */
  settleDeltas(): void {
    this.#deltas.flush();
  }
}
