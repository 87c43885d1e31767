/// <reference types="audioworklet" />
import { Reflex } from '../../audio/reflex.ts';
import type { ReflexCommand } from '../../audio/reflex.ts';
import { DetectorFeed } from './detector-feed.ts';
import type { ReflexMessage, ReflexNews, ReflexSetup } from './reflex-messages.ts';

/** The shell around the reflex: the microphone is its first input, the agent its second, what is heard its output. */
export class ReflexProcessor extends AudioWorkletProcessor {
  readonly #reflex: Reflex;
  #isOpen = true;
  #feed: DetectorFeed | null = null;

  constructor(options: { readonly processorOptions: ReflexSetup }) {
    super();
    const tell = (news: ReflexNews) => this.port.postMessage(news);
    this.#reflex = new Reflex(sampleRate, options.processorOptions, tell);
    this.port.onmessage = ({ data }: MessageEvent<ReflexMessage>) => {
      if (data.type === 'listen') this.#feed = new DetectorFeed(data.port, this.#reflex);
      else this.#take(data);
    };
    tell({ type: 'ready' });
  }

  #take(command: ReflexCommand): void {
    if (command.type === 'close') this.#isOpen = false;
    else this.#reflex.take(command);
    if (command.type !== 'close' && command.type !== 'evidence-ended') return;
    this.#feed?.close();
    this.#feed = null;
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (!output || !this.#isOpen) return this.#isOpen;
    this.#reflex.process(inputs[0]?.[0], inputs[1]?.[0], output);
    this.#feed?.push(inputs[0]?.[0], output, this.#reflex.nowMs);
    return true;
  }
}
