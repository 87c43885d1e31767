// Compiles the packages as they are published: one JavaScript file and one declaration per source file.
import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { binOf, root, run } from './lib/shell.mjs';

/** In the order of their dependencies. */
const PACKAGES = ['core', 'hooks', 'ui', 'server', 'emulator'];

/** What a compiler leaves behind, by package: copied as it is. */
const ASSETS = { ui: '.css', emulator: '.mjs' };

run(process.execPath, ['scripts/build-worklets.mjs']);
for (const name of PACKAGES) {
  const folder = path.join(root, 'packages', name);
  rmSync(path.join(folder, 'dist'), { recursive: true, force: true });
  run(process.execPath, [binOf('typescript', 'bin/tsc'), '-p', path.join(folder, 'tsconfig.build.json')]);
  const ending = ASSETS[name];
  if (!ending) continue;
  for (const file of readdirSync(path.join(folder, 'src'), { recursive: true })) {
    if (file.endsWith(ending)) cpSync(path.join(folder, 'src', file), path.join(folder, 'dist', file));
  }
}
