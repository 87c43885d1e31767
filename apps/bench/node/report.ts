import { TARGETS } from './targets.ts';
import type { Target } from './targets.ts';

/** The middle of several rounds, with the least and the most. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** One figure of one contender. */
export interface FigureReport {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly contender: string;
  readonly rounds: number;
  readonly value: Spread;
  readonly floor: Spread | null;
  /** The median of the rounds' own ratios to their floors; `null` where there is no floor. */
  readonly ratio: number | null;
  /** The target; `null` for a figure that is only shown. */
  readonly target: { readonly judged: Target['judged']; readonly atMost: number } | null;
  readonly isReached: boolean;
}

/** The report as it is written to disk. */
export interface BenchReport {
  readonly takenAt: string;
  readonly size: 'full' | 'trial';
  readonly environment: {
    readonly browser: string;
    readonly node: string;
    readonly platform: string;
    readonly cores: number;
  };
  readonly figures: readonly FigureReport[];
}

/** A value of one round. */
export interface Sample {
  readonly contender: string;
  readonly name: string;
  readonly value: number;
  readonly floor?: number;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? NaN;
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
  return { median, min: at(0), max: at(sorted.length - 1) };
}

/** Puts the rounds of every figure and contender together, in the order of the targets. */
export function summarize(samples: readonly Sample[]): readonly FigureReport[] {
  const contenders = [...new Set(samples.map(({ contender }) => contender))];
  return TARGETS.flatMap((target) =>
    contenders.flatMap((contender) => {
      const own = samples.filter((sample) => sample.name === target.name && sample.contender === contender);
      return own.length === 0 ? [] : [summarizeOne(target, contender, own)];
    }),
  );
}

function summarizeOne(target: Target, contender: string, own: readonly Sample[]): FigureReport {
  const pairs = own.flatMap(({ value, floor }) => (floor === undefined ? [] : [{ value, floor }]));
  const value = spreadOf(own.map((sample) => sample.value));
  // Nothing over nothing says nothing: what may be 0 is judged by the difference.
  const hasRatio = pairs.length > 0 && pairs.every((pair) => pair.floor > 0);
  const ratio = hasRatio ? spreadOf(pairs.map((pair) => pair.value / pair.floor)).median : null;
  const excess = pairs.length > 0 ? spreadOf(pairs.map((pair) => pair.value - pair.floor)).median : null;
  const judged = { value: value.median, ratio, excess }[target.judged] ?? value.median;
  const { name, title, unit, atMost } = target;
  return {
    name,
    title,
    unit,
    contender,
    rounds: own.length,
    value,
    floor: pairs.length > 0 ? spreadOf(pairs.map((pair) => pair.floor)) : null,
    ratio,
    target: Number.isFinite(atMost) ? { judged: target.judged, atMost } : null,
    isReached: judged <= atMost,
  };
}

/** Writes the figures as a table for people. */
export function writeTable(figures: readonly FigureReport[]): string {
  const rows = figures.map((figure) => [
    figure.title,
    figure.contender,
    `${write(figure.value.median)} (${write(figure.value.min)}–${write(figure.value.max)})`,
    figure.unit,
    figure.floor ? write(figure.floor.median) : '',
    figure.ratio === null ? '' : `${write(figure.ratio)}×`,
    writeTarget(figure),
  ]);
  const head = ['figure', 'client', 'median (min–max)', 'unit', 'floor', 'ratio', 'target'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}

function writeTarget({ target, isReached }: FigureReport): string {
  if (!target) return '';
  const what = { value: '', ratio: '×', excess: ' above the floor' }[target.judged];
  return `≤ ${target.atMost}${what} ${isReached ? '✓' : '✗ missed'}`;
}

function write(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}
