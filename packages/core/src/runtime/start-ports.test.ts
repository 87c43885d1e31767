import { afterEach, expect, it, vi } from 'vitest';
import { resolveStartPorts } from './start-ports.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('creates ids in a page that is not secure, where browsers give no randomUUID', () => {
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  vi.stubGlobal('crypto', { getRandomValues });
  const { createId } = resolveStartPorts();
  const ids = [createId(), createId()];
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{20}$/), expect.stringMatching(/^[0-9a-f]{20}$/)]);
  expect(ids[0]).not.toBe(ids[1]);
});
