import type { Capabilities } from '../protocol/capabilities.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { ContentPart, ItemId } from '../protocol/conversation-item.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { ConnectionStats } from '../transport/transport-port.ts';
import type { SavedConversation } from '../session/history/history-options.ts';
import type { SerializedConversation, SerializeOptions } from '../session/history/serialized-conversation.ts';
import type { ReducedEvents } from '../session/session-events.ts';
import type { InputMode, SessionState } from '../session/session-state.ts';
import type { ReadableStore } from '../util/readable-store.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { CredentialPurpose } from './credential-request.ts';
import type { BudgetAccount } from './budget-account.ts';
import type {
  AudioPaths,
  SessionMicrophone,
  SessionSpeaker,
  SessionTools,
  TurnControls,
} from './session-controls.ts';

/** The events of a session, for `session.on` and `useSessionEvent`. */
export interface SessionEvents extends ReducedEvents {
  /** A credential is asked for, which may cost the app money: for which adapter or speech source, and why. */
  'credential-requested': CredentialPurpose;
  /** Every event of the vendor, decoded, before the session acts on it. */
  'server-event': ServerEvent;
  /** Every command as it is sent, including audio: do not keep it. */
  'command-sent': ClientCommand;
  /** Every frame as it is on the wire, for debugging. It can contain what users said. */
  wire: {
    readonly direction: 'in' | 'out';
    readonly frame: WireFrame;
    /** The number of the connection, which may be a standby connection. */
    readonly connection: number;
    /** The command that a sent frame carries; left out where it is none: answers to the vendor, and messages of its own. */
    readonly command?: ClientCommand | undefined;
  };
}

/**
 * One conversation with one vendor. It survives reconnections, and can be connected again after it has ended. All functions
 * are bound and keep their identity.
 */
export interface RealtimeSession {
  /** The state, as a zustand store: `useStore(session.store, selector)` works. */
  readonly store: ReadableStore<SessionState>;
  /** The features that the vendor supports. */
  readonly capabilities: Capabilities;
  /** The cost of the conversation; `null` for a session without a budget. */
  readonly budget: BudgetAccount | null;
  /** The user's turn, opened and closed by the app. */
  readonly turn: TurnControls;
  /** The user's microphone: its device, mute and loudness. */
  readonly microphone: SessionMicrophone;
  /** The agent's speaker: its device, volume, loudness and playhead. */
  readonly speaker: SessionSpeaker;
  /** The app's tools, and consent to remote ones. */
  readonly tools: SessionTools;
  /**
   * Opens the conversation and resolves when the vendor has acknowledged the configuration. Call it inside a user gesture,
   * so that the browser plays audio. While connecting it joins the attempt; in `live` it resolves at once; in `idle`, `closed`
   * and `failed` it starts a new connection; in `closing` it starts one after the end. The last call of `connect` and `close`
   * decides.
   *
   * @param options.signal rejects this call when it aborts. The attempt is closed unless another caller waits for it.
   * @throws RealtimeError any `credential`, `microphone`, `transport` or `vendor` code; `aborted` when the session is closed or the
   * signal aborts meanwhile; `budget-exceeded`, which is an `error` event too where the budget is spent and the state stays.
   */
  connect(options?: { readonly signal?: AbortSignal }): Promise<void>;
  /**
   * Ends the conversation and releases the connection and the devices. Resolves when that is done. Safe in every status.
   *
   * @param options.reason becomes `endReason` of the state. @default 'user'
   */
  close(options?: { readonly reason?: 'user' | 'budget' }): Promise<void>;
  /**
   * Reads the session's clock, in milliseconds. Times of the state whose name ends in `AtMs` are on it, unless their description
   * says otherwise.
   */
  now(): number;
  /**
   * Pauses the conversation: the agent falls silent, and no audio of the user leaves. Where `capabilities.pause` is `hold`,
   * the connection stays open and costs nothing; otherwise, and when the held connection ends or `idleTimeoutMs` has passed,
   * it is closed and the status is `paused`. Messages and requests wait for `resume`. Does nothing in the statuses `idle`,
   * `closing`, `closed` and `failed`. A `connect()` that has not resolved rejects with `aborted`.
   */
  pause(): void;
  /**
   * Goes on with a paused conversation, and resolves when the agent listens again. A new connection is told what was said.
   * While a connection is being opened, it joins the attempt; where nothing is paused, it resolves at once. `connect()` does
   * the same.
   *
   * @param options.signal rejects this call when it aborts. The attempt is closed unless another caller waits for it.
   * @throws RealtimeError as `connect`.
   */
  resume(options?: { readonly signal?: AbortSignal }): Promise<void>;
  /** Says that the user is still there: the time to `idleTimeoutMs` starts again, and a warning is taken back. */
  keepAlive(): void;
  /** Counts an owner and returns its release. The session closes a macrotask after the last release. */
  retain(): () => void;
  /** Adds a listener for one type of event and returns the function that removes it. */
  on<K extends keyof SessionEvents>(type: K, listener: (event: SessionEvents[K]) => void): () => void;
  /**
   * Sends a written message of the user and asks for an answer. Its transcript row is added at once; before `live` it waits
   * for the connection.
   *
   * @returns the id of its transcript row.
   * @throws RealtimeError `unsupported-capability` where the vendor takes no written messages, `invalid-config` for a text
   * without words, `invalid-state` in the statuses `closing`, `closed` and `failed`.
   */
  sendText(text: string): ItemId;
  /**
   * Sends texts and images as one message. Before `live` it waits for the connection.
   *
   * @param options.role who the message comes from; `system` instructs the agent. @default 'user'
   * @param options.respond whether the agent answers. @default true for the user, false for `system`
   * @returns the id of its transcript row.
   * @throws RealtimeError as `sendText`; `unsupported-capability` also for images where the vendor takes none.
   */
  sendMessage(
    content: readonly ContentPart[],
    options?: { readonly role?: 'user' | 'system'; readonly respond?: boolean },
  ): ItemId;
  /**
   * Speaks a text of the app through the session's `speech` source, such as a greeting, or a word while a tool runs. It
   * plays after what the agent is saying and never over the user. It can be interrupted, is counted by the budget and has
   * a transcript row with `isFromApp`. Before `live` it waits for the connection. Where the client may write items of the
   * conversation, the vendor gets the words that were heard. A failure is an `error` event, and the row is `failed`. In a
   * WebRTC call, an answer of the agent interrupts the text.
   *
   * @returns the id of its transcript row.
   * @throws RealtimeError `unsupported-capability` without a `speech` source, `invalid-config` for a text without words,
   * `invalid-state` in the statuses `closing`, `closed` and `failed`.
   */
  say(text: string): ItemId;
  /**
   * Asks the agent for a response. It waits for a running response to end, and before `live` for the connection.
   *
   * @throws RealtimeError `unsupported-capability` where the vendor responds by itself only, or cannot respond out of band;
   * `invalid-state` in the statuses `closing`, `closed` and `failed`.
   */
  respond(options?: ResponseOptions): void;
  /**
   * Interrupts the agent: playback stops at once, and the vendor learns how much was heard. Does nothing while the agent is
   * neither speaking nor preparing an answer.
   */
  interrupt(): void;
  /**
   * Stops the generation of the answer, to save its cost. The audio that has arrived still plays, unless the vendor cuts it.
   * Does nothing while no answer is generated, and where the vendor cannot cancel (`canCancelResponse`).
   */
  stopResponding(): void;
  /** Removes an item from the transcript and from the conversation at the vendor. Does nothing for an unknown id. */
  removeItem(itemId: ItemId): void;
  /**
   * Changes the given fields of the configuration; `undefined` takes a field out. While `live`, the fields in
   * `capabilities.updatable` change at once. The other fields wait for the next connection, or the session renews the
   * connection for them where the vendor can resume. Before `live`, a value that the vendor never takes fails the connection.
   *
   * @throws RealtimeError `unsupported-capability` or `invalid-config` while `live`, for a value that the vendor never takes.
   */
  updateConfig(patch: Partial<SessionConfig>): void;
  /**
   * Changes how the user's turns are found, in every status. An open turn is discarded.
   *
   * @throws RealtimeError `unsupported-capability` for `push-to-talk` where the vendor cannot take such turns.
   */
  setInputMode(mode: InputMode): void;
  /**
   * Changes how the user interrupts the agent, in every status; `null` leaves it to the vendor.
   *
   * @throws RealtimeError `unsupported-capability` for `detect: 'local'` where the vendor always interrupts by itself.
   */
  setBargeIn(options: BargeInOptions | null): void;
  /**
   * Sends an event of the vendor's own protocol, for what the kit has no command. The vendor's own events arrive as the
   * session event `server-event` with the type `vendor-event-received`.
   *
   * @throws RealtimeError `unsupported-capability` where the protocol has none, `invalid-state` in every status but `live`.
   */
  sendVendorEvent(event: Readonly<Record<string, unknown>>): void;
  /**
   * Writes the conversation as plain data, for `JSON.stringify`: all rows as they would be if the conversation ended now, without
   * audio and without anything secret. `history.initial` and `restore` read it.
   *
   * @param options.images whether the images of messages are kept. @default 'drop'
   */
  serialize(options?: SerializeOptions): SerializedConversation;
  /**
   * Takes a saved conversation: its rows are in the transcript, and the first connection is told of it by the policy of
   * `history`. A `connect` meanwhile waits for it, 5 s at most. `null` restores nothing.
   *
   * @param saved what `serialize` returned, plain messages, or a promise of either, for storages that take time.
   * @throws RealtimeError `invalid-config`, with the place, for data that cannot be read; `invalid-state` where the session has a
   * conversation already; what the promise rejects with.
   */
  restore(saved: SavedConversation | null | Promise<SavedConversation | null>): Promise<void>;
  /** Returns the current audio paths of the conversation, for monitoring; `null` before the first connection. */
  getAudioPaths(): AudioPaths | null;
  /** Reads the browser's statistics of the connection; `null` for WebSockets, of which browsers have none. */
  getConnectionStats(): Promise<ConnectionStats | null>;
}
