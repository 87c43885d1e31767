// oxlint-disable-next-line import/no-unassigned-import
import './react-commits.ts';
import { contender as repartee } from '../contenders/repartee.tsx';
import type { Contender } from '../contender.ts';
import { blockingFigure, fastFigure, jitterFigure } from '../figures/delivery.ts';
import type { Figure, Measurement, Size } from '../figures/figure.ts';
import { heapFigure } from '../figures/heap.ts';
import { ingestFigure } from '../figures/ingest.ts';
import { inspectorFigure } from '../figures/inspector.tsx';
import { recordingFigure } from '../figures/recording.ts';
import { renderingFigure } from '../figures/rendering.ts';
import { firstSoundFigure, heardFigure, silenceFigure } from '../figures/sound.ts';
import { visionFigure } from '../figures/vision.ts';
import { transcriptFigure } from '../figures/transcript.tsx';
import { wireIngestFigure } from '../figures/wire-ingest.ts';
import { contenders as others } from 'virtual:contenders';
import { ScriptedSocket } from './scripted-socket.ts';
import { installTap } from './tap.ts';

const FIGURES: readonly Figure[] = [
  ingestFigure,
  wireIngestFigure,
  recordingFigure,
  heapFigure,
  renderingFigure,
  transcriptFigure,
  inspectorFigure,
  firstSoundFigure,
  silenceFigure,
  heardFigure,
  jitterFigure,
  fastFigure,
  blockingFigure,
  visionFigure,
];

/** One round of one figure with one contender. */
export interface BenchRequest {
  readonly figure: string;
  readonly contender: string;
  readonly size: Size;
  readonly seed: number;
}

/** The page's interface for the program that drives it. */
export interface Bench {
  readonly figures: readonly string[];
  readonly contenders: readonly string[];
  run(request: BenchRequest): Promise<readonly Measurement[]>;
}

declare global {
  // oxlint-disable-next-line vars-on-top, no-var
  var bench: Bench;
}

/** A small generator of random numbers (mulberry32): the same delays for every contender of a round. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const contenders: readonly Contender[] = [repartee, ...others];

globalThis.WebSocket = ScriptedSocket as unknown as typeof WebSocket;
installTap();
globalThis.bench = {
  figures: FIGURES.map(({ name }) => name),
  contenders: contenders.map(({ name }) => name),
  run({ figure, contender: name, size, seed }) {
    const contender = contenders.find((one) => one.name === name);
    const found = FIGURES.find((one) => one.name === figure);
    if (!contender || !found) throw new Error(`There is no figure ${figure} or no contender ${name}.`);
    return found.run({ contender, size, random: createRandom(seed) });
  },
};
