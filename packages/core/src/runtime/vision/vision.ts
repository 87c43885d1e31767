import type { VideoChoice, VideoSource } from '../../media/video/video-port.ts';
import type { ContentPart, ItemId } from '../../protocol/conversation-item.ts';
import type { ReadableStore } from '../../util/readable-store.ts';
import type { LookOptions, ViewOptions, ViewLimits } from './vision-options.ts';
import type { VisionState } from './vision-state.ts';

/** The agent's eyes in one session: the user's camera and screen. Each is opened by a command, and closes with the session. */
export interface Vision {
  /** Camera, screen, live view, and what was shown last. */
  readonly store: ReadableStore<VisionState>;
  /**
   * Opens the camera, or asks for a screen, for a preview. Nothing is sent. Call it inside a user gesture.
   *
   * @throws RealtimeError `camera-denied`, `camera-missing`, `camera-busy`, `screen-denied`, `insecure-context`,
   * `unsupported-capability`, or `aborted` for a call that a later one replaced.
   */
  open(source: VideoSource, choice?: VideoChoice): Promise<void>;
  /** Closes it, and ends what is sent of it. */
  close(source: VideoSource): void;
  /** Switches to another camera, also during a live view. While the camera is off, it is chosen for later. @throws RealtimeError as `open`. */
  select(source: VideoSource, choice: VideoChoice): Promise<void>;
  /**
   * Shows the agent one image of the camera or the screen. What is not open is opened for it, and closed again.
   *
   * @throws RealtimeError as `open`; `invalid-state` while the session is not live; `content-refused` where the vendor refuses it.
   */
  look(source: VideoSource, options?: LookOptions): Promise<void>;
  /**
   * Sends a message with images, also to a vendor that takes images as files: they are uploaded first, as data URLs in Base64, and the
   * message is in the conversation once they are. `session.sendMessage` sends them at once where `capabilities.canSendImages`.
   *
   * @throws RealtimeError `invalid-state` while the session is not live; `content-refused` or `connect-refused` where an image could
   * not be uploaded; `image-unreadable`; `aborted` where the session ends meanwhile.
   */
  sendMessage(content: readonly ContentPart[], options?: { readonly respond?: boolean }): Promise<ItemId>;
  /**
   * Begins a live view: images are sent while it lasts, each only where something has changed. There is one at a time, and the last
   * call of `start` and `stop` decides.
   *
   * @throws RealtimeError as `open`; `unsupported-capability` where the vendor takes no live view; `budget-exceeded`; `aborted` for a
   * call that `stop` or a later one replaced.
   */
  start(source: VideoSource, options?: ViewOptions): Promise<void>;
  /** Changes how the live view sends images. */
  setView(options: ViewOptions): void;
  /** Ends the live view. The camera stays open where it was open before. */
  stop(): void;
  /** Holds a live view back, or lets it go on. */
  setMuted(isMuted: boolean): void;
  /**
   * Limits the live view, whatever its options and later calls ask for; `null` lifts the limits. The actions `lower-rate` and
   * `stop-view` of a budget use it. While `stopped`, `start` throws `budget-exceeded`.
   */
  limit(limits: ViewLimits | null): void;
  /** Closes everything. The session goes on. */
  dispose(): void;
}
