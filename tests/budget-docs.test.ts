import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { renderMinuteCosts } from './support/minute-costs.ts';
import { root } from './support/sources.ts';

const page = readFileSync(path.join(root, 'docs/budget.md'), 'utf8');

it.each([...renderMinuteCosts()])(
  'what a minute costs with %s is told as its prices say',
  (_vendor, rows) => {
    const lines = page.split('\n').map((line) => line.replaceAll(/ +/g, ' ').trim());
    expect(lines).toEqual(expect.arrayContaining([...rows]));
  },
);

it('the first minute that is worked out by hand comes to the sum of the table', () => {
  const sums = /^The first minute by hand:[\s\S]*?= \*\*\$([\d.]+)\*\*/m.exec(page);
  const [row = ''] = renderMinuteCosts().get('openai') ?? [];
  expect(row).toContain(`| $${sums?.[1] ?? '?'} |`);
  // Every product of the calculation is right by itself, and so is their sum.
  const terms = [...(sums?.[0] ?? '').matchAll(/([\d,]+) × \$([\d.]+) = \$(\d+\.\d+)/g)];
  expect(terms.length).toBeGreaterThan(4);
  let total = 0;
  for (const [term, count = '', price = '', product = ''] of terms) {
    // Tokens have prices by the million, seconds by the minute.
    const per = page.includes(`${term} (seconds`) ? 60 : 1_000_000;
    expect(Number(product), term).toBeCloseTo((Number(count.replace(',', '')) * Number(price)) / per, 6);
    total += Number(product);
  }
  expect(total).toBeCloseTo(Number(sums?.[1]), 4);
});
