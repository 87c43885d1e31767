import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { root } from './shell.mjs';

/**
 * Loads a module of `tests/barge-in` as one file: a development server would look up every constant at every sample. Its folder
 * is as deep as theirs, so that paths by `import.meta.url` stay right.
 */
export async function loadBundled(file) {
  const output = path.join(root, 'node_modules/.cache/barge-in-code', `${path.basename(file, '.ts')}.mjs`);
  await build({
    input: path.join(root, 'tests/barge-in', file),
    platform: 'node',
    logLevel: 'warn',
    output: { file: output, format: 'esm' },
  });
  return import(pathToFileURL(output).href);
}
