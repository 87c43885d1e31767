import { foldBands, rms } from '../audio/level.ts';
import type { LevelSource } from '../util/level-source.ts';

/** Samples of one look: 21 ms at 48 kHz, short enough to follow syllables. */
const FFT_SIZE = 1024;

/** The range in which the bands of a voice lie, in decibels relative to full scale. */
const MIN_DB = -80;
const MAX_DB = -20;

/** A level source over an analyser, which copies samples only when it is asked, into arrays that it keeps. */
export function createAnalyserLevel(context: BaseAudioContext): {
  readonly node: AnalyserNode;
  readonly level: LevelSource;
} {
  const node = context.createAnalyser();
  node.fftSize = FFT_SIZE;
  node.smoothingTimeConstant = 0.5;
  const samples = new Float32Array(FFT_SIZE);
  const spectrum = new Float32Array(node.frequencyBinCount);
  const scale = { sampleRateHz: context.sampleRate, minDb: MIN_DB, maxDb: MAX_DB };
  return {
    node,
    level: {
      level() {
        // A context that stands still would show its last block forever.
        if (context.state !== 'running') return 0;
        node.getFloatTimeDomainData(samples);
        return Math.min(1, rms(samples));
      },
      bands(into) {
        if (context.state !== 'running') return into.fill(0);
        node.getFloatFrequencyData(spectrum);
        return foldBands(spectrum, scale, into);
      },
    },
  };
}
