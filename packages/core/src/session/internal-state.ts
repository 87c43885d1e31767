import type { RealtimeError } from '../errors/realtime-error.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { BargeInWatch } from './barge-in/barge-in-watch.ts';
import type { RenewalCause } from './transcript/continuity.ts';
import type { HistoryState, Seed } from './history/history-state.ts';
import type { ResponseGate } from './open-gate.ts';
import type { EffectiveConfig, SessionState, TurnStages } from './session-state.ts';
import type { VoicePace } from './transcript/speech-rate.ts';
import type { Cut } from './transcript/transcript.ts';

/** The audio of one of the agent's items, from its first chunk until it has been heard or cut. */
export interface Playout {
  readonly responseId: string;
  readonly contentIndex: number;
  readonly receivedMs: number;
  /** The speech rate of its voice, as earlier items have shown it. */
  readonly speechRate?: number;
  /** Whether the vendor has sent all of it. */
  readonly isEnded: boolean;
  /** Whether a flush is under way. The speaker has yet to report how much was heard. */
  readonly isCut: boolean;
  /** The heard part of the item before it continued behind its supposed end, in milliseconds. */
  readonly beforeMs?: number;
  /** Items of out-of-band responses are played, but are not part of the conversation. */
  readonly isOutOfBand: boolean;
  /** Whether the app's own speech source made it. The vendor does not know the item. */
  readonly isFromApp?: boolean;
  /** Set once the connection that brought it is gone: whether all of the item had been received. */
  readonly kept?: { readonly isWhole: boolean };
}

/** A response that the vendor has started and not ended. */
export interface ActiveResponse {
  readonly isOutOfBand: boolean;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly itemIds: readonly ItemId[];
  /** The text of an out-of-band response, which has no rows in the transcript. */
  readonly text: string;
  /** The turn that it answers; `null` once the turn's latency has been measured. */
  readonly turn: TurnStages | null;
}

/** A tool call without a result. */
export interface PendingToolCall {
  readonly itemId: ItemId;
  readonly responseId: string | null;
  readonly name: string;
  readonly connection: number;
  /** The user's consent, for a call that needs it. */
  readonly approval?: 'awaited' | 'answered';
}

/** A command that waits until the session is live, or until the end of a pause. */
export type QueuedCommand = Exclude<ClientCommand, { readonly type: 'append-audio' }> & {
  /** The command without which this one has no meaning. */
  readonly dependsOn?: string | undefined;
};

/** The vendor, its configuration and the commands that wait for it. */
export interface VendorState {
  readonly capabilities: Capabilities;
  /** Whether the vendor plays the agent's audio (WebRTC). The audio itself then never passes through the kit. */
  readonly isCall: boolean;
  readonly outputFormat: AudioFormat;
  /** The configuration that the app asks for. */
  readonly config: SessionConfig;
  /** Commands that wait for `live`. */
  readonly queue: readonly QueuedCommand[];
  readonly nextCommand: number;
  readonly resumeHandle: string | null;
  /** Whether a connection of this session has been live before. */
  readonly hasBeenLive: boolean;
  /**
   * The time at which the session was first live, in milliseconds on its clock. The times of entries count from
   * it.
   */
  readonly firstLiveAtMs: number | null;
  /** The end of the connection that the vendor has announced. It says more than the close that follows. */
  readonly announcedEnd: RealtimeError | null;
  /** The number of the newest connection, which may be a standby connection. */
  readonly lastConnection: number;
  /** The pace of the agent's voice so far; `null` before its first item was heard. */
  readonly pace: VoicePace | null;
  readonly playoutOnLoss: 'finish' | 'stop';
  readonly offlineAudio: 'deliver' | 'discard';
}

/** The connection that is to take the place of the current one. */
export interface Standby {
  readonly connection: number;
  /** Whether the vendor has acknowledged its configuration, so that it has been told the conversation. */
  readonly isReady: boolean;
  readonly told: SessionConfig | null;
  /** The history that it is told; `null` before its configuration was sent, and where there is none. */
  readonly seed: Seed | null;
  /** The rows that were settled then: they have been told, or left out. */
  readonly settledIds: ReadonlySet<ItemId>;
  readonly sessionId: string | null;
  readonly expiresAtMs: number | null;
  readonly effective: EffectiveConfig | null;
}

/** The plan to replace the connection on purpose. */
export interface RenewalState {
  /** `null` where none is planned. */
  readonly cause: RenewalCause | null;
  /** The latest time to leave the connection, in milliseconds on the session's clock. */
  readonly deadlineAtMs: number | null;
  readonly standby: Standby | null;
  /** The number of standby connections that have failed. */
  readonly failures: number;
  /** The earliest time of the next standby connection, in milliseconds on the session's clock. */
  readonly retryAtMs: number | null;
  /** Whether the connection is being closed for another one. */
  readonly isLeaving: boolean;
  /** Whether a timer runs for the quiet part of a pause. */
  readonly isQuietAwaited: boolean;
  /** Whether the connection may be dead: a standby connection that lives takes its place at once. */
  readonly isPathSuspected: boolean;
}

/** An answer that a lost connection took with it before anything of it was heard. */
export interface OwedAnswer {
  /** The row that is unanswered; `null` where the app asked without one. */
  readonly itemId: ItemId | null;
  /** The requests to make again. */
  readonly requests: readonly ResponseOptions[];
}

/** The losses of connections that are gone. Times are in milliseconds on the session's clock. */
export interface LossState {
  readonly owed: OwedAnswer | null;
  /** Rows whose answer no connection gives, until the `continuity` event reports them. */
  readonly lostAnswers: readonly (ItemId | null)[];
  /** Audio of the user that reached no connection, until the `continuity` event reports it, in milliseconds. */
  readonly lostAudioMs: number;
  /** The turn by hand that is said again to the next connection. */
  readonly turn: 'open' | 'committed' | null;
  /** The row of the turn that is said again. */
  readonly reservedItemId: ItemId | null;
  /** Whether the current connection was told the conversation. */
  readonly isReseeded: boolean;
  readonly turnStartedAtMs: number | null;
  readonly turnEndedAtMs: number;
  /** The time up to which the vendor knows what the user said, or has answered it. */
  readonly settledAtMs: number;
}

/** The configuration that the vendor has on the current connection. */
export interface ConfigurationState {
  /** The configuration that was sent and not refused; `null` before the first one. */
  readonly told: SessionConfig | null;
  /** The change that waits for its acknowledgement, with the values from before it. */
  readonly pending: { readonly commandId: string; readonly before: SessionConfig } | null;
  /** Values that the vendor refused. They are not sent again. */
  readonly refused: SessionConfig;
}

/** The agent's audio. */
export interface PlaybackState {
  readonly playouts: ReadonlyMap<ItemId, Playout>;
  /** The response that the vendor has started to play before any of its items was known. */
  readonly unclaimedPlayoutResponseId: string | null;
  /** The reason and time of the cut that is under way. */
  readonly pendingCut: Pick<Cut, 'reason' | 'atMs'> | null;
}

/** The vendor's responses. */
export interface ResponsesState {
  readonly gate: ResponseGate;
  readonly active: ReadonlyMap<string, ActiveResponse>;
  /** Responses whose late output is dropped. */
  readonly cancelledResponseIds: readonly string[];
  /** Responses that have ended. A repeated start or end of one of them changes nothing. */
  readonly endedResponseIds: readonly string[];
  /** Items of which nothing was heard. They are removed at the vendor as soon as their response has ended. */
  readonly pendingRemovals: readonly { readonly itemId: ItemId; readonly responseId: string }[];
  /** Turns whose answer is complete and has yet to be heard, by response. */
  readonly endedTurns: ReadonlyMap<string, TurnStages>;
}

/** Calls of the app's tools. */
export interface ToolsState {
  readonly pending: ReadonlyMap<string, PendingToolCall>;
  /** The calls that were settled last, with their items. A repeated call must not run again, whatever item carries it. */
  readonly settledCalls: ReadonlyMap<string, ItemId>;
  /** Whether a settled call asks for a response while other calls of its response still run. */
  readonly isResponseDue: boolean;
}

/** The order of the transcript, beside its entries. */
export interface OrderState {
  /** Items without a row, each with the item before it, so that the order can be followed through them. */
  readonly unlistedItems: ReadonlyMap<ItemId, ItemId | null>;
  /** Items that have not arrived, each with the entry that follows it and arrived first. */
  readonly awaitedPredecessors: ReadonlyMap<ItemId, ItemId>;
  /** The last items with more than one text part. The final text of a part cannot replace the whole text. */
  readonly multipartItemIds: readonly ItemId[];
  /** Items of the app's own speech that have been added to the vendor's conversation. */
  readonly appSpeechAtVendor: ReadonlySet<ItemId>;
  /** Items of earlier connections that the vendor was told on this one. */
  readonly seededIds: ReadonlySet<ItemId>;
}

/** The user's current turn. */
export interface TurnState {
  /** The row of the user's current speech. */
  readonly userItemId: ItemId | null;
  readonly stages: TurnStages | null;
  /** The response that the vendor has started before it reported the end of the turn. It answers this turn. */
  readonly earlyResponseId: string | null;
  /** The starts of speech that has no entry yet, in milliseconds since the session was first live. */
  readonly startedAudioMs: number | null;
}

/** The decisions about interruptions, and the side that makes them. */
export interface InterruptionState {
  /** `client`: the kit, and not the vendor, decides when the agent stops and which turns are answered. */
  readonly turnAuthority: 'client' | 'vendor';
  /** The verdict on the user's voice: `pending` until decided, `rejected` when it was not a turn. */
  readonly bargeInVerdict: 'pending' | 'rejected' | null;
  /** Whether a committed turn waits for the verdict before it is answered. */
  readonly isAnswerHeld: boolean;
}

/** The limit on the vendor's silence. */
export interface WatchState {
  /** Whether the timer runs: the kit waits for the vendor. */
  readonly isWatching: boolean;
  /** The time of the vendor's last output since the timer started, in milliseconds on the session's clock. */
  readonly lastOutputAtMs: number | null;
}

/** The limit on silence of both sides. */
export interface IdleState {
  /** `null` in a session that may be silent forever. */
  readonly timeoutMs: number | null;
  readonly stage: 'off' | 'waiting' | 'warned';
}

/** Everything that the reducer remembers: the public state, and what only the rules need. Immutable. */
export interface InternalState {
  readonly public: SessionState;
  readonly vendor: VendorState;
  readonly configuration: ConfigurationState;
  readonly renewal: RenewalState;
  readonly loss: LossState;
  readonly playback: PlaybackState;
  readonly responses: ResponsesState;
  readonly tools: ToolsState;
  readonly order: OrderState;
  readonly turn: TurnState;
  readonly interruption: InterruptionState;
  readonly watch: WatchState;
  readonly idle: IdleState;
  readonly history: HistoryState;
  /** Barge-in; `null` in a session without. */
  readonly bargeIn: BargeInWatch | null;
}
