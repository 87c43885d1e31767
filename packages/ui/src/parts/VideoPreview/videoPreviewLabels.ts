import { englishDeviceErrors } from '../../labels/englishDeviceErrors.ts';
import type { Labels, LabelsOverride, VideoLabels } from '../../labels/Labels.ts';

/** The English texts about camera and screen. */
const englishVideoLabels: VideoLabels = {
  camera: 'Camera',
  screen: 'Shared screen',
  open: { camera: 'Turn the camera on', screen: 'Share a screen' },
  close: { camera: 'Turn the camera off', screen: 'Stop sharing' },
  opening: 'Opening…',
  show: 'Show it to the agent',
  hide: 'Stop showing it',
  look: 'Show one picture',
  pictureInPicture: 'Picture in picture',
  shown: 'The agent sees this',
  unseen: 'Only you see this',
  pauses: {
    'not-live': 'Waiting for the conversation',
    muted: 'Paused while you are muted',
    hidden: 'Paused in the background',
  },
  lastImage: 'What the agent saw last',
  off: { camera: 'The camera is off', screen: 'No screen is shared' },
};

/** The English labels of `CameraPreview` and `ScreenPreview`. */
export const videoPreviewLabels = {
  video: englishVideoLabels,
  errors: englishDeviceErrors as NonNullable<LabelsOverride['errors']>,
} satisfies Pick<Labels, 'video'> & LabelsOverride;
