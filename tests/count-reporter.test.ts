import { expect, it } from 'vitest';
import type { TestModule } from 'vitest/node';
import { summarize } from './support/count-reporter.ts';

type Outcome = { readonly state: string; readonly note?: string };

const module = (outcomes: readonly Outcome[], state = 'passed') =>
  ({
    state: () => state,
    children: {
      allTests: () => outcomes.map((outcome, at) => ({ fullName: `row ${at}`, result: () => outcome })),
    },
  }) as unknown as TestModule;

it('counts the tests of a run in its last line', () => {
  const outcomes = [{ state: 'passed' }, { state: 'passed' }, { state: 'skipped' }, { state: 'pending' }];
  expect(summarize([module(outcomes)], [])).toEqual(['2 passed, 0 failed, 2 skipped']);
});

it('counts a file that could not be loaded, and an error outside of the tests, as failures', () => {
  expect(summarize([module([], 'failed')], [new Error('lost')])).toEqual(['0 passed, 2 failed, 0 skipped']);
});

it('says which tests were skipped for each reason', () => {
  const torn = { state: 'skipped', note: 'The machine cannot carry sound.' };
  const modules = [module([torn, { state: 'passed' }, torn, { state: 'skipped', note: 'Left out.' }])];
  expect(summarize(modules, [])).toEqual([
    'Skipped: row 0; row 2. The machine cannot carry sound.',
    'Skipped: row 3. Left out.',
    '1 passed, 0 failed, 3 skipped',
  ]);
});
