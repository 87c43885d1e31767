import { RealtimeError } from '../../errors/realtime-error.ts';
import { DenseLayer } from './dense-layer.ts';

/** Outputs and inputs of the layers, in the order of the file: four convolutions, the recurrent layer, the output. */
const SHAPES = [
  [128, 129 * 3],
  [64, 128 * 3],
  [64, 64 * 3],
  [128, 64 * 3],
  [512, 256],
  [1, 128],
] as const;

const FLOATS = SHAPES.reduce((sum, [outputs]) => sum + 2 * outputs, 0);
const BYTES = SHAPES.reduce((sum, [outputs, inputs]) => sum + outputs * inputs, FLOATS * 4);

/** The layers of the network. */
export interface SileroWeights {
  readonly convolutions: readonly DenseLayer[];
  readonly recurrent: DenseLayer;
  readonly output: DenseLayer;
}

/**
 * Reads the file `silero-v6.bin`, which `scripts/build-weights.mjs` writes: scales and biases of all layers as 32-bit floats,
 * then their weights as signed bytes, row by row.
 *
 * @throws RealtimeError `invalid-config` for another file, for instance a page that a server sends in its place.
 */
export function readSileroWeights(file: ArrayBuffer): SileroWeights {
  if (file.byteLength !== BYTES) {
    const message = `The weights of the neural detector have ${file.byteLength} bytes instead of ${BYTES}. Serve the file silero-v6.bin of @repartee/core as it is.`;
    throw new RealtimeError('invalid-config', message);
  }
  let [floatsAt, bytesAt] = [0, FLOATS * 4];
  const readFloats = (length: number) => {
    const floats = new Float32Array(file, floatsAt, length);
    floatsAt += length * 4;
    return floats;
  };
  const layers = SHAPES.map(([outputs, inputs]) => {
    const weights = new Int8Array(file, bytesAt, outputs * inputs);
    bytesAt += outputs * inputs;
    return new DenseLayer(readFloats(outputs), readFloats(outputs), weights);
  });
  const [recurrent, output] = [layers[4] as DenseLayer, layers[5] as DenseLayer];
  return { convolutions: layers.slice(0, 4), recurrent, output };
}
