import { encodeAudio } from '../audio/wire-audio.ts';
import { createOutputClock } from '../media/output-clock.ts';
import type { SpeakerPath } from '../media/speaker-port.ts';
import { CAPTURE_PROCESSOR } from '../media/worklets/messages.ts';
import type { CaptureCommand, CaptureSetup } from '../media/worklets/messages.ts';
import { loadAudioWorklet } from '../media/worklet-url.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { AudioPaths } from '../runtime/session-controls.ts';

/** Length of a chunk, in milliseconds. */
const CHUNK_MS = 100;

/** Receives a chunk, and when its last sample is heard, on the clock of the session. */
export type OnHeard = (bytes: Uint8Array, endAtMs: number) => void;

/** Listens to what leaves the speaker, after all that acts on it. Returns the function that ends it. */
export function listenToSpeaker(
  speaker: NonNullable<AudioPaths['speaker']>,
  format: AudioFormat,
  onHeard: OnHeard,
): () => void {
  if (speaker.path) return listenToPath(speaker.path, format, onHeard);
  const msOf = (samples: Float32Array) => (samples.length / format.sampleRateHz) * 1000;
  return (
    speaker.tap?.((samples, atMs) => onHeard(encodeAudio(samples, format), atMs + msOf(samples))) ??
    (() => {})
  );
}

function listenToPath({ output }: SpeakerPath, format: AudioFormat, onHeard: OnHeard): () => void {
  const context = output.context as AudioContext;
  const clock = createOutputClock(context);
  let node: AudioWorkletNode | null = null;
  let isOver = false;
  const begin = () => {
    if (isOver) return;
    node = new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
      numberOfInputs: 1,
      numberOfOutputs: 1,
      channelCount: 1,
      channelCountMode: 'explicit',
      processorOptions: { format, chunkMs: CHUNK_MS } satisfies CaptureSetup,
    });
    node.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) =>
      onHeard(new Uint8Array(data), clock.audibleAtMs(context.currentTime));
    // Its own output is silent. It is connected because some browsers pull only what leads to the destination (Safari).
    output.connect(node).connect(context.destination);
  };
  try {
    begin();
  } catch {
    // The speaker of a call has not loaded the worklet. Where it cannot be loaded, there is no audio of the agent in the file.
    loadAudioWorklet(context).then(begin, () => {});
  }
  return () => {
    isOver = true;
    if (!node) return;
    node.port.postMessage({ type: 'close' } satisfies CaptureCommand);
    node.port.onmessage = null;
    node.port.close();
    node.disconnect();
    try {
      output.disconnect(node);
    } catch {
      // The speaker was closed before: it has disconnected itself from everything.
    }
  };
}
