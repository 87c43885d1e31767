import { serveDetector } from '../../audio/serve-detector.ts';
import { createNeuralDetectors } from './neural-detector.ts';
import type { NeuralSetup } from './neural-messages.ts';
import { readSileroWeights } from './silero-weights.ts';

addEventListener('message', ({ data }: MessageEvent<NeuralSetup>) => {
  const weights = readSileroWeights(data.weights);
  serveDetector(data.port, data.rateHz, createNeuralDetectors(weights));
});

// The page waits for a sign that the file could be loaded.
postMessage('ready');
