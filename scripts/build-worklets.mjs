// Bundles the audio worklets and the workers into self-contained files, which the package loads as real files: what every
// conversation by voice needs, and what is loaded by sessions that want it.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const core = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../packages/core');

/** Bundlers turn smaller assets into data URLs, which strict content security policies refuse (Vite: below 4,096 bytes). */
const MIN_BYTES = 4_097;

/** Replaces a file at once, and only if it changes: a dev server or another build may read it at this moment. */
function put(file, content) {
  const bytes = Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, bytes);
  renameSync(next, file);
}

const neural = path.join(core, 'src/detectors/neural');

const INPUTS = {
  audio: path.join(core, 'src/media/worklets/audio.worklet.ts'),
  reflex: path.join(core, 'src/media/worklets/reflex.worklet.ts'),
  neural: path.join(neural, 'neural.worker.ts'),
  vision: path.join(core, 'src/media/video/vision.worker.ts'),
};

for (const [name, input] of Object.entries(INPUTS)) {
  const bundle = await rolldown({ input, platform: 'browser' });
  const file = path.join(core, 'worklets', `${name}.js`);
  // Apps copy the file as it is: nothing else makes it small.
  const { output } = await bundle.generate({ file, format: 'esm', minify: true, sourcemap: true });
  await bundle.close();
  for (const part of output) {
    const text = part.type === 'chunk' ? part.code : String(part.source);
    put(path.join(path.dirname(file), part.fileName), text);
  }
  const { size } = statSync(file);
  if (size < MIN_BYTES) throw new Error(`${file} has ${size} bytes: bundlers would inline it as a data URL.`);
}

for (const name of ['silero-v6.bin', 'silero-v6.LICENSE.txt'])
  put(path.join(core, 'worklets', name), readFileSync(path.join(neural, name)));
