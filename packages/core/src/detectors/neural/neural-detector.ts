import { createResampler } from '../../audio/resampler.ts';
import { SPEECH_PROBABILITY } from '../../audio/speech-evidence.ts';
import type { CreateDetector, Detector, SpeechEvidence } from '../../audio/speech-evidence.ts';
import { Voicing } from '../../audio/voicing.ts';
import type { SileroWeights } from './silero-weights.ts';
import { Silero, SILERO_HOP, SILERO_RATE_HZ } from './silero.ts';

const HOP_MS = (SILERO_HOP / SILERO_RATE_HZ) * 1000;
/** Speech goes on above this probability. Silero recommends 0.15 below the threshold of its onset. */
const KEPT_PROBABILITY = SPEECH_PROBABILITY - 0.15;
/** The pause after which speech has ended, in milliseconds. */
const HANGOVER_MS = 300;

/**
 * Creates the factory of detectors that run the network in the thread of the caller: in a worker of your own, or over a recording.
 * They share the weights and nothing else.
 */
export function createNeuralDetectors(weights: SileroWeights): CreateDetector {
  return (rateHz) => new NeuralDetector(weights, rateHz);
}

class NeuralDetector implements Detector {
  readonly #network: Silero;
  readonly #voicing = new Voicing(SILERO_RATE_HZ);
  readonly #resampler;
  readonly #hop = new Float32Array(SILERO_HOP);
  #filled = 0;
  #hops = 0;
  #onsetAtMs: number | null = null;
  #silenceMs = 0;

  constructor(weights: SileroWeights, rateHz: number) {
    this.#network = new Silero(weights);
    this.#resampler = createResampler({ fromHz: rateHz, toHz: SILERO_RATE_HZ });
  }

  push(microphone: Float32Array): readonly SpeechEvidence[] {
    // A value that is not a number would stay in the network's state for good.
    const clean = microphone.map((sample) =>
      Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0,
    );
    const evidence: SpeechEvidence[] = [];
    for (const sample of this.#resampler.process(clean)) {
      this.#voicing.push(sample);
      this.#hop[this.#filled] = sample;
      this.#filled += 1;
      if (this.#filled < SILERO_HOP) continue;
      this.#filled = 0;
      evidence.push(this.#decide(this.#network.process(this.#hop)));
    }
    return evidence;
  }

  #decide(probability: number): SpeechEvidence {
    this.#hops += 1;
    const atMs = this.#hops * HOP_MS;
    if (probability >= SPEECH_PROBABILITY) this.#onsetAtMs ??= atMs - HOP_MS;
    this.#silenceMs = probability < KEPT_PROBABILITY ? this.#silenceMs + HOP_MS : 0;
    if (this.#silenceMs >= HANGOVER_MS) this.#onsetAtMs = null;
    const voicing = Math.max(0, Math.min(1, this.#voicing.measure()));
    return { atMs, hopMs: HOP_MS, probability, voicing, onsetAtMs: this.#onsetAtMs };
  }
}
