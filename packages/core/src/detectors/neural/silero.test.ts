import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFliteVoice } from '../../../../emulator/src/voice/voice.ts';
import { SILERO_RECORDED } from '../../../test/silero-recorded.ts';
import { createRandom } from '../../../test/voices.ts';
import { createResampler } from '../../audio/resampler.ts';
import { DETECTOR_CONTRACT } from '../../testing/detector-contract.ts';
import { createNeuralDetectors } from './neural-detector.ts';
import { readSileroWeights } from './silero-weights.ts';
import type { SileroWeights } from './silero-weights.ts';
import { Silero, SILERO_HOP } from './silero.ts';

const SENTENCES = [
  ['slt', 'Wait, that is not what I asked for.'],
  ['rms', 'uh huh'],
  ['awb', 'Hold on a moment please'],
] as const;

let weights: SileroWeights;
const spoken: Float32Array[] = [];

beforeAll(async () => {
  const file = readFileSync(new URL('./silero-v6.bin', import.meta.url));
  weights = readSileroWeights(new Uint8Array(file).buffer);
  const voice = createFliteVoice();
  for (const [name, text] of SENTENCES) spoken.push((await voice.speak(text, name)).samples);
  await voice.close();
});

/** The sentences with half a second before each, and some noise. */
function createScene(): Float32Array {
  const pause = 8_000;
  const length = spoken.reduce((sum, { length: one }) => sum + pause + one, pause);
  const scene = new Float32Array(length - (length % SILERO_HOP));
  let at = 0;
  for (const samples of spoken) {
    scene.set(samples, at + pause);
    at += pause + samples.length;
  }
  const random = createRandom(3);
  return scene.map((sample) => sample + 0.005 * (2 * random() - 1));
}

describe('the network', () => {
  it('hears in 8 bits what the original weights heard', () => {
    const network = new Silero(weights);
    const scene = createScene();
    const heard = SILERO_RECORDED.map((_, hop) =>
      network.process(scene.subarray(hop * SILERO_HOP, (hop + 1) * SILERO_HOP)),
    );
    expect(scene.length / SILERO_HOP).toBe(SILERO_RECORDED.length);
    const errors = heard.map((value, hop) => Math.abs(value - (SILERO_RECORDED[hop] ?? 0)));
    expect(Math.max(...errors)).toBeLessThan(0.05);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.003);
  });

  it('refuses what are not its weights', () => {
    expect(() => readSileroWeights(new ArrayBuffer(10))).toThrow(/10 bytes instead of 249352/);
  });
});

describe.each([16_000, 48_000])('the neural detector at %d Hz', (rateHz) => {
  it.each(DETECTOR_CONTRACT)('$name', ({ run }) => {
    const samples = spoken[2] ?? new Float32Array();
    const from = samples.findIndex((sample) => Math.abs(sample) > 0.02);
    const to = samples.findLastIndex((sample) => Math.abs(sample) > 0.02);
    const voice = createResampler({ fromHz: 16_000, toHz: rateHz }).process(samples.subarray(from, to));
    run({ create: createNeuralDetectors(weights), rateHz, voice });
  });
});
