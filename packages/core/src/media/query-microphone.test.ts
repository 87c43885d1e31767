import { afterEach, expect, it, vi } from 'vitest';
import { queryMicrophone } from './query-microphone.ts';

afterEach(() => vi.unstubAllGlobals());

const granted = { state: 'granted' };

it.each<[string, unknown, unknown]>([
  ['tells', { permissions: { query: async () => granted } }, granted],
  [
    'rejects the name',
    { permissions: { query: async () => Promise.reject(new TypeError('microphone')) } },
    null,
  ],
  [
    'throws for the name',
    {
      permissions: {
        query: () => {
          throw new TypeError('microphone');
        },
      },
    },
    null,
  ],
  ['has no permissions', {}, null],
  ['is none', undefined, null],
])('answers where the browser %s', async (_, navigator, answer) => {
  vi.stubGlobal('navigator', navigator);
  expect(await queryMicrophone()).toBe(answer);
});
