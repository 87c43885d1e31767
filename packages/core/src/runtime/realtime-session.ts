import type { RealtimeError } from '../errors/realtime-error.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { ContentPart, ItemId } from '../protocol/conversation-item.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { ResponseOutcome, ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { UsageRecord } from '../protocol/usage-record.ts';
import type { ConnectionStats } from '../transport/transport-port.ts';
import type { SpeakerStats } from '../media/speaker-port.ts';
import type { BargeIn } from '../session/barge-in/barge-in.ts';
import type { TurnLatency } from '../session/latency.ts';
import type {
  EndReason,
  InputMode,
  SessionPhase,
  SessionState,
  SessionStatus,
} from '../session/session-state.ts';
import type { Cut, ToolEntry, TranscriptEntry } from '../session/transcript.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { ReadableStore } from '../util/readable-store.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { BudgetAccount } from './budget/budget.ts';
import type { AnyClientTool } from './client-tool.ts';
import type { MicrophoneOptions } from './microphone-options.ts';
import type { SpeakerOptions } from './speaker-options.ts';

/** The agent was cut off. */
export interface Interruption {
  readonly itemId: ItemId;
  readonly by: Cut['by'];
  /** How much of the item had been heard, and how much had come, in milliseconds. */
  readonly heardMs: number;
  readonly receivedMs: number;
}

/** What a session tells its listeners. */
export interface SessionEvents {
  'status-changed': {
    readonly status: SessionStatus;
    readonly previous: SessionStatus;
    readonly endReason: EndReason | null;
  };
  'phase-changed': { readonly phase: SessionPhase; readonly previous: SessionPhase };
  /** Something went wrong that does not end the session. Fatal errors are in the state and in rejections instead. */
  error: RealtimeError;
  interruption: Interruption;
  'entry-added': TranscriptEntry;
  /** An entry's words are complete, or will never be. */
  'entry-settled': TranscriptEntry;
  'turn-committed': { readonly itemId: ItemId };
  'response-started': {
    readonly responseId: string;
    readonly isOutOfBand: boolean;
    readonly metadata: Readonly<Record<string, string>> | null;
  };
  'response-done': {
    readonly responseId: string;
    readonly outcome: ResponseOutcome;
    readonly reason: string | null;
    readonly isOutOfBand: boolean;
    /** All that the response wrote, its parts joined. */
    readonly text: string;
    readonly usage: UsageRecord | null;
    readonly metadata: Readonly<Record<string, string>> | null;
  };
  'tool-changed': ToolEntry;
  usage: { readonly id: string; readonly source: 'response' | 'transcription'; readonly record: UsageRecord };
  latency: TurnLatency;
  /** The user's voice over the agent's has been judged. It comes when everything that followed has happened. */
  'barge-in': BargeIn;
  /** Every event in the kit's own words, before it is acted on. */
  'server-event': ServerEvent;
  /** Every command as it goes out. Audio is included: do not keep it. */
  'command-sent': ClientCommand;
  /** Every frame as it is on the wire, for debugging. It may hold what users said. */
  wire: { readonly direction: 'in' | 'out'; readonly frame: WireFrame };
}

/** The item that is audible now and how far it has been heard. */
export interface Playhead {
  readonly itemId: ItemId;
  readonly heardMs: number;
  /** How much of it has come so far, in milliseconds. */
  readonly receivedMs?: number;
}

/** One conversation with one vendor. It survives reconnections. */
export interface RealtimeSession {
  readonly store: ReadableStore<SessionState>;
  readonly capabilities: Capabilities;
  /** The account of what the talk costs; `null` for a session without a budget. */
  readonly budget: BudgetAccount | null;
  /** How loud the user is. */
  readonly microphone: LevelSource;
  /** How loud the agent is, as played. */
  readonly speaker: LevelSource;
  /**
   * Opens the conversation; resolves when the vendor has acknowledged the configuration. Call it inside a gesture of the
   * user, so that the browser lets audio play. Calling it again while connecting returns the same promise.
   *
   * @throws RealtimeError of any `credential`, `microphone`, `transport` or `vendor` code, `budget-exceeded`, or `aborted`.
   */
  connect(options?: { readonly signal?: AbortSignal }): Promise<void>;
  /**
   * Ends the conversation and releases everything. Resolves when that is done; safe to call at any time.
   *
   * @param options.reason becomes the state's `endReason`. @default 'user'
   */
  close(options?: { readonly reason?: 'user' | 'budget' }): Promise<void>;
  /** Opens the user's turn by hand. @throws RealtimeError `unsupported-capability` or `invalid-state`. */
  beginTurn(): void;
  /** Closes the user's turn and asks for an answer. @throws RealtimeError `invalid-state` when no turn is open. */
  endTurn(): void;
  /** Closes the user's turn and throws away what was said in it. */
  cancelTurn(): void;
  /** Silences the agent at once and tells the vendor how much was heard. Does nothing when nothing is to be cut. */
  interrupt(): void;
  /**
   * Stops the making of the answer, for what it costs; what has come of it is heard, unless the vendor itself cuts it off.
   * Does nothing where nothing is being made, and where the vendor cannot.
   */
  stopResponding(): void;
  /** Muted means that no audio leaves; it does not end the user's turn. Kept over reconnections. */
  setMuted(isMuted: boolean): void;
  /**
   * Takes another microphone without another connection, or `false` for none. A session that began with none asks for the
   * permission only now: call it inside a gesture. Before `connect` it says what will be opened.
   *
   * @throws RealtimeError of any `microphone` code; the microphone that there was goes on.
   */
  setMicrophone(options: MicrophoneOptions | false): Promise<void>;
  /**
   * Plays the agent on another device, or on the system's own for `{}`, also in the middle of a sentence. Before `connect` it
   * says where the agent will be heard. A device that is unplugged later gives way to the system's own, and an `error` event
   * tells of it.
   *
   * @throws RealtimeError `speaker-missing`, or `unsupported-capability` where the browser cannot; then nothing changes.
   */
  setSpeaker(options: SpeakerOptions): Promise<void>;
  /** @param volume 0 to 1. @throws RealtimeError `invalid-config` for anything else. */
  setVolume(volume: number): void;
  /** Says something in writing and asks for an answer. Before `live` it waits. */
  sendText(text: string): ItemId;
  /** Sends text and images as one message of the user. */
  sendMessage(
    content: readonly ContentPart[],
    options?: { readonly role?: 'user' | 'system'; readonly isAnswered?: boolean },
  ): ItemId;
  /**
   * Speaks a text of the app's by the session's `speech` source: a greeting, a word while a tool runs. It is heard behind
   * what the agent is saying, never over the user, and is cut, counted and written down like an answer; its row has
   * `isFromApp`. Before `live` it waits. Where the items of a conversation are the client's to write, the vendor is told what
   * was heard of it. What goes wrong is an `error` event, and the row is `failed`.
   *
   * In a call the vendor waits for nobody: a text that is being spoken gives way to its answer.
   *
   * @throws RealtimeError `unsupported-capability` without a source, `invalid-config` for a text without words,
   * `invalid-state` when the session is over.
   */
  say(text: string): ItemId;
  /** Asks the agent to speak, or to answer out of band; waits for its turn behind a running response. */
  respond(options?: ResponseOptions): void;
  /** Takes an item out of the conversation at the vendor and in the transcript. */
  removeItem(itemId: ItemId): void;
  /** Answers a remote tool's request for consent. */
  answerApproval(itemId: ItemId, answer: { readonly isApproved: boolean; readonly reason?: string }): void;
  /** Changes the given fields, now if live, else with the next connection. */
  updateConfig(patch: Partial<SessionConfig>): void;
  /** Changes how turns are found, also in mid-conversation. */
  setInputMode(mode: InputMode): void;
  /**
   * Sends a message of the vendor's own, in the vendor's words, for what the kit has no command. What comes back of that
   * kind is the `server-event` of the type `vendor-event-received`.
   *
   * @throws RealtimeError `unsupported-capability` where the vendor has none, `invalid-state` before `live`.
   */
  sendVendorEvent(event: Readonly<Record<string, unknown>>): void;
  /**
   * Changes how the user takes the floor, also in mid-conversation; `null` leaves it to the vendor.
   *
   * @throws RealtimeError `unsupported-capability` for `detect: 'local'` where the vendor cuts by itself.
   */
  setBargeIn(options: BargeInOptions | null): void;
  /** Adds a tool and returns the function that takes it away. The vendor is told once for all changes of one task. */
  registerTool(tool: AnyClientTool): () => void;
  /** Starts playing where the browser waited for a gesture. Call it inside one. */
  resumePlayback(): Promise<void>;
  /** What is audible now; `null` while nothing is. Pulled, so that captions can follow without re-rendering. */
  getPlayhead(): Playhead | null;
  /** Counts of the playback path; `null` while no speaker is open. */
  getPlaybackStats(): SpeakerStats | null;
  /** Asks the browser how the connection does; `null` where there is no call, which alone knows. */
  getConnectionStats(): Promise<ConnectionStats | null>;
  on<K extends keyof SessionEvents>(type: K, listener: (event: SessionEvents[K]) => void): () => void;
  /** Counts an owner and returns its release. A macrotask after the last release the session closes. */
  retain(): () => void;
}
