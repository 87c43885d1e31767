import { createHistoryState } from './history/history-state.ts';
import { OPEN_GATE } from './open-gate.ts';
import { createTranscript } from './transcript/transcript.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { HistoryOptions } from './history/history-options.ts';
import type { InputMode, SessionState } from './session-state.ts';
import type {
  InternalState,
  InterruptionState,
  LossState,
  RenewalState,
  VendorState,
} from './internal-state.ts';

export interface InternalStateOptions {
  readonly capabilities: Capabilities;
  /** @default false */
  readonly isCall?: boolean;
  readonly outputFormat: AudioFormat;
  readonly config: SessionConfig;
  readonly history?: HistoryOptions | undefined;
  readonly inputMode: InputMode;
  readonly volume: number;
  readonly microphoneId?: string | null;
  readonly speakerId?: string | null;
  /** @default 'finish' */
  readonly playoutOnLoss?: VendorState['playoutOnLoss'] | undefined;
  /** @default 'deliver' */
  readonly offlineAudio?: VendorState['offlineAudio'] | undefined;
  /** @default 'vendor' */
  readonly turnAuthority?: InterruptionState['turnAuthority'];
  /** @default false */
  readonly idleTimeoutMs?: number | false;
}

/** The public state of a session that has not been connected. */
export function createInitialState(
  options: Pick<InternalStateOptions, 'inputMode' | 'volume' | 'microphoneId' | 'speakerId'>,
): SessionState {
  return {
    status: 'idle',
    phase: 'idle',
    endReason: null,
    error: null,
    isPaused: false,
    idleEndsAtMs: null,
    reconnection: null,
    renewalCause: null,
    isQueued: false,
    connection: 0,
    sessionId: null,
    startedAtMs: null,
    expiresAtMs: null,
    effective: null,
    inputMode: options.inputMode,
    microphone: 'off',
    microphoneId: options.microphoneId ?? null,
    speakerId: options.speakerId ?? null,
    isMuted: false,
    mutedBy: [],
    volume: options.volume,
    isPlaybackBlocked: false,
    isTurnOpen: false,
    speakingItemId: null,
    bargeIn: null,
    transcript: createTranscript(),
    usage: [],
    rateLimits: [],
    latencies: [],
  };
}

/** The renewal of a session that plans none. */
const NO_RENEWAL: RenewalState = {
  cause: null,
  deadlineAtMs: null,
  standby: null,
  failures: 0,
  retryAtMs: null,
  isLeaving: false,
  isQuietAwaited: false,
  isPathSuspected: false,
};

const NO_LOSS: LossState = {
  owed: null,
  lostAnswers: [],
  lostAudioMs: 0,
  turn: null,
  reservedItemId: null,
  isReseeded: false,
  turnStartedAtMs: null,
  turnEndedAtMs: 0,
  settledAtMs: 0,
};

/** The parts of the state that belong to one connection and start again with the next. */
const INITIAL_CONNECTION_STATE = {
  configuration: { told: null, pending: null, refused: {} },
  renewal: NO_RENEWAL,
  playback: { playouts: new Map(), unclaimedPlayoutResponseId: null, pendingCut: null },
  responses: {
    gate: OPEN_GATE,
    active: new Map(),
    cancelledResponseIds: [],
    endedResponseIds: [],
    pendingRemovals: [],
    endedTurns: new Map(),
  },
  tools: { pending: new Map(), settledCalls: new Map(), isResponseDue: false },
  order: {
    unlistedItems: new Map(),
    awaitedPredecessors: new Map(),
    multipartItemIds: [],
    appSpeechAtVendor: new Set(),
    seededIds: new Set(),
  },
  turn: { userItemId: null, stages: null, startedAudioMs: null, earlyResponseId: null },
} satisfies Partial<InternalState>;

/** Resets everything that belongs to one connection. */
export function resetConnection(state: InternalState): InternalState {
  return {
    ...state,
    ...INITIAL_CONNECTION_STATE,
    vendor: { ...state.vendor, announcedEnd: null },
    interruption: { ...state.interruption, bargeInVerdict: null, isAnswerHeld: false },
  };
}

/** Creates the state of a session that has not been connected. */
export function createInternalState(options: InternalStateOptions): InternalState {
  const { capabilities, outputFormat, config } = options;
  return {
    public: createInitialState(options),
    vendor: {
      capabilities,
      isCall: options.isCall ?? false,
      outputFormat,
      config,
      queue: [],
      nextCommand: 1,
      resumeHandle: null,
      hasBeenLive: false,
      firstLiveAtMs: null,
      announcedEnd: null,
      lastConnection: 0,
      pace: null,
      playoutOnLoss: options.playoutOnLoss ?? 'finish',
      offlineAudio: options.offlineAudio ?? 'deliver',
    },
    loss: NO_LOSS,
    ...INITIAL_CONNECTION_STATE,
    interruption: {
      turnAuthority: options.turnAuthority ?? 'vendor',
      bargeInVerdict: null,
      isAnswerHeld: false,
    },
    watch: { isWatching: false, lastOutputAtMs: null },
    idle: { timeoutMs: options.idleTimeoutMs || null, stage: 'off' },
    history: createHistoryState(options.history),
    bargeIn: null,
  };
}
