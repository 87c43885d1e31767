// Compiles the packages as they are published: one JavaScript file and one declaration per source file.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { binOf, root, run } from './lib/shell.mjs';

/** In the order of their dependencies. */
const PACKAGES = ['core', 'hooks', 'ui', 'inspector', 'server', 'emulator'];

/** What a compiler leaves behind, by package: copied as it is. */
const ASSETS = { ui: '.css', inspector: '.css', emulator: '.mjs' };

/** Puts the worklets and the worker as text into the modules that are loaded where a bundler loses their files. */
function writeSources(folder) {
  const read = (name) =>
    readFileSync(path.join(folder, 'worklets', `${name}.js`), 'utf8').replace(
      /\n?\/\/# sourceMappingURL=.*\s*$/,
      '',
    );
  const weights = readFileSync(path.join(folder, 'worklets/silero-v6.bin'), 'base64');
  const modules = [
    ['media/worklet-sources.js', 'workletSources', { audio: read('audio'), reflex: read('reflex') }],
    ['detectors/neural/neural-sources.js', 'neuralSources', { worker: read('neural'), weights }],
  ];
  for (const [name, symbol, sources] of modules) {
    const file = path.join(folder, 'dist', name);
    writeFileSync(file, `export const ${symbol} = ${JSON.stringify(sources)};\n`);
    rmSync(`${file}.map`);
  }
}

run(process.execPath, ['scripts/build-worklets.mjs']);
for (const name of PACKAGES) {
  const folder = path.join(root, 'packages', name);
  rmSync(path.join(folder, 'dist'), { recursive: true, force: true });
  run(process.execPath, [binOf('typescript', 'bin/tsc'), '-p', path.join(folder, 'tsconfig.build.json')]);
  if (name === 'core') writeSources(folder);
  const ending = ASSETS[name];
  if (!ending) continue;
  for (const file of readdirSync(path.join(folder, 'src'), { recursive: true })) {
    if (file.endsWith(ending)) cpSync(path.join(folder, 'src', file), path.join(folder, 'dist', file));
  }
}
