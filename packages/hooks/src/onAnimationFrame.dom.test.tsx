import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { onAnimationFrame } from './onAnimationFrame.ts';

const FRAME_MS = 16;

beforeEach(() => void vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] }));

afterEach(() => {
  setVisibility('visible');
  // The loop must not outlive its users in any test.
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function setVisibility(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

it('runs one loop for all users, and only while there is one', () => {
  const request = vi.spyOn(globalThis, 'requestAnimationFrame');
  const [first, second] = [vi.fn(), vi.fn()];
  const removals = [onAnimationFrame(first), onAnimationFrame(second)];
  vi.advanceTimersByTime(3 * FRAME_MS);
  expect(first).toHaveBeenCalledTimes(3);
  expect(second).toHaveBeenCalledTimes(3);
  expect(request).toHaveBeenCalledTimes(4);
  for (const remove of removals) remove();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(10 * FRAME_MS);
  expect(first).toHaveBeenCalledTimes(3);
  request.mockRestore();
});

it('rests while the page is hidden and goes on when it is seen again', () => {
  const callback = vi.fn();
  const remove = onAnimationFrame(callback);
  vi.advanceTimersByTime(FRAME_MS);
  setVisibility('hidden');
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(100 * FRAME_MS);
  expect(callback).toHaveBeenCalledTimes(1);
  setVisibility('visible');
  vi.advanceTimersByTime(FRAME_MS);
  expect(callback).toHaveBeenCalledTimes(2);
  remove();
});

it('does not begin on a hidden page', () => {
  setVisibility('hidden');
  const remove = onAnimationFrame(() => {});
  expect(vi.getTimerCount()).toBe(0);
  remove();
});

it('can be left from within the callback, by the last user too', () => {
  const remove = onAnimationFrame(() => remove());
  vi.advanceTimersByTime(FRAME_MS);
  expect(vi.getTimerCount()).toBe(0);
});

it('counts a function added twice as two users', () => {
  const callback = vi.fn();
  const removals = [onAnimationFrame(callback), onAnimationFrame(callback)];
  vi.advanceTimersByTime(FRAME_MS);
  expect(callback).toHaveBeenCalledTimes(2);
  removals[0]?.();
  removals[0]?.();
  vi.advanceTimersByTime(FRAME_MS);
  expect(callback).toHaveBeenCalledTimes(3);
  removals[1]?.();
});

it('keeps the others running when one throws', () => {
  const queue = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {});
  const after = vi.fn();
  const error = new Error('broken meter');
  const removals = [
    onAnimationFrame(() => {
      throw error;
    }),
    onAnimationFrame(after),
  ];
  vi.advanceTimersByTime(2 * FRAME_MS);
  expect(after).toHaveBeenCalledTimes(2);
  // The queued task is the report of an uncaught error: running it throws.
  expect(() => queue.mock.calls[0]?.[0]()).toThrow(error);
  queue.mockRestore();
  for (const remove of removals) remove();
});
