import { useCamera, useScreenShare } from '@repartee/hooks';
import { CameraPreview, ScreenPreview } from '@repartee/ui';

/** The user's camera and screen, and what the agent sees of them. */
export function StageEyes() {
  const camera = useCamera();
  const shared = useScreenShare();
  if (!camera.isSupported)
    return <p className="demo-coach">This vendor takes no images. Choose another one in the settings.</p>;
  return (
    <div className="demo-eyes" data-open={camera.state === 'on' || shared.state === 'on' || undefined}>
      <CameraPreview />
      <ScreenPreview />
    </div>
  );
}
