import type { DetectorFactory } from '../../media/reflex-port.ts';
import { loadWeights, startWorker } from './neural-files.ts';
import type { NeuralSetup } from './neural-messages.ts';

/** The options of `neural`. */
export interface NeuralDetectorOptions {
  /** The address of the worker, for an app that serves it itself. @default the file `worklets/neural.js` of the package */
  readonly workerUrl?: string;
  /**
   * The address of the weights, for an app that serves them itself.
   * @default the file `worklets/silero-v6.bin` of the package
   */
  readonly weightsUrl?: string;
}

/**
 * Creates the neural detector: the network of Silero VAD v6 in a worker. The worker and its weights (249 KB) are loaded when the
 * session opens its devices. It hears what the microphone hears, in hops of 32 ms; the built-in detector still ducks. Where the
 * files cannot be loaded, the built-in one decides, and the session emits one `error` event (`worklet-failed`).
 *
 * The weights are those of Silero VAD (https://github.com/snakers4/silero-vad, MIT licence), in 8 bits.
 *
 * @example
 * ```ts
 * import { neural } from '@repartee/core/detectors/neural';
 *
 * export const bargeIn = { detector: neural() };
 * ```
 */
export function neural({ workerUrl, weightsUrl }: NeuralDetectorOptions = {}): DetectorFactory {
  return async ({ port, rateHz, signal, onLost }) => {
    const weights = await loadWeights(weightsUrl, signal);
    const worker = await startWorker(workerUrl);
    if (signal.aborted) return worker.terminate();
    signal.addEventListener('abort', () => worker.terminate(), { once: true });
    worker.addEventListener('error', ({ message }) => {
      worker.terminate();
      onLost(new Error(message));
    });
    const setup: NeuralSetup = { port, rateHz, weights };
    worker.postMessage(setup, [port, weights]);
  };
}
