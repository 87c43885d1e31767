import type { RealtimeError } from '../errors/realtime-error.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { LevelSource } from '../util/level-source.ts';

/** The part of an item that the speaker has played. */
export interface HeardItem {
  readonly itemId: ItemId;
  /** Milliseconds of this item rendered and, as far as the platform tells, audible. */
  readonly heardMs: number;
}

/** The callbacks by which a speaker reports to the session. */
export interface SpeakerListener {
  /** The first sample of an item was rendered. `atMs` is on the clock of `performance.now()`. */
  readonly onItemStarted: (event: { readonly itemId: ItemId; readonly atMs: number }) => void;
  /** The playhead moved; at most once an animation frame while something plays. */
  readonly onPlayhead: (heard: HeardItem) => void;
  /** The last sample of an ended item was rendered. */
  readonly onItemFinished: (heard: HeardItem) => void;
  /** Everything queued has been rendered: nothing is audible any more. */
  readonly onDrained: () => void;
  /** The browser will not play before a gesture of the user, or plays again. */
  readonly onBlockedChange: (isBlocked: boolean) => void;
  readonly onLost: (error: RealtimeError) => void;
}

/** The options with which the session opens a speaker. */
export interface SpeakerOpenOptions {
  /** The format of the audio given to `play`. */
  readonly format: AudioFormat;
  /** 0 (silent) to 1 (as it came). */
  readonly volume: number;
  /** Aborts the opening, and closes a speaker that opens too late. */
  readonly signal: AbortSignal;
  /** Receives what the speaker reports. */
  readonly listener: SpeakerListener;
}

/** Counts of what went wrong and right while playing. */
export interface SpeakerStats {
  /** The number of times that the queue ran empty in the middle of an item. */
  readonly underruns: number;
  /** The total length of those gaps, in milliseconds. */
  readonly underrunMs: number;
  /** The number of gaps longer than any jitter buffer: the vendor or the network stood still. */
  readonly stalls: number;
  /** The jitter buffer held against uneven arrival at this moment, in milliseconds. */
  readonly jitterBufferMs: number;
  /** Audio queued and not yet rendered, in milliseconds. */
  readonly queuedMs: number;
  /** Audio thrown away because its item had been cut, in milliseconds. */
  readonly droppedMs: number;
}

/** The way of the agent's sound in an audio graph. Whatever is put between the two nodes acts on what is heard. */
export interface SpeakerPath {
  /** The agent as it comes: from a queue, or from a remote track. It is connected to `output`. */
  readonly agent: AudioNode;
  readonly output: AudioNode;
}

/** Samples as they are played: 1 is full scale. `atMs` is when the first of them is heard, on the clock of the port. */
export type SpeakerTap = (samples: Float32Array, atMs: number) => void;

/** An open speaker: a queue of items and one playhead. */
export interface Speaker {
  readonly level: LevelSource;
  /** The path of the sound. Left out where there is no audio graph. */
  readonly path?: SpeakerPath;
  /**
   * Lets a listener hear all that is rendered, at the rate of the format, until the returned function is called. For speakers
   * without an audio graph: with one, `path` is listened to.
   */
  tap?(listener: SpeakerTap): () => void;
  /**
   * Queues audio behind what the item already has. Chunks may share a buffer: a speaker copies what it transfers to
   * another thread.
   */
  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void;
  /** Says that no more audio of the item will come. */
  endItem(itemId: ItemId): void;
  /**
   * Fades out and drops everything queued. Audio of the dropped items that is given later is dropped too.
   * Resolves with what was heard of each item that was queued or playing, in the order of playing; an item of which
   * nothing was heard has 0.
   */
  flush(): Promise<readonly HeardItem[]>;
  /**
   * Stops at the next dip of the agent's level, within 160 ms, and keeps everything: the heard position stands still until
   * `release`. A flush ends it. Left out where audio cannot be kept, as in a call.
   */
  hold?(): void;
  /** Goes on where `hold` stopped. */
  release?(): void;
  setVolume(volume: number): void;
  /**
   * Plays on another device, `''` for the system's own. `onLost` is told when it has been unplugged and the system's own
   * took its place. Left out where there is nothing to choose.
   *
   * @throws RealtimeError `speaker-missing`, or `unsupported-capability` where the browser cannot; then nothing changes.
   */
  setDevice?(deviceId: string, onLost: (error: RealtimeError) => void): Promise<void>;
  /** Takes the agent's audio as a stream, for the speakers of calls. */
  attach?(stream: MediaStream | null): void;
  /** Starts playing where the browser waited for a gesture. Call it inside one. */
  resume(): Promise<void>;
  stats(): SpeakerStats;
  close(): void;
}

/** Opens speakers. */
export interface SpeakerPort {
  /**
   * Unlocks audio inside the user's gesture: must be called synchronously in it, before anything is awaited.
   * Opening later works as well where the browser does not insist.
   */
  unlock(): void;
  /** @throws RealtimeError `worklet-failed` or `aborted`. */
  open(options: SpeakerOpenOptions): Promise<Speaker>;
}

/** The counts of a speaker that has played nothing. */
export const NO_SPEAKER_STATS: SpeakerStats = {
  underruns: 0,
  underrunMs: 0,
  stalls: 0,
  jitterBufferMs: 0,
  queuedMs: 0,
  droppedMs: 0,
};
