import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Detector, SpeechEvidence } from '../../../packages/core/src/audio/speech-evidence.ts';
import { createNeuralDetectors } from '../../../packages/core/src/detectors/neural/neural-detector.ts';
import { readSileroWeights } from '../../../packages/core/src/detectors/neural/silero-weights.ts';
import { SILERO_HOP } from '../../../packages/core/src/detectors/neural/silero.ts';
import { CORPUS_FOLDER } from '../corpus/clips.ts';
import { RATE_HZ } from './sounds.ts';

const WEIGHTS = fileURLToPath(
  new URL('../../../packages/core/src/detectors/neural/silero-v6.bin', import.meta.url),
);
const FILE = path.join(CORPUS_FOLDER, 'neural-evidence.bin');
/** A key, the probability, the voicing, and the onset in hops; -1: there is none. */
const FIELDS = 4;
const HOP_MS = (SILERO_HOP / RATE_HZ) * 1000;

interface Heard {
  readonly probability: number;
  readonly voicing: number;
  readonly onsetAtMs: number | null;
}

/**
 * Neural detectors that remember what they heard: the network is most of the work of a scene, and what it answers depends on
 * the samples so far and on nothing else. So the answers are kept by a hash of all samples so far, also on the disk.
 */
export class DetectorMemory {
  readonly #weights = readSileroWeights(new Uint8Array(readFileSync(WEIGHTS)).buffer);
  readonly #create = createNeuralDetectors(this.#weights);
  readonly #heard = new Map<number, Heard>();

  constructor() {
    if (!existsSync(FILE)) return;
    const values = new Float64Array(new Uint8Array(readFileSync(FILE)).buffer);
    for (let at = 0; at + FIELDS <= values.length; at += FIELDS) {
      const [key = 0, probability = 0, voicing = 0, onset = -1] = values.subarray(at, at + FIELDS);
      this.#heard.set(key, { probability, voicing, onsetAtMs: onset < 0 ? null : onset * HOP_MS });
    }
  }

  create(): Detector {
    return new RememberingDetector(this.#heard, () => this.#create(RATE_HZ));
  }

  save(): void {
    const values = [...this.#heard].flatMap(([key, { probability, voicing, onsetAtMs }]) => [
      key,
      probability,
      voicing,
      onsetAtMs === null ? -1 : onsetAtMs / HOP_MS,
    ]);
    mkdirSync(path.dirname(FILE), { recursive: true });
    writeFileSync(FILE, new Uint8Array(Float64Array.from(values).buffer));
  }
}

class RememberingDetector implements Detector {
  readonly #heard: Map<number, Heard>;
  readonly #create: () => Detector;
  #detector: Detector | null = null;
  /** Hops that the network has not been given: their answers were known. */
  #skipped: Float32Array[] = [];
  #hop = new Float32Array(SILERO_HOP);
  #filled = 0;
  #hops = 0;
  #low = 0x811c9dc5;
  #high = 0x1b873593;

  constructor(heard: Map<number, Heard>, create: () => Detector) {
    this.#heard = heard;
    this.#create = create;
  }

  push(microphone: Float32Array): readonly SpeechEvidence[] {
    const evidence: SpeechEvidence[] = [];
    for (const sample of microphone) {
      this.#hop[this.#filled] = sample;
      this.#filled += 1;
      if (this.#filled < SILERO_HOP) continue;
      this.#filled = 0;
      this.#hops += 1;
      evidence.push({ atMs: this.#hops * HOP_MS, hopMs: HOP_MS, ...this.#listen(this.#hop) });
      this.#hop = new Float32Array(SILERO_HOP);
    }
    return evidence;
  }

  #listen(hop: Float32Array): Heard {
    const key = this.#hash(hop);
    this.#skipped.push(hop);
    const known = this.#heard.get(key);
    if (known) return known;
    this.#detector ??= this.#create();
    let last: SpeechEvidence | undefined;
    for (const before of this.#skipped) last = this.#detector.push(before, before).at(-1);
    this.#skipped = [];
    if (!last) throw new Error('The detector has not answered a whole hop.');
    const { probability, voicing, onsetAtMs } = last;
    this.#heard.set(key, { probability, voicing, onsetAtMs });
    return { probability, voicing, onsetAtMs };
  }

  /** Of all samples so far, in 53 bits. */
  #hash(hop: Float32Array): number {
    for (const bits of new Int32Array(hop.buffer)) {
      this.#low = Math.imul(this.#low ^ bits, 0x01000193) ^ (this.#low >>> 15);
      this.#high = Math.imul(this.#high ^ bits, 0x85ebca6b) ^ (this.#high >>> 13);
    }
    return (this.#low >>> 0) * 2 ** 21 + (this.#high >>> 11);
  }
}
