import type { RealtimeError } from '../../errors/realtime-error.ts';
import type { VideoSource } from '../../media/video/video-port.ts';

/** A camera or a shared screen. */
export interface VideoState {
  readonly state: 'off' | 'opening' | 'on';
  /** The stream for a preview; `null` while it is not open. */
  readonly stream: MediaStream | null;
  readonly deviceId: string | null;
  /** The reason why it could not be opened, or has ended; `null` where the user has closed it. */
  readonly error: RealtimeError | null;
}

/** An image that the agent was shown. */
export interface ShownImage {
  readonly source: VideoSource;
  /** A JPEG as a data URL. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly byteLength: number;
  /** The time at which it was shown, in milliseconds on the session's clock. */
  readonly shownAtMs: number;
}

/** The reason why a live view sends nothing for the moment. */
export type ViewPause = 'not-live' | 'muted' | 'hidden';

/** A live view. */
export interface ViewState {
  readonly source: VideoSource;
  /** `null` while images are sent. */
  readonly pausedBy: ViewPause | null;
  /** The shortest time between two images, in milliseconds. */
  readonly intervalMs: number;
}

/** The images and bytes that have been sent since the session began. */
export interface VisionUsage {
  readonly images: number;
  readonly bytes: number;
  /** The kit's estimate, each image counted once; `null` where the vendor counts no tokens. */
  readonly estimatedTokens: number | null;
}

/** The state of camera, screen and images that are sent. */
export interface VisionState {
  readonly camera: VideoState;
  readonly screen: VideoState;
  /** The live view; `null` while there is none. */
  readonly view: ViewState | null;
  readonly lastImage: ShownImage | null;
  readonly usage: VisionUsage;
}

const OFF: VideoState = { state: 'off', stream: null, deviceId: null, error: null };

/** The state before anything is open or sent. */
export const EMPTY_VISION: VisionState = {
  camera: OFF,
  screen: OFF,
  view: null,
  lastImage: null,
  usage: { images: 0, bytes: 0, estimatedTokens: 0 },
};
