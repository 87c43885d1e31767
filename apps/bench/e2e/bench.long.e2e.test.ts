import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeTable } from '../node/report.ts';
import type { BenchReport, FigureReport } from '../node/report.ts';
import { runBench } from '../node/run-bench.ts';
import { TARGETS } from '../node/targets.ts';

let report: BenchReport | null = null;

beforeAll(async () => {
  report = await runBench({
    chromium: process.env.REPARTEE_CHROMIUM ?? '/usr/bin/chromium',
    compare: [fileURLToPath(new URL('../src/contenders/naive.ts', import.meta.url))],
    rounds: 1,
    size: 'trial',
  });
}, 600_000);

function figuresOf(contender: string): readonly FigureReport[] {
  return report?.figures.filter((figure) => figure.contender === contender) ?? [];
}

function figure(name: string, contender = 'repartee'): FigureReport {
  const found = figuresOf(contender).find((one) => one.name === name);
  if (!found) throw new Error(`There is no figure ${name} of ${contender}.`);
  return found;
}

/** The figures that a busy machine cannot change: counts, and samples that were rendered or were not. */
const EXACT = TARGETS.filter(({ name }) =>
  /^(rendering\.(commits|rows|idle-commits)|silence\.late-audio|heard\.|blocking\.|vision\.still)/.test(name),
);

describe('a trial of the bench', () => {
  it('has every figure, in numbers, with the floor of the same run where there is one', () => {
    const isOfPage = (name: string) => !name.startsWith('continuity.');
    expect(figuresOf('repartee').map(({ name }) => name)).toEqual(
      TARGETS.map(({ name }) => name).filter(isOfPage),
    );
    for (const { value, floor, name } of report?.figures ?? []) {
      expect(value.min, name).toBeLessThanOrEqual(value.median);
      expect(value.median, name).toBeLessThanOrEqual(value.max);
      expect(Math.min(value.min, floor?.min ?? 0), name).toBeGreaterThanOrEqual(0);
    }
    expect(report?.environment).toMatchObject({ node: process.version });
  });

  it.each(EXACT.map(({ name, title }) => [name, title]))('reaches its target: %s, %s', (name) => {
    expect(figure(name)).toMatchObject({ isReached: true });
  });

  it('sees in another client what that one does worse', () => {
    expect(figure('silence', 'naive').value.median).toBeGreaterThan(figure('silence').value.median);
    expect(figuresOf('naive').some(({ name }) => name.startsWith('rendering'))).toBe(false);
  });

  it('is printed as a table', () => {
    const table = writeTable(report?.figures ?? []);
    for (const { title } of TARGETS) expect(table).toContain(title);
    expect(table).not.toMatch(/NaN|undefined|Infinity/);
  });
});
