import type { VideoPort } from '../../media/video/video-port.ts';
import type { Clock } from '../../util/clock.ts';

/** The rate and size of a live view's images, and when none are sent. */
export interface ViewOptions {
  /** The shortest time between two images while the user or the agent speaks, in milliseconds; 1,000 at least. @default 1000 */
  readonly intervalMs?: number;
  /** The same while neither speaks; `Infinity` sends nothing then. @default 3000 */
  readonly quietIntervalMs?: number;
  /** The longest side, in pixels; at most that of `capabilities.vision`. @default 768 */
  readonly maxSidePx?: number;
  /** The most bytes of an image; at most that of `capabilities.vision`. @default 60,000 */
  readonly maxBytes?: number;
  /** Whether images are sent while the page is hidden. A screen is mostly shared while another window is in front. @default only of a screen */
  readonly whileHidden?: 'send' | 'pause';
  /** Whether images are sent while the user's microphone is muted. @default 'pause' */
  readonly whileMuted?: 'send' | 'pause';
}

/** The limits of a live view. */
export interface ViewLimits {
  /** The shortest time between two images, in milliseconds. @default none */
  readonly minIntervalMs?: number;
  /** Whether there is no live view. @default false */
  readonly stopped?: boolean;
}

/** The options of `createVision`. */
export interface VisionOptions {
  /** The settings of every live view, unless `start` says otherwise. */
  readonly view?: ViewOptions;
  /** Opens cameras and screens. @default createVideo() */
  readonly video?: VideoPort;
  /** @default the platform's clock */
  readonly clock?: Clock;
  /** Whether the page is hidden. @default as the document says */
  readonly isHidden?: () => boolean;
}

/** The options of showing the agent one image. */
export interface LookOptions {
  /** The user's words to it. Left out, the agent is shown the image alone. */
  readonly text?: string;
  /** Whether the agent answers at once. A vendor that takes images as files always does. @default false */
  readonly respond?: boolean;
  /** Gives the look up: nothing is shown once it has aborted. */
  readonly signal?: AbortSignal;
}
