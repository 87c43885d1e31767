import type { RealtimeError } from '../../errors/realtime-error.ts';

/** The source of images: the user's camera, or a screen, a window or a tab that the user chooses. */
export type VideoSource = 'camera' | 'screen';

/** The camera to open. The user chooses the screen in the browser's own dialog. */
export interface VideoChoice {
  /** A camera by the browser's id. @default the system default */
  readonly deviceId?: string;
  /** The side of a phone that the camera looks to. @default 'user' */
  readonly facingMode?: 'user' | 'environment';
  /** A track that the app owns, for camera or screen. It is used, and never stopped. */
  readonly track?: MediaStreamTrack;
}

/** The options of opening a camera or a screen. */
export interface VideoOpenOptions extends VideoChoice {
  /** The source to open. */
  readonly source: VideoSource;
  /** Closes what is being opened. */
  readonly signal: AbortSignal;
  /** Called when the video ends by itself: with an error for a camera that is gone, with `null` where the user has stopped to share. */
  readonly onEnded: (error: RealtimeError | null) => void;
}

/** One image that was taken of a video. */
export interface TakenImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** The options of taking one image. */
export interface TakeOptions {
  /** The longest side, in pixels. */
  readonly maxSidePx: number;
  /** The most bytes. The quality goes down first, then the size. */
  readonly maxBytes: number;
  /** The quality of the JPEG, from 0 to 1, before it must go down. */
  readonly quality: number;
  /** Takes it also where the picture is as it was in the last image. */
  readonly forced: boolean;
}

/** An open camera or screen. */
export interface VideoInput {
  readonly stream: MediaStream;
  readonly deviceId: string | null;
  /**
   * Takes an image as a JPEG; `null` where nothing has changed since the last one.
   *
   * @throws RealtimeError `image-too-large`, or `aborted` for a video that is closed meanwhile.
   */
  take(options: TakeOptions): Promise<TakenImage | null>;
  close(): void;
}

/** Opens cameras and screens. */
export interface VideoPort {
  /**
   * Opens one. Call it inside a user gesture: the browser may ask for the permission.
   *
   * @throws RealtimeError `camera-denied`, `camera-missing`, `camera-busy`, `screen-denied`, `insecure-context`,
   * `unsupported-capability` (a browser without screen sharing) or `aborted`.
   */
  open(options: VideoOpenOptions): Promise<VideoInput>;
}
