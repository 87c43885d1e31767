// Bundles the audio worklets into one self-contained file each, which the package loads as real files.
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const core = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../packages/core');

/** Bundlers turn smaller assets into data URLs, which strict content security policies refuse (Vite: below 4,096 bytes). */
const MIN_BYTES = 4_097;

for (const name of ['capture', 'playback']) {
  const bundle = await rolldown({
    input: path.join(core, `src/media/worklets/${name}.worklet.ts`),
    platform: 'browser',
  });
  const file = path.join(core, 'worklets', `${name}.js`);
  // Comments stay, and nothing is minified: the file keeps its size and can be read in a debugger.
  await bundle.write({ file, format: 'esm', minify: false });
  await bundle.close();
  const { size } = statSync(file);
  if (size < MIN_BYTES) throw new Error(`${file} has ${size} bytes: bundlers would inline it as a data URL.`);
}
