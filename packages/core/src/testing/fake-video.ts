import type { RealtimeError } from '../errors/realtime-error.ts';
import type { TakenImage, VideoOpenOptions, VideoPort } from '../media/video/video-port.ts';

/** A video that was opened. */
export interface OpenedVideo {
  readonly options: VideoOpenOptions;
  /** Whether it has been closed by the kit. */
  isClosed: boolean;
  /** Whether it has ended by itself. */
  hasEnded: boolean;
  /** Ends it as the browser does. */
  end(error?: RealtimeError | null): void;
}

/** A port of cameras and screens without a browser. */
export interface FakeVideo extends VideoPort {
  readonly opened: readonly OpenedVideo[];
  /** Changes the picture, so that the next image is taken. */
  change(): void;
  /** Fails the next opening. */
  failNext(error: RealtimeError): void;
  /** Holds openings and images back until the returned function is called. */
  hold(): () => void;
}

/**
 * Creates a port whose picture changes by command.
 *
 * @param createStream makes what a preview shows. @default an empty stream
 */
export function createFakeVideo(createStream: () => MediaStream = createEmptyStream): FakeVideo {
  const opened: OpenedVideo[] = [];
  let picture = 0;
  let failure: RealtimeError | null = null;
  let held: Promise<void> | null = null;
  return {
    opened,
    change: () => void (picture += 1),
    failNext: (error) => void (failure = error),
    hold() {
      let release = () => {};
      held = new Promise((resolve) => (release = resolve));
      return () => {
        held = null;
        release();
      };
    },
    async open(options) {
      const failed = failure;
      failure = null;
      await held;
      if (failed) throw failed;
      const video: OpenedVideo = {
        options,
        isClosed: false,
        hasEnded: false,
        end(error = null) {
          video.hasEnded = true;
          options.onEnded(error);
        },
      };
      opened.push(video);
      let taken = -1;
      return {
        stream: createStream(),
        deviceId: options.deviceId ?? 'default',
        async take({ forced, maxSidePx }): Promise<TakenImage | null> {
          const now = picture;
          await held;
          if (!forced && now === taken) return null;
          taken = now;
          return { bytes: Uint8Array.from([now]), width: Math.min(640, maxSidePx), height: 480 };
        },
        close: () => void (video.isClosed = true),
      };
    },
  };
}

/** Node has no streams of media, and nothing in Node looks into one. */
function createEmptyStream(): MediaStream {
  return typeof MediaStream === 'function' ? new MediaStream() : ({} as MediaStream);
}
