import { aborted } from '../../errors/aborted.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';
import { createScope } from '../../util/scope.ts';
import type { Scope } from '../../util/scope.ts';
import { insecureContext } from '../microphone-errors.ts';
import { createFrameTaker } from './frame-worker.ts';
import type { FrameTaker } from './frame-worker.ts';
import { createVideoElement } from './video-element.ts';
import { cameraIsGone, explainVideoError } from './video-errors.ts';
import type { VideoInput, VideoOpenOptions, VideoPort } from './video-port.ts';

/** The options of `createVideo`. */
export interface VideoDeviceOptions {
  /** The address of `@repartee/core/worklets/vision.js`. @default the file of the package */
  readonly workerUrl?: string;
}

/** The part of Insertable Streams for media that is used. It is in no library of types: Chromium alone has it in the page. */
type TrackProcessor = new (init: { readonly track: MediaStreamTrack; readonly maxBufferSize: number }) => {
  readonly readable: ReadableStream<VideoFrame>;
};

/** The size and rate that a camera is asked for: more pixels than this are scaled away. */
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 15 } };

/** Nothing on a screen has to be followed faster than this, in frames a second. */
const SCREEN = { frameRate: { ideal: 5 } };

/** Creates the port that opens the browser's cameras and screens. */
export function createVideo({ workerUrl }: VideoDeviceOptions = {}): VideoPort {
  return {
    async open(options) {
      if (options.signal.aborted) throw aborted('The video');
      const scope = createScope();
      const give = () => scope.dispose();
      options.signal.addEventListener('abort', give, { once: true, signal: scope.signal });
      try {
        const track = await takeVideoTrack(options, scope);
        if (scope.isDisposed) throw aborted('The video');
        return await openInput(track, options, scope, workerUrl);
      } catch (error) {
        scope.dispose();
        throw error;
      }
    },
  };
}

async function takeVideoTrack(options: VideoOpenOptions, scope: Scope): Promise<MediaStreamTrack> {
  const { source, track: given, deviceId, facingMode = 'user' } = options;
  if (given) {
    if (given.readyState === 'ended') throw explainVideoError(source, null);
    return given;
  }
  const devices = globalThis.navigator?.mediaDevices;
  if (!devices?.getUserMedia) throw insecureContext();
  if (source === 'screen' && !devices.getDisplayMedia)
    throw new RealtimeError(
      'unsupported-capability',
      'This browser cannot share a screen. Offer the camera instead.',
    );
  const device = deviceId === undefined ? { facingMode } : { deviceId: { exact: deviceId } };
  const request =
    source === 'screen'
      ? devices.getDisplayMedia({ video: SCREEN })
      : devices.getUserMedia({ video: { ...CAMERA, ...device } });
  const stream = await request.catch((cause: unknown) => {
    throw explainVideoError(source, cause);
  });
  // The user may have granted it long after the attempt was given up: a disposed scope stops it at once.
  for (const track of stream.getTracks()) scope.add(() => track.stop());
  const [track] = stream.getVideoTracks();
  if (!track) throw explainVideoError(source, null);
  return track;
}

async function openInput(
  track: MediaStreamTrack,
  { source, onEnded }: VideoOpenOptions,
  scope: Scope,
  workerUrl: string | undefined,
): Promise<VideoInput> {
  scope.listen(track, 'ended', () => {
    scope.dispose();
    onEnded(source === 'screen' ? null : cameraIsGone());
  });
  const taker = await createFrameTaker(workerUrl);
  scope.add(() => taker.close());
  if (scope.isDisposed) throw aborted('The video');
  const readPicture = followTrack(track, taker, scope);
  return {
    stream: new MediaStream([track]),
    deviceId: track.getSettings().deviceId ?? null,
    async take(request) {
      const picture = scope.isDisposed ? null : await readPicture();
      if (!scope.isDisposed) return taker.take(request, picture);
      picture?.close();
      throw aborted('The video');
    },
    close: () => scope.dispose(),
  };
}

/**
 * The frames of a track go to the worker where the browser can send them there, and are read from a video element elsewhere.
 * Returns what reads them: nothing for the former.
 */
function followTrack(
  track: MediaStreamTrack,
  taker: FrameTaker,
  scope: Scope,
): () => Promise<ImageBitmap | null> {
  const Processor = (globalThis as { MediaStreamTrackProcessor?: TrackProcessor }).MediaStreamTrackProcessor;
  if (!Processor) return createVideoElement(track, scope);
  // A track of its own: to stop it ends the stream of frames, also where the app owns the other one.
  const own = track.clone();
  scope.add(() => own.stop());
  taker.follow(new Processor({ track: own, maxBufferSize: 1 }).readable);
  return () => Promise.resolve(null);
}
