import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { renderCapabilities } from './support/capability-table.ts';
import { root } from './support/sources.ts';

const page = readFileSync(path.join(root, 'docs/capabilities.md'), 'utf8');

it('the table of capabilities is what the adapters say (node scripts/capabilities.mjs writes it anew)', () => {
  expect(page).toBe(renderCapabilities());
});

it('the table has a column for every folder of an adapter', () => {
  const header = page.split('\n').find((line) => line.startsWith('| fact'));
  const folders = readdirSync(path.join(root, 'packages/core/src/adapters'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  for (const folder of folders) expect(header).toContain(`| ${folder} `);
});
