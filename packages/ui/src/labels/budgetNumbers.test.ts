import { describe, expect, it } from 'vitest';
import { budgetNumbers } from './budgetNumbers.ts';

describe('money', () => {
  it.each([
    ['en-US', 'USD', 12.345, '$12.35'],
    ['en-US', 'USD', 0.5, '$0.50'],
    ['en-US', 'USD', 0.4597, '$0.46'],
    ['en-US', 'USD', 0.1234, '$0.123'],
    ['en-US', 'USD', 0.01234, '$0.0123'],
    ['en-US', 'USD', 0, '$0.00'],
    ['de-DE', 'EUR', 0.0312, '0,0312 €'],
    ['ja-JP', 'JPY', 61.4, '￥61'],
    ['ja-JP', 'JPY', 0.62, '￥0.6'],
  ] as const)('in %s of %s: %d is %s', (locale, currency, amount, words) => {
    expect(budgetNumbers(locale).money(amount, currency).replace(/\s/g, ' ')).toBe(words);
  });
});

it('durations are minutes and seconds', () => {
  const { duration } = budgetNumbers('en-US');
  expect([0, 59.6, 61, 600].map(duration)).toEqual(['0s', '1m 0s', '1m 1s', '10m 0s']);
});
