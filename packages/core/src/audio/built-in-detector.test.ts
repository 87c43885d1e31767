import { describe, it } from 'vitest';
import { voice } from '../../test/voices.ts';
import { DETECTOR_CONTRACT } from '../testing/detector-contract.ts';
import { createBuiltInDetector } from './built-in-detector.ts';

describe('the built-in detector', () => {
  it.each(DETECTOR_CONTRACT)('$name', ({ run }) => {
    run({ create: createBuiltInDetector, rateHz: 16_000, voice: voice(800, 16_000, 0.05) });
  });
});
