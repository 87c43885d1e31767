import type { Microphone } from '../media/microphone-port.ts';
import type { Speaker, SpeakerStats } from '../media/speaker-port.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { MuteOwner } from '../session/session-state.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { AnyClientTool } from './client-tool.ts';
import type { MicrophoneOptions, SpeakerOptions } from './device-options.ts';

/** The item that is audible now and how far it has been heard. */
export interface Playhead {
  readonly itemId: ItemId;
  /** The part of the item that has left the speaker, in milliseconds. */
  readonly heardMs: number;
  /** The part of the item that has arrived, in milliseconds. */
  readonly receivedMs?: number;
  /**
   * The speech rate of the voice, as its earlier items have shown it. Set while more of the item's audio may come, so that
   * its text may run ahead of it. 1 is the kit's average, 2 is twice as fast.
   */
  readonly speechRate?: number;
}

/**
 * The user's turn, opened and closed by the app, in sessions whose input mode is `push-to-talk`. The caller has to close
 * every turn that it opens; `usePushToTalk` of `@repartee/hooks` does that.
 */
export interface TurnControls {
  /**
   * Opens the user's turn and interrupts the agent. While the session is connecting or reconnecting, the audio is kept and
   * sent once it is live. Does nothing while a turn is open.
   *
   * @throws RealtimeError `unsupported-capability` where the vendor cannot take such turns. `invalid-state` in hands-free
   * mode, in the statuses `idle`, `closing`, `closed` and `failed`, and while a finished turn waits for the connection.
   */
  begin(): void;
  /**
   * Closes the turn and asks the agent for an answer. A turn with less than 100 ms of audio is discarded instead, because
   * vendors refuse it.
   *
   * @throws RealtimeError `invalid-state` when no turn is open.
   */
  end(): void;
  /** Closes the turn and discards its audio. Does nothing when no turn is open. */
  cancel(): void;
}

/** The user's microphone, and its loudness as a `LevelSource`: silent while no device is open. */
export interface SessionMicrophone extends LevelSource {
  /**
   * Switches to another microphone without a new connection; `{}` selects the system default and `false` none. A session
   * that started without a microphone asks for the permission now: call it inside a user gesture. While the session is
   * `idle`, `closed` or `failed`, it selects what the next `connect` opens. When it is called again before the device is
   * open, the last call wins.
   *
   * @throws RealtimeError any `microphone` code, or `aborted` for a call that a later one replaced. The previous microphone
   * stays in use.
   */
  select(options: MicrophoneOptions | false): Promise<void>;
  /**
   * Mutes or unmutes, in every status. While muted, no audio leaves the device; an open turn stays open. A mute lasts until
   * the same owner unmutes, over reconnections and later conversations; that of the budget ends with its conversation.
   *
   * @param options.by who mutes or unmutes; `mutedBy` of the state lists them. A budget acts as `budget`. @default 'user'
   */
  setMuted(muted: boolean, options?: { readonly by?: Exclude<MuteOwner, 'system' | 'pause'> }): void;
}

/** The speaker that plays the agent, and its loudness as a `LevelSource`: silent while nothing plays. */
export interface SessionSpeaker extends LevelSource {
  /**
   * Plays the agent on another device, also in the middle of a sentence; `{}` selects the system default. While the session
   * is `idle`, `closed` or `failed`, it selects where the next conversation plays. When the device is unplugged later, the
   * system default takes over and the session emits an `error` event.
   *
   * @throws RealtimeError `speaker-missing`, or `unsupported-capability` where the browser cannot select a speaker. The
   * previous speaker stays in use.
   */
  select(options: SpeakerOptions): Promise<void>;
  /**
   * Sets the volume, in every status.
   *
   * @param volume 0 (silent) to 1 (as received).
   * @throws RealtimeError `invalid-config` for any other number.
   */
  setVolume(volume: number): void;
  /**
   * Starts playback that the browser blocked until a user gesture (`isPlaybackBlocked` in the state). Call it inside one.
   * Does nothing when playback is not blocked.
   *
   * @throws RealtimeError `playback-blocked` when the browser still refuses.
   */
  resume(): Promise<void>;
  /** Returns what is audible now, or `null`. It is pulled, so that captions follow without re-rendering. */
  getPlayhead(): Playhead | null;
  /** Returns the counters of the playback path; `null` while no speaker is open. */
  getStats(): SpeakerStats | null;
}

/** The ways that the sound of a conversation takes, to listen in on: for recorders and pictures of sound. */
export interface AudioPaths {
  /** The format of the audio in `append-audio` commands. */
  readonly inputFormat: AudioFormat;
  /** The format of the audio in `audio-delta` events. */
  readonly outputFormat: AudioFormat;
  /** `null` while none is open. */
  readonly microphone: Pick<Microphone, 'source'> | null;
  /** `null` while none is open. */
  readonly speaker: Pick<Speaker, 'path' | 'tap'> | null;
}

/** The tools of the app, and the user's consent to tools on remote servers. */
export interface SessionTools {
  /**
   * Adds a tool, in every status, and returns the function that removes it. The vendor gets one update for all changes of
   * one task; a vendor that cannot change tools during a conversation gets them with the next connection. Of two tools with
   * one name the later one runs.
   *
   * @throws RealtimeError `invalid-config` when the tool cannot be declared to a model.
   */
  register(tool: AnyClientTool): () => void;
  /**
   * Answers a request for consent: of one of the app's tools with `needsApproval`, or of a remote tool. Does nothing for a
   * request that has been answered or has ended.
   *
   * @param itemId the id of the entry, of the kind `tool` or `approval`.
   * @throws RealtimeError `invalid-state` when the transcript has no such request; `unsupported-capability` for the scope
   * `session` of a remote tool.
   */
  answerApproval(
    itemId: ItemId,
    answer: {
      readonly approved: boolean;
      /** Sent to the model with a refusal, where the vendor takes one. */
      readonly reason?: string;
      /**
       * The reach of the consent: `call`, or `session` for every call of the tool until the session ends, whatever its
       * arguments. Only for tools of the app. @default 'call'
       */
      readonly scope?: 'call' | 'session';
    },
  ): void;
}
