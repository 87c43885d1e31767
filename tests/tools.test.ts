import { describe, it } from 'vitest';
import { expectContent } from './support/run-tool.ts';

describe('the tools are content with', () => {
  it('the types', () => expectContent('tsc', ['--noEmit', '-p', 'tsconfig.json']));

  it('the lint', () => expectContent('oxlint', ['--deny-warnings']));

  it('the format', () => expectContent('oxfmt', ['--check', '.']));

  it('the floors and cycles', () =>
    expectContent('depcruise', ['--config', '.dependency-cruiser.cjs', 'packages', 'apps']));

  it('what is used and what is not', () => expectContent('knip', []));

  it('what an app has to load', () => {
    expectContent('size-limit', []);
  });
});
