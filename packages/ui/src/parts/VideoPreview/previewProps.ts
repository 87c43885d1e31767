import type { VideoSource } from '@repartee/core';
import type { VideoControls } from '@repartee/hooks';

/** The app reads why from the state: the promises of a click have no other reader. */
const ignore = () => {};

/** The props of a preview for the state of its video. */
export function previewProps(source: VideoSource, video: VideoControls, isLive: boolean) {
  const { state, isShown, pausedBy, stream, lastImage, error, canShow, open, close, start, stop, look } =
    video;
  return {
    source,
    state,
    shown: isShown,
    pausedBy,
    stream,
    lastImage,
    error: error?.code ?? null,
    onOpenChange: (isOpen: boolean) => {
      if (isOpen) open().catch(ignore);
      else close();
    },
    onShownChange: canShow
      ? (shown: boolean) => {
          if (!shown) return stop();
          // The camera stays open when the live view ends.
          open()
            .then(() => start())
            .catch(ignore);
        }
      : undefined,
    onLook: isLive ? () => void look({ respond: true }).catch(ignore) : undefined,
  };
}
