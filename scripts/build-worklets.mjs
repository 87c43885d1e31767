// Bundles the audio worklets into one self-contained file, which the package loads as a real file.
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const core = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../packages/core');

/** Bundlers turn smaller assets into data URLs, which strict content security policies refuse (Vite: below 4,096 bytes). */
const MIN_BYTES = 4_097;

const bundle = await rolldown({
  input: path.join(core, 'src/media/worklets/audio.worklet.ts'),
  platform: 'browser',
});
const file = path.join(core, 'worklets', 'audio.js');
// Apps copy the file as it is: nobody else would make it small.
await bundle.write({ file, format: 'esm', minify: true, sourcemap: true });
await bundle.close();
const { size } = statSync(file);
if (size < MIN_BYTES) throw new Error(`${file} has ${size} bytes: bundlers would inline it as a data URL.`);
