import { expect, test, vi } from 'vitest';
import { createLazy } from './lazy.ts';

test('a part is fetched when it is asked for, and once', async () => {
  const fetchPart = vi.fn(() => Promise.resolve({ answer: 42 }));
  const part = createLazy(fetchPart);
  expect([part.loaded, fetchPart.mock.calls.length]).toEqual([null, 0]);
  const [first, second] = await Promise.all([part.load(), part.load()]);
  expect(first).toBe(second);
  expect([part.loaded, fetchPart.mock.calls.length]).toEqual([first, 1]);
});

test('a fetch that failed is tried again', async () => {
  const fetchPart = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('offline'));
  const part = createLazy(fetchPart.mockResolvedValueOnce('here'));
  await expect(part.load()).rejects.toMatchObject({ code: 'module-failed', cause: { message: 'offline' } });
  expect(part.loaded).toBeNull();
  expect(await part.load()).toBe('here');
});
