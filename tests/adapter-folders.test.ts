import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/sources.ts';

/** The files that each adapter has. A maintainer who knows one adapter finds the same parts in the others. */
const SHAPE = [
  'index.ts',
  'options.ts',
  'capabilities.ts',
  'plan.ts',
  'prices.ts',
  'adapter.ts',
  'codec-state.ts',
  'decode.ts',
  'encode.ts',
  'session-payload.ts',
  'errors.ts',
  'server.ts',
  'wire-types.ts',
  'contract.ts',
  'fixture.ts',
  'fixtures.ts',
  'command-fixtures.ts',
  'exchange-fixtures.ts',
];

/** Earlier names of these files. */
const EARLIER = ['facts.ts', 'wire.ts', 'read.ts', 'refused.ts', 'line.ts', 'memory.ts', 'talk.ts'];

const folder = path.join(root, 'packages/core/src/adapters');
const adapters = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the folder of an adapter', () => {
  it.each(adapters)('%s has the common files', (name) => {
    const files = new Set(readdirSync(path.join(folder, name)));
    expect(SHAPE.filter((file) => !files.has(file))).toEqual([]);
    expect(EARLIER.filter((file) => files.has(file))).toEqual([]);
  });
});
