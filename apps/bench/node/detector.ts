import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createNeuralDetectors, readSileroWeights } from '@repartee/core/detectors/neural';
import type { Sample } from './report.ts';

const RATE_HZ = 48_000;
/** The samples that the reflex sends at once: 16 ms. */
const CHUNK = 768;

/** Measures the share of one core that the neural detector takes, resampling included, over so many seconds of sound. */
export async function measureDetector(seconds: number): Promise<readonly Sample[]> {
  const file = await readFile(fileURLToPath(import.meta.resolve('@repartee/core/worklets/silero-v6.bin')));
  const detector = createNeuralDetectors(readSileroWeights(new Uint8Array(file).buffer))(RATE_HZ);
  const agent = new Float32Array(CHUNK);
  const listen = (until: number) => {
    for (let chunk = 0; chunk < (until * RATE_HZ) / CHUNK; chunk += 1) {
      // A tone that swells: the network takes the same time for every sound.
      const microphone = agent.map((_, at) => 0.1 * Math.sin(0.02 * at) * Math.sin(0.1 * chunk));
      detector.push(microphone, agent);
    }
  };
  // The first seconds are compiled.
  listen(Math.min(2, seconds));
  const before = process.cpuUsage();
  listen(seconds);
  const { user, system } = process.cpuUsage(before);
  const value = (100 * (user + system)) / (seconds * 1e6);
  return [{ contender: 'repartee', name: 'detector.cpu', value }];
}
