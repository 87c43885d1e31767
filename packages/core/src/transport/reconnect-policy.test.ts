import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBackoff } from './reconnect-policy.ts';

const inTheMiddle = () => 0.5;

describe('a backoff', () => {
  it('begins at once, waits longer each time up to the limit, and gives up after the last attempt', () => {
    const policy = createBackoff({ random: inTheMiddle });
    const delays = [1, 2, 3, 4, 5, 6, 7].map((attempt) => policy({ attempt, elapsedMs: 0 }));
    expect(delays).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, null]);
  });

  it('gives up when the next attempt would begin too late', () => {
    const policy = createBackoff({ baseMs: 1_000, factor: 1, maxElapsedMs: 5_000, random: inTheMiddle });
    expect(policy({ attempt: 2, elapsedMs: 4_000 })).toBe(1_000);
    expect(policy({ attempt: 2, elapsedMs: 4_001 })).toBeNull();
  });

  it('spreads the waits within the jitter, whatever chance gives', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(chance, fc.integer({ min: 1, max: 6 }), (value, attempt) => {
        const [plain, spread] = [inTheMiddle, () => value].map((random) =>
          createBackoff({ random, jitter: 0.2 })({ attempt, elapsedMs: 0 }),
        );
        expect(spread).toBeGreaterThanOrEqual((plain ?? 0) * 0.8 - 1);
        expect(spread).toBeLessThanOrEqual((plain ?? 0) * 1.2 + 1);
      }),
    );
    expect(createBackoff({ random: () => 0 })({ attempt: 2, elapsedMs: 0 })).toBe(400);
  });

  it('never waits less than nothing', () => {
    expect(createBackoff({ jitter: 3, random: () => 0 })({ attempt: 2, elapsedMs: 0 })).toBe(0);
  });
});
