import type { RealtimeError } from '../errors/realtime-error.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { LevelSource } from '../util/level-source.ts';

/** The processing of the microphone's signal by the browser. All of it is on by default. */
export interface MicrophoneProcessing {
  /** @default true */
  readonly echoCancellation?: boolean;
  /** @default true */
  readonly noiseSuppression?: boolean;
  /** @default true */
  readonly autoGainControl?: boolean;
}

/**
 * A change of an open microphone by the system: a phone call or another app took it (`interrupted`), gave it back (`resumed`),
 * or gave back a track that stays silent (`silent`).
 */
export type MicrophoneInterruption = 'interrupted' | 'resumed' | 'silent';

/** The options with which the session opens a microphone. */
export interface MicrophoneOpenOptions extends MicrophoneProcessing {
  /** The format of the chunks: resampled and encoded off the main thread. */
  readonly format: AudioFormat;
  /** Length of one chunk in milliseconds. @default 20 */
  readonly chunkMs?: number;
  /** A device by the browser's id; the system's default without it. */
  readonly deviceId?: string;
  /** A track that the app owns. It is used, and never stopped. */
  readonly track?: MediaStreamTrack;
  /** Aborts the opening, and closes a microphone that opens too late. */
  readonly signal: AbortSignal;
  /** One encoded chunk; the receiver owns the bytes. Not called while muted. */
  readonly onChunk: (chunk: Uint8Array<ArrayBuffer>) => void;
  /** The device went away or the audio thread failed; no more chunks will come. */
  readonly onLost: (error: RealtimeError) => void;
  /** The system interrupted the microphone or gave it back. A `silent` microphone has to be opened again. */
  readonly onInterruption?: (interruption: MicrophoneInterruption) => void;
}

/** An open microphone. */
export interface Microphone {
  readonly level: LevelSource;
  /** The microphone's sound in an audio graph, muted or not; left out where there is none. It must not leave the device. */
  readonly source?: AudioNode;
  /** The device really used; `null` where there is none, as in tests. */
  readonly deviceId: string | null;
  /** The track that is listened to; left out where there is none, as in tests. */
  readonly track?: MediaStreamTrack;
  /** While muted nothing leaves the audio thread: the device stays open but no chunk is produced. */
  setMuted(isMuted: boolean): void;
  /** Releases the device. Safe to call twice. */
  close(): void;
}

/** Opens microphones. */
export interface MicrophonePort {
  /**
   * @throws RealtimeError `microphone-denied`, `microphone-missing`, `microphone-busy`, `insecure-context`,
   * `worklet-failed` or `aborted`.
   */
  open(options: MicrophoneOpenOptions): Promise<Microphone>;
  /**
   * Calls the listener when a microphone may be there again: a device was plugged in, or the permission was given. Returns the
   * function that ends the watch. Left out where that cannot be known.
   */
  watch?(listener: () => void): () => void;
}
