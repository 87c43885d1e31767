import type { Scope } from '../util/scope.ts';
import { explainMicrophoneError, insecureContext, trackHasEnded } from './microphone-errors.ts';
import type { MicrophoneProcessing } from './microphone-port.ts';

/** A microphone, and the browser's processing of its sound. */
export interface TrackRequest extends MicrophoneProcessing {
  /** A device by the browser's id; the system's default without it. */
  readonly deviceId?: string;
  /** A track that the app owns. It is used, and never stopped. */
  readonly track?: MediaStreamTrack;
}

/** The app's own track, or one of ours, which is stopped with the scope. */
export async function takeTrack(request: TrackRequest, scope: Scope): Promise<MediaStreamTrack> {
  if (request.track) {
    if (request.track.readyState === 'ended') throw trackHasEnded();
    return request.track;
  }
  if (!globalThis.navigator?.mediaDevices?.getUserMedia) throw insecureContext();
  const { deviceId, echoCancellation = true, noiseSuppression = true, autoGainControl = true } = request;
  const audio: MediaTrackConstraints = {
    echoCancellation,
    noiseSuppression,
    autoGainControl,
    channelCount: 1,
  };
  if (deviceId !== undefined) audio.deviceId = { exact: deviceId };
  const stream = await navigator.mediaDevices.getUserMedia({ audio }).catch((error: unknown) => {
    throw explainMicrophoneError(error);
  });
  // The user may have granted it long after the attempt was given up: a disposed scope stops it at once.
  for (const track of stream.getTracks()) scope.add(() => track.stop());
  const [track] = stream.getAudioTracks();
  if (!track) throw explainMicrophoneError(null);
  return track;
}
