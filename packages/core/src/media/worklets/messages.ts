import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { ChunkBatch } from '../chunk-batcher.ts';
import type { PlaybackCounts, PlaybackEvent, RenderedItem } from '../../audio/playback-queue.ts';

/** The name under which the capture processor is registered. */
export const CAPTURE_PROCESSOR = 'repartee-capture';

/** The name under which the playback processor is registered. */
export const PLAYBACK_PROCESSOR = 'repartee-playback';

export interface CaptureSetup {
  readonly format: AudioFormat;
  readonly chunkMs: number;
}

/** Messages from the page to the capture processor. The processor answers with chunks: transferred array buffers. */
export type CaptureCommand =
  | { readonly type: 'mute'; readonly isMuted: boolean }
  | { readonly type: 'close' };

export interface PlaybackSetup {
  readonly format: AudioFormat;
  readonly volume: number;
}

/** Messages from the page to the playback processor. The buffers of audio are transferred, not copied. */
export type PlaybackCommand =
  | { readonly type: 'push'; readonly batches: readonly ChunkBatch[] }
  | { readonly type: 'end'; readonly itemId: string }
  /** `isStill` when the context stands still: the answer then does not wait for a fade that is never rendered. */
  | { readonly type: 'flush'; readonly flushId: number; readonly isStill: boolean }
  | { readonly type: 'hold' }
  | { readonly type: 'release' }
  | { readonly type: 'volume'; readonly volume: number }
  | { readonly type: 'close' };

/** A report of the playback processor to the page: after each block with an event, and regularly in between. */
export interface PlaybackReport {
  readonly events: readonly PlaybackEvent[];
  readonly playhead: RenderedItem | null;
  readonly counts: PlaybackCounts;
  /** The context's time at the first frame of the block, in seconds. */
  readonly timeSeconds: number;
  /** The context's time up to which `playhead` counts, in seconds. */
  readonly untilSeconds: number;
}
