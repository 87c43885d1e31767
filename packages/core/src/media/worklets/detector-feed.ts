/// <reference types="audioworklet" />
import type { Reflex } from '../../audio/reflex.ts';
import type { DetectorAudio, DetectorNews } from '../../audio/serve-detector.ts';

/** The length of one message, in milliseconds: half a hop of a neural detector. */
const CHUNK_MS = 16;

/** Feeds a detector outside the audio thread, once it is ready, and hands its evidence to the reflex. */
export class DetectorFeed {
  readonly #port: MessagePort;
  readonly #length = Math.round((sampleRate * CHUNK_MS) / 1000);
  #microphone = new Float32Array(this.#length);
  #agent = new Float32Array(this.#length);
  #filled = 0;
  #isReady = false;

  constructor(port: MessagePort, reflex: Reflex) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<DetectorNews>) => {
      if (data.type === 'ready') this.#isReady = true;
      else if (data.type === 'evidence') reflex.take(data);
    };
  }

  /** Takes one block of both sides; `endsAtMs` is its end on the clock of the reflex. */
  push(microphone: Float32Array | undefined, agent: Float32Array, endsAtMs: number): void {
    if (!this.#isReady) return;
    for (let frame = 0; frame < agent.length; frame += 1) {
      this.#microphone[this.#filled] = microphone?.[frame] ?? 0;
      this.#agent[this.#filled] = agent[frame] ?? 0;
      this.#filled += 1;
      if (this.#filled === this.#length)
        this.#send(endsAtMs - ((agent.length - 1 - frame) / sampleRate) * 1000);
    }
  }

  close(): void {
    this.#isReady = false;
    this.#port.close();
  }

  #send(endsAtMs: number): void {
    const [microphone, agent] = [this.#microphone, this.#agent];
    const audio: DetectorAudio = { type: 'audio', microphone, agent, endsAtMs };
    this.#port.postMessage(audio, [microphone.buffer, agent.buffer]);
    this.#microphone = new Float32Array(this.#length);
    this.#agent = new Float32Array(this.#length);
    this.#filled = 0;
  }
}
