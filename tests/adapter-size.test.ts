import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'vitest';
import { expectContent } from './support/run-tool.ts';
import { root } from './support/sources.ts';

/** The limit of an adapter that has none in `.size-limit.json`, minified and compressed. */
const LIMIT = '4 kB';

/** Modules that every session loads. They do not count. */
const SHARED = [
  '../../errors/realtime-error.ts',
  '../errors/realtime-error.ts',
  '../../util/base64.ts',
  '../../protocol/decode-frame.ts',
];

const folder = 'packages/core/src/adapters';
const stated = readFileSync(path.join(root, '.size-limit.json'), 'utf8');
const adapters = readdirSync(path.join(root, folder), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !stated.includes(`${folder}/${entry.name}/index.ts`))
  .map(({ name }) => name);

/** Checks one adapter with a configuration of its own. */
function checkSize(name: string): void {
  const config = path.join(root, `node_modules/.size-of-${name}.json`);
  const entry = { name, path: path.join(root, folder, name, 'index.ts'), limit: LIMIT };
  writeFileSync(config, JSON.stringify([{ ...entry, gzip: true, ignore: SHARED }]));
  try {
    expectContent('size-limit', ['--config', config]);
  } finally {
    rmSync(config);
  }
}

it(`an adapter alone is at most ${LIMIT}, unless .size-limit.json has a limit for it`, () => {
  for (const name of adapters) checkSize(name);
});
