import { afterEach, expect, it, vi } from 'vitest';
import { watchResources } from '../../test/watch-resources.ts';
import { createScope } from '../util/scope.ts';
import { createPacer } from './pacer.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Resolves after a frame has been painted. */
function paint(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

it('passes on the newest of what came within a frame', async () => {
  const passed: number[] = [];
  const pacer = createPacer<number>(createScope(), (value) => passed.push(value));
  for (const value of [1, 2, 3]) pacer.offer(value);
  expect(passed).toEqual([]);
  await paint();
  expect(passed).toEqual([3]);
  await paint();
  expect(passed).toEqual([3]);
});

it('forgets what it is told to forget', async () => {
  const passed: number[] = [];
  const pacer = createPacer<number>(createScope(), (value) => passed.push(value));
  pacer.offer(1);
  pacer.clear();
  await paint();
  expect(passed).toEqual([]);
  pacer.offer(2);
  await paint();
  expect(passed).toEqual([2]);
});

it('passes on at once in a hidden page, but seldom', () => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  const now = vi.spyOn(performance, 'now');
  const passed: number[] = [];
  const pacer = createPacer<number>(createScope(), (value) => passed.push(value));
  for (let ms = 1_000; ms <= 2_000; ms += 50) {
    now.mockReturnValue(ms);
    pacer.offer(ms);
  }
  expect(passed).toEqual([1_000, 1_250, 1_500, 1_750, 2_000]);
});

it('leaves no frame behind, and passes nothing on after its end', async () => {
  const resources = watchResources();
  const scope = createScope();
  const passed: number[] = [];
  const pacer = createPacer<number>(scope, (value) => passed.push(value));
  pacer.offer(1);
  expect(resources.timers()).toHaveLength(1);
  scope.dispose();
  expect(resources.timers()).toEqual([]);
  pacer.offer(2);
  expect(resources.timers()).toEqual([]);
  resources.stop();
  await paint();
  expect(passed).toEqual([]);
});
