import { expect, it } from 'vitest';
import { RecentMap, RecentSet } from './recent.ts';

const NUMBERS = Array.from({ length: 257 }, (_, number) => number);

it('RecentMap keeps the keys that were added last, once each', () => {
  const map = new RecentMap<number, string>();
  for (const number of NUMBERS) map.set(number, 'first').set(number, 'second');
  expect([...map]).toEqual(NUMBERS.slice(1).map((number) => [number, 'second']));
});

it('RecentMap keeps as many as it is told, also of those that it begins with', () => {
  const pairs = NUMBERS.map((number) => [number, 'first'] as [number, string]);
  expect([...new RecentMap(pairs).keys()]).toEqual(NUMBERS.slice(1));
  expect([...new RecentMap(pairs, 2).set(300, 'second').keys()]).toEqual([256, 300]);
});

it('RecentSet keeps the values that were added last, once each', () => {
  const set = new RecentSet<number>();
  for (const number of NUMBERS) set.add(number).add(number);
  expect([...set]).toEqual(NUMBERS.slice(1));
});
