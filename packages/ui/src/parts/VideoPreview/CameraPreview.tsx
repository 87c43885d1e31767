'use client';

import { useCamera, useSessionState } from '@repartee/hooks';
import type { PartProps } from '../../internal/usePart.ts';
import { previewProps } from './previewProps.ts';
import { VideoPreviewView } from './VideoPreviewView.tsx';
import type { VideoPreviewState, VideoPreviewViewProps } from './VideoPreviewView.tsx';

/** The state of a `CameraPreview`. */
export interface CameraPreviewState extends VideoPreviewState {
  readonly source: 'camera';
}

/** The props of `CameraPreview`. */
export type CameraPreviewProps = PartProps<'div', CameraPreviewState> &
  Pick<VideoPreviewViewProps, 'mirrored'>;

/**
 * The user's camera: mirrored as in a mirror, with a mark that says whether the agent sees it, and the image that the agent was
 * shown last. It turns the camera on and off, chooses among several, shows one image, begins and ends the live view, and opens a small
 * window of the browser's own. It shows nothing where the vendor sees nothing.
 *
 * Attributes: `data-source`, `data-state` (`off`, `opening`, `on`), `data-shown`, `data-paused-by` (`not-live`, `muted`,
 * `hidden`), `data-error` (the code of the error).
 *
 * @example
 * <CameraPreview />
 */
export function CameraPreview(props: CameraPreviewProps) {
  const camera = useCamera();
  const isLive = useSessionState(({ status }) => status === 'live');
  return camera.isSupported ? (
    <VideoPreviewView
      {...(props as object)}
      {...previewProps('camera', camera, isLive)}
      cameras={camera.cameras}
      deviceId={camera.deviceId}
      onDeviceChange={(deviceId) => {
        // The reason of a failure is in the state, and the preview shows it.
        camera.select(deviceId === null ? {} : { deviceId }).catch(() => {});
      }}
    />
  ) : null;
}
