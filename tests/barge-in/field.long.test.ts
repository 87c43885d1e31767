import { expect, it } from 'vitest';
import { readClips } from './corpus/clips.ts';
import { reportField } from './support/field-report.ts';

/** What the policy with words must reach, by either detector; of a machine without the corpus it is only asked that it says so. */
const REACHED = 'false cuts, missed, resumed and the duck are within their limits';

function judge(report: string): string {
  if (readClips() === null) return report.includes('npm run corpus') ? REACHED : report;
  const rows = report.match(/(balanced|neural), with words.*/g) ?? [];
  const isReached = rows.map((row) => {
    const figures = row.match(/[\d.]+/g)?.map(Number) ?? [];
    const [, falseShare = 100, , missedShare = 100, resumed = 0, , duckMs = Infinity] = figures;
    return falseShare <= 5 && missedShare <= 8 && resumed >= 90 && duckMs <= 60;
  });
  return isReached.length === 2 && isReached.every(Boolean) ? REACHED : report;
}

it('reports on the field corpus, or tells how to build it', () => {
  // One scene of four: `npm run bench -- --only barge-in` plays all.
  const report = reportField(4, () => {});
  console.log(report);
  expect(judge(report)).toBe(REACHED);
});
