import { RealtimeError } from '../errors/realtime-error.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { createAnalyserLevel } from './analyser-level.ts';
import { createContextPool } from './context-pool.ts';
import type { ContextPool } from './context-pool.ts';
import { loadWorklet } from './load-worklet.ts';
import { explainMicrophoneError, insecureContext } from './microphone-errors.ts';
import type { Microphone, MicrophoneOpenOptions, MicrophonePort } from './microphone-port.ts';
import { packagedWorklets } from './worklet-urls.ts';
import type { WorkletUrls } from './worklet-urls.ts';
import { CAPTURE_PROCESSOR } from './worklets/messages.ts';
import type { CaptureCommand, CaptureSetup } from './worklets/messages.ts';

/** What the browser's microphone is made with. */
export interface MicrophoneDeviceOptions {
  /** Shared with the speaker, so that both run on one clock. */
  readonly contexts?: ContextPool;
  readonly workletUrls?: WorkletUrls;
}

/** Length of one chunk by default, in milliseconds. */
const CHUNK_MS = 20;

/** Creates the port that opens the browser's microphones. */
export function createMicrophone(options: MicrophoneDeviceOptions = {}): MicrophonePort {
  const contexts = options.contexts ?? createContextPool();
  const url = options.workletUrls?.capture ?? packagedWorklets.capture;
  return {
    async open(request) {
      const scope = createScope();
      request.signal.addEventListener('abort', () => scope.dispose(), { once: true, signal: scope.signal });
      try {
        return await openMicrophone(contexts, url, request, scope);
      } catch (error) {
        scope.dispose();
        throw request.signal.aborted ? aborted(error) : error;
      }
    },
  };
}

async function openMicrophone(
  contexts: ContextPool,
  url: string,
  request: MicrophoneOpenOptions,
  scope: Scope,
): Promise<Microphone> {
  if (request.signal.aborted) throw aborted();
  // Both begin before the first await: inside the user's gesture the context may run and the browser may ask.
  const lease = contexts.acquire();
  scope.add(() => lease.release());
  const { context } = lease;
  const [track] = await Promise.all([takeTrack(request, scope), loadWorklet(context, url)]);
  if (scope.isDisposed) throw aborted();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = createAnalyserLevel(context);
  const setup: CaptureSetup = { format: request.format, chunkMs: request.chunkMs ?? CHUNK_MS };
  const node = new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    channelCount: 1,
    channelCountMode: 'explicit',
    processorOptions: setup,
  });
  let isMuted = false;
  const tell = (command: CaptureCommand) => node.port.postMessage(command);
  node.port.onmessage = (event: MessageEvent<ArrayBuffer>) => {
    // Chunks that were on their way when the user muted must not leave either.
    if (!isMuted && !scope.isDisposed) request.onChunk(new Uint8Array(event.data));
  };
  watch(track, node, request, scope);
  source.connect(analyser.node).connect(node);
  // The output is silent. It is connected because some browsers pull only what leads to the destination (Safari).
  node.connect(context.destination);
  scope.add(() => {
    tell({ type: 'close' });
    node.port.onmessage = null;
    node.port.close();
    for (const part of [source, analyser.node, node]) part.disconnect();
  });
  return {
    level: analyser.level,
    deviceId: track.getSettings().deviceId ?? null,
    setMuted(next) {
      isMuted = next;
      tell({ type: 'mute', isMuted: next });
    },
    close: () => scope.dispose(),
  };
}

/** The app's own track, or one of ours, which is stopped with the scope. */
async function takeTrack(request: MicrophoneOpenOptions, scope: Scope): Promise<MediaStreamTrack> {
  if (request.track) return request.track;
  if (!globalThis.navigator?.mediaDevices?.getUserMedia) throw insecureContext();
  const { deviceId, echoCancellation = true, noiseSuppression = true, autoGainControl = true } = request;
  const audio: MediaTrackConstraints = { echoCancellation, noiseSuppression, autoGainControl, channelCount: 1 };
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

function watch(track: MediaStreamTrack, node: AudioWorkletNode, request: MicrophoneOpenOptions, scope: Scope): void {
  const lose = (message: string) => {
    if (!scope.isDisposed) request.onLost(new RealtimeError('microphone-lost', message));
  };
  scope.listen(track, 'ended', () =>
    lose('The microphone went away in the middle of the talk: it was unplugged, or the permission was withdrawn.'),
  );
  scope.listen(node, 'processorerror', () => lose('The audio thread failed while it took the microphone’s sound.'));
}

function aborted(cause?: unknown): RealtimeError {
  return new RealtimeError('aborted', 'The microphone was given up while it was being opened.', { cause });
}
