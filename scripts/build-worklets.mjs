// Bundles the audio worklets into self-contained files, which the package loads as real files: what every conversation by
// voice needs, and the reflex, which is loaded by sessions that want it.
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const core = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../packages/core');

/** Bundlers turn smaller assets into data URLs, which strict content security policies refuse (Vite: below 4,096 bytes). */
const MIN_BYTES = 4_097;

for (const name of ['audio', 'reflex']) {
  const bundle = await rolldown({
    input: path.join(core, `src/media/worklets/${name}.worklet.ts`),
    platform: 'browser',
  });
  const file = path.join(core, 'worklets', `${name}.js`);
  // Apps copy the file as it is: nobody else would make it small.
  await bundle.write({ file, format: 'esm', minify: true, sourcemap: true });
  await bundle.close();
  const { size } = statSync(file);
  if (size < MIN_BYTES) throw new Error(`${file} has ${size} bytes: bundlers would inline it as a data URL.`);
}
