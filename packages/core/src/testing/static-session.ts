import { createStore } from 'zustand/vanilla';
import type { SpeakerStats } from '../media/speaker-port.ts';
import type { ConnectionStats } from '../transport/transport-port.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { RealtimeSession, SessionEvents } from '../runtime/realtime-session.ts';
import type {
  AudioPaths,
  Playhead,
  SessionMicrophone,
  SessionSpeaker,
  SessionTools,
  TurnControls,
} from '../runtime/session-controls.ts';
import { createInitialState } from '../session/initial-state.ts';
import type { SessionState } from '../session/session-state.ts';
import { serializeConversation } from '../session/history/serialize-conversation.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import type { TranscriptEntry } from '../session/transcript/transcript.ts';
import { createEmitter } from '../util/emitter.ts';
import type { LevelSource } from '../util/level-source.ts';
import { createFixedLevel } from './fixed-level.ts';
import { SCRIPTED_CAPABILITIES } from './scripted-capabilities.ts';
import { createTranscriptOf } from './transcript-entries.ts';

/** The state of a static session, and values outside the state. */
export interface StaticSessionOptions extends Partial<SessionState> {
  /** The rows of the transcript in order, instead of `transcript`. */
  readonly entries?: readonly TranscriptEntry[];
  /** The capabilities that differ from those of a vendor that supports everything. */
  readonly capabilities?: Partial<Capabilities>;
  /** @default 0 */
  readonly microphoneLevel?: number;
  /** @default 0 */
  readonly speakerLevel?: number;
  /** The result of `session.speaker.getPlayhead()`. @default null */
  readonly playhead?: Playhead | null;
  /** The result of `session.speaker.getStats()`. @default null */
  readonly playbackStats?: SpeakerStats | null;
  /** The result of `session.getAudioPaths()`. @default null */
  readonly audioPaths?: AudioPaths | null;
  /** The value that `session.getConnectionStats()` resolves with. @default null */
  readonly connectionStats?: ConnectionStats | null;
  /** The result of `session.now()`. @default the time of the page, which runs on */
  readonly nowMs?: number;
  /** The account of a budget; `createStaticBudget` makes one. */
  readonly budget?: RealtimeSession['budget'];
}

type Recorded<Target, Prefix extends string, Names extends keyof Target & string> = {
  [Name in Names]: Target[Name] extends (...args: infer Args) => unknown
    ? { readonly name: `${Prefix}${Name}`; readonly args: Args }
    : never;
}[Names];

/** A command that a static session received. Commands of a group have the group in their name: `turn.begin`. */
export type RecordedCommand =
  | Recorded<RealtimeSession, '', FlatCommand>
  | Recorded<TurnControls, 'turn.', keyof TurnControls>
  | Recorded<SessionMicrophone, 'microphone.', 'select' | 'setMuted'>
  | Recorded<SessionSpeaker, 'speaker.', 'select' | 'setVolume' | 'resume'>
  | Recorded<SessionTools, 'tools.', keyof SessionTools>;

type FlatCommand = Exclude<
  keyof RealtimeSession,
  | 'store'
  | 'capabilities'
  | 'budget'
  | 'turn'
  | 'microphone'
  | 'speaker'
  | 'tools'
  | 'on'
  | 'retain'
  | 'getConnectionStats'
  | 'getAudioPaths'
  | 'serialize'
  | 'now'
>;

/** A session that shows one state and records its commands. */
export interface StaticSession extends RealtimeSession {
  /** Every command so far, oldest first. */
  readonly commands: readonly RecordedCommand[];
  /** The number of owners that hold it now. */
  readonly owners: number;
  /** Changes the state and notifies the store's listeners at once. */
  setState(patch: StaticSessionOptions): void;
  /** Emits an event. */
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
  const recorder: Recorder = {
    record: (name, args) => void commands.push({ name, args } as RecordedCommand),
    patch: (state) => store.setState(state),
  };
  const { getState, getInitialState, subscribe } = store;

  return {
    store: { getState, getInitialState, subscribe },
    capabilities: { ...SCRIPTED_CAPABILITIES, ...options.capabilities },
    budget: options.budget ?? null,
    ...createDevices(recorder, () => extras),
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
    ...createRecordingCommands(recorder),
    serialize: (images) => {
      const { transcript, connection: connections } = store.getState();
      const entries = listEntries(transcript);
      return serializeConversation({ entries, connections, savedAtMs: Date.UTC(2026, 0, 1) }, images);
    },
    getAudioPaths: () => extras.audioPaths ?? null,
    getConnectionStats: () => Promise.resolve(extras.connectionStats ?? null),
    now: () => extras.nowMs ?? performance.now(),
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

interface Recorder {
  readonly record: (name: RecordedCommand['name'], args: readonly unknown[]) => void;
  readonly patch: (state: Partial<SessionState>) => void;
}

/** Creates a command that is recorded and then changes the state. */
function createTaker({ record, patch }: Recorder) {
  return <Args extends readonly unknown[]>(
    name: RecordedCommand['name'],
    state?: (...args: Args) => Partial<SessionState>,
  ) =>
    (...args: Args): void => {
      record(name, args);
      if (state) patch(state(...args));
    };
}

function createRecordingCommands(recorder: Recorder): Pick<RealtimeSession, FlatCommand | 'turn' | 'tools'> {
  const { record } = recorder;
  const take = createTaker(recorder);
  let written = 0;
  const write =
    (name: 'sendText' | 'sendMessage' | 'say') =>
    (...args: readonly unknown[]) => {
      record(name, args);
      written += 1;
      return `item_${written}`;
    };
  const wait =
    (name: 'connect' | 'close' | 'resume' | 'restore') =>
    async (...args: readonly unknown[]) =>
      record(name, args);
  return {
    connect: wait('connect'),
    close: wait('close'),
    restore: wait('restore'),
    pause: take('pause', () => ({ isPaused: true })),
    resume: wait('resume'),
    keepAlive: take('keepAlive', () => ({ idleEndsAtMs: null })),
    turn: {
      begin: take('turn.begin', () => ({ isTurnOpen: true })),
      end: take('turn.end', () => ({ isTurnOpen: false })),
      cancel: take('turn.cancel', () => ({ isTurnOpen: false })),
    },
    tools: {
      register(tool) {
        record('tools.register', [tool]);
        return () => {};
      },
      answerApproval: take('tools.answerApproval'),
    },
    interrupt: take('interrupt'),
    stopResponding: take('stopResponding'),
    setInputMode: take('setInputMode', (inputMode: SessionState['inputMode']) => ({ inputMode })),
    sendText: write('sendText'),
    sendMessage: write('sendMessage'),
    say: write('say'),
    respond: take('respond'),
    removeItem: take('removeItem'),
    updateConfig: take('updateConfig'),
    sendVendorEvent: take('sendVendorEvent'),
    setBargeIn: take('setBargeIn'),
  };
}

/** A selected device is in use at once. Levels and counters are looked up on each call, so that `setState` changes them. */
function createDevices(
  recorder: Recorder,
  read: () => StaticSessionOptions,
): Pick<RealtimeSession, 'microphone' | 'speaker'> {
  const { record, patch } = recorder;
  const take = createTaker(recorder);
  return {
    microphone: {
      ...createPulledLevel(() => read().microphoneLevel),
      async select(options) {
        record('microphone.select', [options]);
        patch({ microphoneId: (options && options.deviceId) || null });
      },
      setMuted: take('microphone.setMuted', (isMuted: boolean) => ({
        isMuted,
        mutedBy: isMuted ? (['user'] as const) : [],
      })),
    },
    speaker: {
      ...createPulledLevel(() => read().speakerLevel),
      async select(options) {
        record('speaker.select', [options]);
        patch({ speakerId: options.deviceId ?? null });
      },
      setVolume: take('speaker.setVolume', (volume: number) => ({ volume })),
      resume: async () => record('speaker.resume', []),
      getPlayhead: () => read().playhead ?? null,
      getStats: () => read().playbackStats ?? null,
    },
  };
}

function createPulledLevel(read: () => number | undefined): LevelSource {
  return {
    level: () => read() ?? 0,
    bands: (into) => createFixedLevel(read() ?? 0).bands(into),
  };
}

/** Removes values outside the state, so that the store holds a `SessionState` and nothing else. */
function toState(options: StaticSessionOptions): Partial<SessionState> {
  const { entries, capabilities: _fixed, microphoneLevel: _mic, speakerLevel: _out, ...rest } = options;
  const { playhead: _playhead, playbackStats: _stats, connectionStats: _connection, ...others } = rest;
  const { audioPaths: _paths, ...world } = others;
  const { budget: _budget, nowMs: _now, ...given } = world;
  const state = given.isMuted && !given.mutedBy ? { ...given, mutedBy: ['user'] as const } : given;
  return entries ? { ...state, transcript: createTranscriptOf(entries) } : state;
}
