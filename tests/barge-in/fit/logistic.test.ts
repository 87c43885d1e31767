import { expect, it } from 'vitest';
import { fitLogistic } from './logistic.ts';

it('finds what tells the examples apart, at each duration', () => {
  // Early, the first measure tells; later, the second one.
  const examples = [100, 500].flatMap((activeMs) =>
    Array.from({ length: 80 }, (_, index) => {
      const isInterruption = index % 2 === 0;
      const tells = (isInterruption ? 1 : 0) + (index % 5) / 10;
      const values = activeMs === 100 ? [1, tells, 0.5] : [1, 0.5, tells];
      return { values, isInterruption, activeMs, weight: 1 };
    }),
  );
  const [, first, second] = fitLogistic(examples, [100, 500]);
  expect(first![0]).toBeGreaterThan(first![1]! + 1);
  expect(second![1]).toBeGreaterThan(second![0]! + 1);
});
