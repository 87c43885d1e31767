import { RealtimeError } from '../errors/realtime-error.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { InternalState } from '../session/internal-state.ts';
import { reduceSession } from '../session/reduce-session.ts';
import { effectiveConfig } from '../session/vendor-config.ts';
import type { Reduction } from '../session/handlers.ts';
import type { ReducedEvent } from '../session/session-events.ts';
import type { SessionEffect } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { Moment } from '../session/rest-step.ts';
import type { Emitter } from '../util/emitter.ts';
import type { EnvironmentWatchOptions } from './environment-watch.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { Connection } from './connection.ts';
import { Connector } from './connector.ts';
import type { RetryTrigger } from './connector.ts';
import { CONVERSATION_MODULES } from './conversation-modules.ts';
import type { ConversationModules } from './conversation-modules.ts';
import { createCallPair, resolveDevicePorts } from './device-ports.ts';
import { Devices } from './devices.ts';
import { EffectRunner } from './effect-runner.ts';
import { LazyAppSpeech } from './lazy-app-speech.ts';
import { LazyBargeIn } from './lazy-barge-in.ts';
import { LazyContinuity } from './lazy-continuity.ts';
import { LazyModule } from './lazy-module.ts';
import type { SessionEvents } from './realtime-session.ts';
import type { Playhead } from './session-controls.ts';
import type { RealtimeSessionOptions, SessionPorts } from './session-options.ts';
import type { StartPorts } from './start-ports.ts';
import type { ToolRegistry } from './tool-registry.ts';

/** The parts of the loop that a conversation works with. */
export interface ConversationContext {
  readonly session: RealtimeSessionOptions;
  readonly adapter: ProviderAdapter;
  readonly ports: StartPorts;
  /** Modules in place of the conversation's own. */
  readonly modules: Partial<ConversationModules>;
  readonly tools: ToolRegistry;
  readonly bargeIn: BargeInOptions | null;
  readonly emitter: Emitter<SessionEvents>;
  readonly readInternalState: () => InternalState;
  readonly dispatch: (input: SessionInput) => void;
  readonly take: (input: SessionInput) => void;
  /** Publishes what waits for a frame. */
  readonly publish: () => void;
  readonly isBusy: () => boolean;
  readonly emit: (event: ReducedEvent) => void;
  readonly report: (error: unknown) => RealtimeError;
  /** Logs an error without an event, and returns it. */
  readonly logError: (error: unknown) => RealtimeError;
  readonly log: (message: string, details?: unknown) => void;
  readonly settleConnect: (error: RealtimeError | null) => void;
  readonly onReleased: (playhead: Playhead | null) => void;
}

/**
 * All that a conversation needs and a page at rest does not: the rules, the devices, the connections. It is loaded when a
 * session is first connected, and serves it until its end.
 */
export interface Conversation {
  readonly devices: Devices;
  /** The current connection; `null` between connections. */
  readonly connection: Connection | null;
  readonly reduce: (state: InternalState, input: SessionInput, moment: Moment) => Reduction;
  /** Performs the effects of a step. */
  perform(effects: readonly SessionEffect[]): void;
  /** Passes on the deltas that have arrived. */
  settleDeltas(): void;
  /** Asks for a frame, in which everything that has arrived until then is reduced and published. */
  requestFrame(): void;
  /** Makes an attempt to reconnect that waits for its time now. */
  retryNow(by: RetryTrigger): void;
  setBargeIn(options: BargeInOptions | null): void;
  /** Tries to write a whole configuration. @throws RealtimeError of the adapter, for what the vendor never takes. */
  checkConfig(config: SessionConfig): void;
}

interface CompleteContext extends ConversationContext {
  readonly modules: ConversationModules;
}

/**
 * Puts a conversation together.
 *
 * @throws RealtimeError `unsupported-capability` for a call in a browser without WebRTC: neither a device nor a credential has
 * been asked for then. An app that brings a transport may make its calls in another way.
 */
export function assembleConversation(given: ConversationContext): Conversation {
  const context = completeContext(given);
  const ports = resolveDevicePorts(context.ports, context.modules);
  const devices = createDevices(context, ports, {
    setInput: (track) => connector.setInput(track),
    onOpened: (opened) => bargeIn.attach(opened),
    sendAudio: (audio) => connector.send({ type: 'append-audio', audio }),
  });
  const continuity = createContinuity(context, ports, () => createEnvironment(context, devices, connector));
  const requestFrame = createFrame(ports, () => connector.settleDeltas(), context.publish);
  const connector = new Connector({ ...context, ports, devices, continuity, requestFrame });
  const bargeIn = createBargeIn(context, ports, devices);
  const runner = new EffectRunner({
    ...context,
    devices,
    connector,
    bargeIn,
    continuity,
    toolModule: new LazyModule(context.modules.tools, context.report),
    clock: ports.clock,
    logger: context.session.logger,
    speech: createSpeech(context, ports),
  });
  const readRules = () => ({
    observe: bargeIn.observe,
    continuity: continuity.rules,
    call: context.modules.call.loaded?.callRules ?? null,
  });
  return {
    devices,
    get connection() {
      return connector.connection;
    },
    reduce: (state, input, moment) =>
      reduceSession(state, bargeIn.complete(input, state), readRules(), moment),
    perform: (effects) => runner.run(effects),
    settleDeltas: () => connector.settleDeltas(),
    requestFrame,
    retryNow: (by) => connector.retryNow(by),
    setBargeIn: (options) => bargeIn.set(options),
    checkConfig(config) {
      const state = context.readInternalState();
      // As the next connection would be configured: in push-to-talk, for instance, without turn detection.
      const wanted = effectiveConfig({ ...state, vendor: { ...state.vendor, config } });
      const command = { type: 'configure', commandId: 'check', config: wanted, isInitial: true } as const;
      context.adapter.createCodec().encode(command);
    },
  };
}

function completeContext(given: ConversationContext): CompleteContext {
  const { adapter, ports } = given;
  if (adapter.transport === 'webrtc' && !ports.own.transport && !('RTCPeerConnection' in globalThis))
    throw new RealtimeError(
      'unsupported-capability',
      'This browser has no WebRTC. Choose the WebSocket transport of the adapter.',
    );
  return { ...given, modules: { ...CONVERSATION_MODULES, ...given.modules } };
}

/** Creates the function that asks for a frame: there is one at a time, which settles the deltas and then publishes. */
function createFrame({ scheduleFrame }: SessionPorts, settle: () => void, publish: () => void): () => void {
  let isDue = false;
  const run = () => {
    try {
      settle();
    } finally {
      // What listeners of the store cause waits for the next frame.
      isDue = false;
      publish();
    }
  };
  return () => {
    if (isDue) return;
    isDue = true;
    scheduleFrame(run);
  };
}

type DeviceListeners = Pick<ConstructorParameters<typeof Devices>[0], 'setInput' | 'onOpened' | 'sendAudio'>;

function createDevices(context: CompleteContext, ports: SessionPorts, listeners: DeviceListeners): Devices {
  const { session, adapter, modules, readInternalState, dispatch } = context;
  const isCall = adapter.transport === 'webrtc';
  const callSpeaker = session.speech ? createCallPair(ports, modules.pairedSpeaker) : ports.callSpeaker;
  return new Devices({
    ...listeners,
    ports,
    speakerPort: isCall ? callSpeaker : ports.speaker,
    adapter,
    microphone: session.microphone ?? {},
    speaker: session.speaker ?? {},
    offlineAudio: session.offlineAudio ?? 'deliver',
    dispatch,
    readState: () => readInternalState().public,
    isVendorHearing: () => readInternalState().turn.userItemId !== null,
  });
}

function createBargeIn(context: CompleteContext, ports: SessionPorts, devices: Devices): LazyBargeIn {
  const { adapter, modules, dispatch, report, bargeIn } = context;
  const lazy = new LazyBargeIn(new LazyModule(modules.bargeIn, report), {
    adapterId: adapter.id,
    port: ports.reflex,
    clock: ports.clock,
    readPlayhead: () => devices.playhead,
    dispatch,
    report,
  });
  lazy.set(bargeIn);
  return lazy;
}

function createContinuity(
  { session, modules, dispatch, report, logError }: CompleteContext,
  { clock }: SessionPorts,
  createEnvironment: () => EnvironmentWatchOptions,
): LazyContinuity {
  const summarize = session.history?.summarize;
  const shared = { clock, report, logError, dispatch, summarize, createEnvironment };
  return new LazyContinuity(modules.continuity, shared);
}

function createEnvironment(
  { session, ports, readInternalState, dispatch, report }: CompleteContext,
  devices: Devices,
  connector: Connector,
): EnvironmentWatchOptions {
  return {
    network: ports.own.network,
    page: ports.own.page,
    clock: ports.clock,
    hiddenTimeoutMs: session.hiddenTimeoutMs ?? false,
    connector,
    readStatus: () => readInternalState().public.status,
    readPlayhead: () => devices.playhead,
    dispatch,
    report,
  };
}

function createSpeech(context: CompleteContext, ports: SessionPorts): LazyAppSpeech | null {
  const { session, adapter, modules, readInternalState, dispatch, report } = context;
  if (!session.speech) return null;
  return new LazyAppSpeech(new LazyModule(modules.speech, report), {
    ...session.speech,
    emitter: context.emitter,
    ports,
    format: adapter.outputFormat,
    isCall: adapter.transport === 'webrtc',
    readState: () => readInternalState().public,
    dispatch,
  });
}
