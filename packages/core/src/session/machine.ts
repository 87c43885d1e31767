import type { AudioFormat } from '../protocol/audio-format.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import { createTranscript } from './entries.ts';
import type { TurnStages } from './latency.ts';
import { OPEN_GATE } from './response-gate.ts';
import type { ResponseGate } from './response-gate.ts';
import type { InputMode, SessionState } from './session-state.ts';
import type { Cut } from './transcript.ts';

/** The audio of one of the agent's items, from its first chunk until it has been heard or cut. */
export interface Track {
  readonly responseId: string;
  readonly contentIndex: number;
  readonly receivedMs: number;
  /** Whether the vendor has sent all of it. */
  readonly isEnded: boolean;
  /** Whether a flush is on its way: what it had is void, only how much was heard is still to come. */
  readonly isCut: boolean;
  /** How much of the item had been heard to its supposed end before it went on, in milliseconds. */
  readonly beforeMs?: number;
  /** Items of out-of-band responses are played, but are no part of the conversation. */
  readonly isOutOfBand: boolean;
  /** Whether the app wrote it: the vendor does not know of it before it has been heard. */
  readonly isFromApp?: boolean;
}

/** What is kept of a running response. */
export interface ResponseNote {
  readonly isOutOfBand: boolean;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly itemIds: readonly ItemId[];
  /** The words of an out-of-band response, which has no rows in the transcript. */
  readonly text: string;
  /** The turn that it answers; `null` once its latency has been taken. */
  readonly turn: TurnStages | null;
}

/** What is kept of a tool call that has not been answered. */
export interface CallNote {
  readonly itemId: ItemId;
  readonly responseId: string | null;
  readonly name: string;
  readonly connection: number;
}

/**
 * Everything that the reducer remembers: the public state and what only the rules need. It is immutable but for the
 * shared archive of the transcript, which only grows.
 */
export interface Machine {
  readonly state: SessionState;
  readonly capabilities: Capabilities;
  /** Whether the vendor plays: its events tell of the agent's audio, which is not here. */
  readonly isCall: boolean;
  /** The response that the vendor has begun to play before any item of it was known. */
  readonly playoutId: string | null;
  readonly outputFormat: AudioFormat;
  readonly config: SessionConfig;
  readonly gate: ResponseGate;
  readonly tracks: ReadonlyMap<ItemId, Track>;
  readonly responses: ReadonlyMap<string, ResponseNote>;
  readonly calls: ReadonlyMap<string, CallNote>;
  /** The calls that were settled last: a call that comes again must not run again, whatever item it comes with. */
  readonly settledCalls: readonly string[];
  /** Calls of a response that are settled while others of it still run, and whether one of them wants an answer. */
  readonly isAnswerOwed: boolean;
  /** Responses whose late output is dropped. */
  readonly voided: readonly string[];
  /** Items that are to be taken out at the vendor as soon as their response has ended: nothing of them was heard. */
  readonly unheard: readonly { readonly itemId: ItemId; readonly responseId: string }[];
  /** Commands that wait for `live`. */
  readonly queue: readonly ClientCommand[];
  /** Items that have no row, each with the item before it, so that order can be followed through them. */
  readonly hidden: ReadonlyMap<ItemId, ItemId | null>;
  /** Items that are not there yet, each with the entry that follows it and came first. */
  readonly awaited: ReadonlyMap<ItemId, ItemId>;
  /** Items with more than one part of words: a part's final text cannot replace the whole. */
  readonly manyParts: ReadonlySet<ItemId>;
  /** The row of the user's current speech. */
  readonly userItemId: ItemId | null;
  readonly turn: TurnStages | null;
  /** Whether the kit, and not the vendor, decides when the agent stops and which turns are answered. */
  readonly isHolding: boolean;
  /** What the user's voice means: `doubt` until it is decided, `dismissed` when it was no turn. */
  readonly floor: 'doubt' | 'dismissed' | null;
  /** A turn has been handed over whose answer waits for that. */
  readonly isAnswerHeld: boolean;
  /** Why the cut that is on its way was made. */
  readonly cutNote: Pick<Cut, 'reason' | 'atMs'> | null;
  /** The vendor has announced the connection's end: another one takes over at the next silence. */
  readonly isExpiring: boolean;
  /** Turns whose answer has been made and is yet to be heard, by response. */
  readonly endedTurns: ReadonlyMap<string, TurnStages>;
  readonly nextId: number;
  readonly resumeHandle: string | null;
  /** Whether a connection of this session has been live before. */
  readonly hasBeenLive: boolean;
}

/** What a machine is made with. */
export interface MachineOptions {
  readonly capabilities: Capabilities;
  /** @default false */
  readonly isCall?: boolean;
  readonly outputFormat: AudioFormat;
  readonly config: SessionConfig;
  readonly inputMode: InputMode;
  readonly volume: number;
  readonly microphoneId?: string | null;
  readonly speakerId?: string | null;
  readonly isHolding?: boolean;
}

/** The state of a session that has not been connected. */
export function createInitialState(
  options: Pick<MachineOptions, 'inputMode' | 'volume' | 'microphoneId' | 'speakerId'>,
): SessionState {
  return {
    status: 'idle',
    phase: 'idle',
    endReason: null,
    error: null,
    connection: 0,
    sessionId: null,
    expiresAtMs: null,
    effective: null,
    inputMode: options.inputMode,
    microphone: 'off',
    microphoneId: options.microphoneId ?? null,
    speakerId: options.speakerId ?? null,
    isMuted: false,
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

/** Creates the machine of a session that has not been connected. */
export function createMachine(options: MachineOptions): Machine {
  return {
    state: createInitialState(options),
    capabilities: options.capabilities,
    isCall: options.isCall ?? false,
    outputFormat: options.outputFormat,
    config: options.config,
    isHolding: options.isHolding ?? false,
    ...EMPTY_TALK,
    queue: [],
    nextId: 1,
    resumeHandle: null,
    hasBeenLive: false,
  };
}

/** What a connection leaves behind when it ends: nothing. */
export const EMPTY_TALK = {
  gate: OPEN_GATE,
  playoutId: null,
  tracks: new Map<ItemId, Track>(),
  responses: new Map<string, ResponseNote>(),
  calls: new Map<string, CallNote>(),
  settledCalls: [] as readonly string[],
  isAnswerOwed: false,
  voided: [] as readonly string[],
  unheard: [] as Machine['unheard'],
  hidden: new Map<ItemId, ItemId | null>(),
  awaited: new Map<ItemId, ItemId>(),
  manyParts: new Set<ItemId>(),
  userItemId: null,
  turn: null,
  floor: null as Machine['floor'],
  isAnswerHeld: false,
  cutNote: null as Machine['cutNote'],
  isExpiring: false,
  endedTurns: new Map<string, TurnStages>(),
} satisfies Partial<Machine>;
