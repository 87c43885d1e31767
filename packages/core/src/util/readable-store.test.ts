import { expect, it, vi } from 'vitest';
import { createIsolatedStore, followWhileSubscribed } from './readable-store.ts';

it('tells the listeners behind one that throws, and reports what it threw', () => {
  const report = vi.fn();
  const { store, set } = createIsolatedStore(1, report);
  const told = vi.fn();
  store.subscribe(() => {
    throw new Error('a broken listener');
  });
  store.subscribe(told);
  set(2);
  expect(told).toHaveBeenCalledExactlyOnceWith(2, 1);
  expect(report).toHaveBeenCalledExactlyOnceWith(new Error('a broken listener'));
  expect([store.getState(), store.getInitialState()]).toEqual([2, 1]);
});

it('follows from the first subscription to the last release', () => {
  const log: string[] = [];
  const { store } = createIsolatedStore('state');
  const followed = followWhileSubscribed(store, () => {
    log.push('follows');
    return () => log.push('stops');
  });
  const listener = () => {};
  const first = followed.subscribe(listener);
  const second = followed.subscribe(listener);
  first();
  first();
  expect(log).toEqual(['follows']);
  second();
  expect(log).toEqual(['follows', 'stops']);
  followed.subscribe(listener)();
  expect(log).toEqual(['follows', 'stops', 'follows', 'stops']);
});
