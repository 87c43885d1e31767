import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import { expectContent } from './support/run-tool.ts';
import { root } from './support/sources.ts';

/**
 * What an adapter alone may weigh, minified and compressed, unless `.size-limit.json` says otherwise of it. What every session
 * loads anyway is no part of it: errors, and base64.
 */
const LIMIT = '4 kB';

const SHARED = ['../../errors/realtime-error.ts', '../../util/base64.ts'];

const folder = 'packages/core/src/adapters';
const stated = readFileSync(path.join(root, '.size-limit.json'), 'utf8');
const adapters = readdirSync(path.join(root, folder), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !stated.includes(`${folder}/${entry.name}/index.ts`))
  .map(({ name }) => name);

describe('an adapter alone, with its wire', () => {
  it.each(adapters)(`%s is at most ${LIMIT}`, (name) => {
    const config = path.join(root, `node_modules/.size-of-${name}.json`);
    const entry = { name, path: path.join(root, folder, name, 'index.ts'), limit: LIMIT };
    writeFileSync(config, JSON.stringify([{ ...entry, gzip: true, ignore: SHARED }]));
    try {
      expectContent('size-limit', ['--config', config]);
    } finally {
      rmSync(config);
    }
  });
});
