import { describe, it } from 'vitest';
import { expectContent } from './support/run-tool.ts';

describe('the tools are content with', () => {
  it('the types', () => expectContent('tsc', ['--noEmit', '-p', 'tsconfig.json']));

  it('the lint', () => expectContent('oxlint', ['--deny-warnings']));

  it('the format', () => expectContent('oxfmt', ['--check', '.']));

  it('the floors and cycles', () =>
    expectContent('depcruise', ['--config', '.dependency-cruiser.cjs', 'packages', 'apps']));

  it('no unused file, export or dependency', () => expectContent('knip', []));

  it('the sizes of what an app loads', () => {
    expectContent('size-limit', []);
  });
});
