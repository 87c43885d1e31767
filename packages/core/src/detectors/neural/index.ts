export { createNeuralDetectors } from './neural-detector.ts';
export { readSileroWeights } from './silero-weights.ts';
export type { SileroWeights } from './silero-weights.ts';
export { neural } from './neural.ts';
export type { NeuralDetectorOptions } from './neural.ts';
