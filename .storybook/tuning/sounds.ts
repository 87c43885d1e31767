import { talk, voice } from '../../packages/core/test/voices.ts';
import { RATE_HZ, clatter, cough, createRandom, taps } from '../../tests/barge-in/support/sounds.ts';

/** Sounds to begin with. A recording of your own tells more. */
export const SOUNDS: Readonly<Record<string, () => Float32Array>> = {
  sentence: () => talk(2_200, RATE_HZ),
  'short interruption': () => voice(550, RATE_HZ),
  backchannel: () => voice(320, RATE_HZ),
  cough: () => cough(createRandom(4)),
  taps: () => taps(createRandom(2)),
  door: () => clatter(createRandom(3)),
};

/** The longest sound, in seconds. */
const MAX_SECONDS = 8;

/** Decodes a file at the rate of the tool, as one channel. */
export async function decodeSound(bytes: ArrayBuffer): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, RATE_HZ, RATE_HZ);
  const buffer = await context.decodeAudioData(bytes);
  return buffer.getChannelData(0).slice(0, MAX_SECONDS * RATE_HZ);
}

/** Records the microphone for some seconds. */
export async function recordSound(seconds: number): Promise<Float32Array> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false } });
  try {
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => void parts.push(data);
    const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
    recorder.start();
    setTimeout(() => recorder.stop(), seconds * 1000);
    await ended;
    return await decodeSound(await new Blob(parts).arrayBuffer());
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** Plays samples. */
export function playSound(samples: Float32Array): void {
  const context = new AudioContext();
  const buffer = new AudioBuffer({ length: samples.length, sampleRate: RATE_HZ });
  buffer.copyToChannel(Float32Array.from(samples), 0);
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.onended = () => void context.close();
  source.start();
}
