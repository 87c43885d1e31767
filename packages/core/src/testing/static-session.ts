import { createStore } from 'zustand/vanilla';
import type { SpeakerStats } from '../media/speaker-port.ts';
import type { ConnectionStats } from '../transport/transport-port.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { Playhead, RealtimeSession, SessionEvents } from '../runtime/realtime-session.ts';
import { createInitialState } from '../session/machine.ts';
import type { SessionState } from '../session/session-state.ts';
import type { TranscriptEntry } from '../session/transcript.ts';
import { createEmitter } from '../util/emitter.ts';
import { createFixedLevel } from './fixed-level.ts';
import { SCRIPTED_CAPABILITIES } from './scripted-capabilities.ts';
import { createTranscriptOf } from './transcript-entries.ts';

/** What a static session is put into: any part of the state, and what is no state. */
export interface StaticSessionOptions extends Partial<SessionState> {
  /** The rows of the transcript in order, instead of `transcript`. */
  readonly entries?: readonly TranscriptEntry[];
  /** What differs from a vendor that can do everything. */
  readonly capabilities?: Partial<Capabilities>;
  /** @default 0 */
  readonly microphoneLevel?: number;
  /** @default 0 */
  readonly speakerLevel?: number;
  readonly playhead?: Playhead | null;
  readonly playbackStats?: SpeakerStats | null;
  readonly connectionStats?: ConnectionStats | null;
  /** The account of a budget; `createStaticBudget` makes one. */
  readonly budget?: RealtimeSession['budget'];
}

/** A command that was given to a static session. */
export type RecordedCommand = {
  [Name in keyof RealtimeSession]: RealtimeSession[Name] extends (...args: infer Args) => unknown
    ? { readonly name: Name; readonly args: Args }
    : never;
}[Exclude<
  keyof RealtimeSession,
  'on' | 'retain' | 'getPlayhead' | 'getPlaybackStats' | 'getConnectionStats'
>];

/** A session that shows one state and records what is asked of it. */
export interface StaticSession extends RealtimeSession {
  /** Every command so far, oldest first. */
  readonly commands: readonly RecordedCommand[];
  /** How many owners hold it now. */
  readonly owners: number;
  /** Puts it into another state; listeners of the store are told at once. */
  setState(patch: StaticSessionOptions): void;
  /** Tells the listeners of an event. */
  emit<K extends keyof SessionEvents>(type: K, event: SessionEvents[K]): void;
}

/**
 * Creates a session in a fixed state: for pictures of every state and for tests of single parts. It has no connection and
 * no device. Commands are recorded; only what never needs a vendor follows them (mute, volume, input mode, an open turn).
 *
 * @example
 * const session = createStaticSession({
 *   status: 'live',
 *   phase: 'listening',
 *   entries: [createMessageEntry({ id: 'a', text: 'Good evening.' })],
 * });
 */
export function createStaticSession(options: StaticSessionOptions = {}): StaticSession {
  let extras: StaticSessionOptions = options;
  let owners = 0;
  const emitter = createEmitter<SessionEvents>();
  const commands: RecordedCommand[] = [];
  const store = createStore<SessionState>(() => ({
    ...createInitialState({ inputMode: 'hands-free', volume: 1 }),
    ...toState(options),
  }));
  const record = (name: string, args: readonly unknown[]) =>
    void commands.push({ name, args } as RecordedCommand);
  const { getState, getInitialState, subscribe } = store;

  return {
    store: { getState, getInitialState, subscribe },
    capabilities: { ...SCRIPTED_CAPABILITIES, ...options.capabilities },
    budget: options.budget ?? null,
    microphone: createPulledLevel(() => extras.microphoneLevel),
    speaker: createPulledLevel(() => extras.speakerLevel),
    commands,
    get owners() {
      return owners;
    },
    setState(patch) {
      extras = { ...extras, ...patch };
      store.setState(toState(patch));
    },
    emit: (type, event) => emitter.emit(type, event),
    on: (type, listener) => emitter.on(type, listener),
    ...createRecordingCommands(record, (patch) => store.setState(patch)),
    getPlayhead: () => extras.playhead ?? null,
    getPlaybackStats: () => extras.playbackStats ?? null,
    getConnectionStats: () => Promise.resolve(extras.connectionStats ?? null),
    retain() {
      owners += 1;
      let isHeld = true;
      return () => {
        if (isHeld) owners -= 1;
        isHeld = false;
      };
    },
  };
}

type Commands = Pick<RealtimeSession, RecordedCommand['name']>;

function createRecordingCommands(
  record: (name: keyof Commands, args: readonly unknown[]) => void,
  patch: (state: Partial<SessionState>) => void,
): Commands {
  let written = 0;
  const take =
    <Args extends readonly unknown[]>(
      name: keyof Commands,
      state?: (...args: Args) => Partial<SessionState>,
    ) =>
    (...args: Args): void => {
      record(name, args);
      if (state) patch(state(...args));
    };
  const say =
    (name: 'sendText' | 'sendMessage' | 'say') =>
    (...args: readonly unknown[]) => {
      record(name, args);
      written += 1;
      return `item_${written}`;
    };
  const wait =
    (name: 'connect' | 'close' | 'resumePlayback') =>
    (...args: readonly unknown[]) => {
      record(name, args);
      return Promise.resolve();
    };
  return {
    connect: wait('connect'),
    close: wait('close'),
    resumePlayback: wait('resumePlayback'),
    ...createDeviceCommands(record, patch),
    beginTurn: take('beginTurn', () => ({ isTurnOpen: true })),
    endTurn: take('endTurn', () => ({ isTurnOpen: false })),
    cancelTurn: take('cancelTurn', () => ({ isTurnOpen: false })),
    interrupt: take('interrupt'),
    stopResponding: take('stopResponding'),
    setMuted: take('setMuted', (isMuted: boolean) => ({ isMuted })),
    setVolume: take('setVolume', (volume: number) => ({ volume })),
    setInputMode: take('setInputMode', (inputMode: SessionState['inputMode']) => ({ inputMode })),
    sendText: say('sendText'),
    sendMessage: say('sendMessage'),
    say: say('say'),
    respond: take('respond'),
    removeItem: take('removeItem'),
    answerApproval: take('answerApproval'),
    updateConfig: take('updateConfig'),
    sendVendorEvent: take('sendVendorEvent'),
    setBargeIn: take('setBargeIn'),
    registerTool(tool) {
      record('registerTool', [tool]);
      return () => {};
    },
  };
}

/** A device that is chosen is there at once. */
function createDeviceCommands(
  record: (name: keyof Commands, args: readonly unknown[]) => void,
  patch: (state: Partial<SessionState>) => void,
): Pick<Commands, 'setMicrophone' | 'setSpeaker'> {
  return {
    async setMicrophone(options) {
      record('setMicrophone', [options]);
      patch({ microphoneId: (options && options.deviceId) || null });
    },
    async setSpeaker(options) {
      record('setSpeaker', [options]);
      patch({ speakerId: options.deviceId ?? null });
    },
  };
}

/** The level is looked up on each pull, so that `setState` can change it. */
function createPulledLevel(read: () => number | undefined): RealtimeSession['microphone'] {
  return {
    level: () => read() ?? 0,
    bands: (into) => createFixedLevel(read() ?? 0).bands(into),
  };
}

/** Leaves what is no part of the state out, so that the store holds a `SessionState` and nothing else. */
function toState(options: StaticSessionOptions): Partial<SessionState> {
  const { entries, capabilities: _fixed, microphoneLevel: _mic, speakerLevel: _out, ...rest } = options;
  const { playhead: _playhead, playbackStats: _stats, connectionStats: _connection, ...world } = rest;
  const { budget: _budget, ...state } = world;
  return entries ? { ...state, transcript: createTranscriptOf(entries) } : state;
}
