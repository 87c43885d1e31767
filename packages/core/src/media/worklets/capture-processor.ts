/// <reference types="audioworklet" />
import { CaptureFramer } from '../../audio/capture-framer.ts';
import type { CaptureCommand, CaptureSetup } from './messages.ts';

/** The shell around the framer: takes the first channel of the microphone and hands chunks over to the page. */
export class CaptureProcessor extends AudioWorkletProcessor {
  readonly #framer: CaptureFramer;
  #isOpen = true;

  constructor(options: { readonly processorOptions: CaptureSetup }) {
    super();
    const { format, chunkMs } = options.processorOptions;
    this.#framer = new CaptureFramer({
      rateHz: sampleRate,
      format,
      chunkMs,
      onChunk: (chunk) => this.port.postMessage(chunk.buffer, [chunk.buffer]),
    });
    this.port.onmessage = (event: MessageEvent<CaptureCommand>) => {
      if (event.data.type === 'mute') this.#framer.setMuted(event.data.isMuted);
      else this.#isOpen = false;
    };
  }

  process(inputs: Float32Array[][]): boolean {
    const channel = inputs[0]?.[0];
    if (channel && this.#isOpen) this.#framer.push(channel);
    return this.#isOpen;
  }
}
