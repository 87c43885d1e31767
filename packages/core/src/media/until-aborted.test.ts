import { expect, it, vi } from 'vitest';
import { untilAborted } from './until-aborted.ts';

const explain = () => new Error('given up');

it('gives what the promise gives', async () => {
  const { signal } = new AbortController();
  await expect(untilAborted(Promise.resolve(7), signal, explain)).resolves.toBe(7);
  await expect(untilAborted(Promise.reject(new Error('broken')), signal, explain)).rejects.toThrow('broken');
});

it('does not wait longer than the signal', async () => {
  const controller = new AbortController();
  const waiting = untilAborted(new Promise(() => {}), controller.signal, explain);
  controller.abort();
  await expect(waiting).rejects.toThrow('given up');
  await expect(untilAborted(new Promise(() => {}), controller.signal, explain)).rejects.toThrow('given up');
});

it('leaves no listener on a signal that lives longer', async () => {
  const { signal } = new AbortController();
  const added = vi.spyOn(signal, 'addEventListener');
  const removed = vi.spyOn(signal, 'removeEventListener');
  await untilAborted(Promise.resolve(), signal, explain);
  await vi.waitUntil(() => removed.mock.calls.length > 0);
  expect(removed.mock.calls.map(([, listener]) => listener)).toEqual(
    added.mock.calls.map(([, listener]) => listener),
  );
});
