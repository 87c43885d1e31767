import { expect, it } from 'vitest';
import { RecentMap, RecentSet } from './recent.ts';

const NUMBERS = Array.from({ length: 257 }, (_, number) => number);

it('RecentMap keeps the keys that were added last, once each', () => {
  const map = new RecentMap<number, string>();
  for (const number of NUMBERS) map.set(number, 'first').set(number, 'second');
  expect([...map]).toEqual(NUMBERS.slice(1).map((number) => [number, 'second']));
});

it('RecentMap keeps as many as it is told', () => {
  const map = new RecentMap<number, string>(2);
  for (const number of NUMBERS) map.set(number, 'first');
  expect([...map.keys()]).toEqual([255, 256]);
});

it('RecentSet keeps the values that were added last, once each', () => {
  const set = new RecentSet<number>();
  for (const number of NUMBERS) set.add(number).add(number);
  expect([...set]).toEqual(NUMBERS.slice(1));
});
