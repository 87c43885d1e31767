import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { ChunkParcel } from '../chunk-mail.ts';
import type { PlaybackCounts, PlaybackEvent, RenderedItem } from '../../audio/playback-queue.ts';

/** The name under which the capture processor is registered. */
export const CAPTURE_PROCESSOR = 'repartee-capture';

/** The name under which the playback processor is registered. */
export const PLAYBACK_PROCESSOR = 'repartee-playback';

/** What a capture processor is made with. */
export interface CaptureSetup {
  readonly format: AudioFormat;
  readonly chunkMs: number;
}

/** What the page tells the capture processor. What it answers are chunks: bare array buffers, transferred. */
export type CaptureCommand =
  | { readonly type: 'mute'; readonly isMuted: boolean }
  | { readonly type: 'close' };

/** What a playback processor is made with. */
export interface PlaybackSetup {
  readonly format: AudioFormat;
  readonly volume: number;
}

/** What the page tells the playback processor. The buffers of chunks are transferred, not copied. */
export type PlaybackCommand =
  | { readonly type: 'push'; readonly parcels: readonly ChunkParcel[] }
  | { readonly type: 'end'; readonly itemId: string }
  /** `isStill` when the context stands still: the answer then does not wait for a fade that nobody renders. */
  | { readonly type: 'flush'; readonly flushId: number; readonly isStill: boolean }
  | { readonly type: 'volume'; readonly volume: number }
  | { readonly type: 'close' };

/** What the playback processor tells the page: after each block in which something happened, and in between at a pace. */
export interface PlaybackReport {
  readonly events: readonly PlaybackEvent[];
  readonly playhead: RenderedItem | null;
  readonly counts: PlaybackCounts;
  /** The context's time at the first frame of the block, in seconds. */
  readonly timeSeconds: number;
  /** The context's time up to which `playhead` counts, in seconds. */
  readonly untilSeconds: number;
}
