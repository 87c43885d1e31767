import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { TakeOptions, TakenImage } from './video-port.ts';

/** A message of the page to the worker. */
export type FrameRequest =
  | { readonly type: 'follow'; readonly frames: ReadableStream<VideoFrame> }
  | {
      readonly type: 'take';
      readonly id: number;
      readonly options: TakeOptions;
      readonly picture: ImageBitmap | null;
    };

/** A message of the worker; `ready` comes first. */
export type FrameAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'taken'; readonly id: number; readonly image: TakenImage | null }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly code: RealtimeErrorCode;
      readonly message: string;
    };
