import type { Scope } from '../../util/scope.ts';

/** Plays a track where it is not seen, for browsers that hand out no frames. Returns what reads the picture. */
export function createVideoElement(track: MediaStreamTrack, scope: Scope): () => Promise<ImageBitmap | null> {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, playsInline: true, srcObject: new MediaStream([track]) });
  const hasFrame = new Promise<void>((resolve) => {
    video.requestVideoFrameCallback(() => resolve());
    scope.add(resolve);
  });
  // It is interrupted by the end of the scope. Without sound, no browser refuses it for another reason.
  video.play().catch(() => {});
  scope.add(() => {
    video.pause();
    video.srcObject = null;
  });
  return async () => {
    await hasFrame;
    return scope.isDisposed ? null : createImageBitmap(video);
  };
}
