import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'vitest';
import { expectContent } from './support/run-tool.ts';
import { root } from './support/sources.ts';

it('server code compiles without the DOM library', () => {
  const config = path.join(root, 'node_modules/.server-types.json');
  const options = {
    extends: '../tsconfig.base.json',
    compilerOptions: { noEmit: true, lib: ['es2023'], types: ['node'] },
    include: ['../packages/server/src/index.ts', '../packages/core/src/adapters/*/server.ts'],
  };
  writeFileSync(config, JSON.stringify(options));
  try {
    expectContent('tsc', ['-p', config]);
  } finally {
    rmSync(config);
  }
});
