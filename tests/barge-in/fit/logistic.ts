/** One example: its measures, whether it is an interruption, how long it has lasted, and how much it counts. */
export interface Example {
  readonly values: readonly number[];
  readonly isInterruption: boolean;
  readonly activeMs: number;
  readonly weight: number;
}

/** The strengths that keep a weight small, and like that of the next duration. */
const SMALL = 0.3;
const SMOOTH = 0.7;
const STEPS = 30;

/**
 * Fits a logistic model whose weights depend on the duration, by Newton's method. Returns the weights by measure, then by
 * duration.
 */
export function fitLogistic(examples: readonly Example[], durationsMs: readonly number[]): number[][] {
  const features = examples[0]?.values.length ?? 0;
  const size = features * durationsMs.length;
  const weights = new Float64Array(size);
  const cost = penalty(features, durationsMs.length);
  const spread = examples.map(({ activeMs }) => spreadOver(activeMs, durationsMs));
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = new Float64Array(size);
    const hessian = cost.map((row) => Float64Array.from(row));
    for (let row = 0; row < size; row += 1)
      for (let column = 0; column < size; column += 1)
        gradient[row]! += cost[row]![column]! * weights[column]!;
    for (const [index, { values, isInterruption, weight }] of examples.entries())
      accumulate(values, spread[index]!, isInterruption ? 1 : 0, weight, weights, gradient, hessian);
    const change = solve(hessian, gradient);
    let largest = 0;
    for (let row = 0; row < size; row += 1) {
      weights[row]! -= change[row]!;
      largest = Math.max(largest, Math.abs(change[row]!));
    }
    if (largest < 1e-5) break;
  }
  return Array.from({ length: features }, (_, feature) =>
    durationsMs.map((__, at) => weights[at * features + feature]!),
  );
}

/** The two durations beside a time, and how much each counts. */
function spreadOver(
  activeMs: number,
  durationsMs: readonly number[],
): readonly (readonly [number, number])[] {
  const last = durationsMs.length - 1;
  const next = durationsMs.findIndex((duration) => duration > activeMs);
  if (next === 0) return [[0, 1]];
  if (next < 0) return [[last, 1]];
  const share = (activeMs - durationsMs[next - 1]!) / (durationsMs[next]! - durationsMs[next - 1]!);
  return [
    [next - 1, 1 - share],
    [next, share],
  ];
}

function accumulate(
  values: readonly number[],
  spread: readonly (readonly [number, number])[],
  label: number,
  weight: number,
  weights: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array[],
): void {
  const features = values.length;
  let sum = 0;
  for (const [at, share] of spread)
    for (let index = 0; index < features; index += 1)
      sum += share * values[index]! * weights[at * features + index]!;
  const likelihood = 1 / (1 + Math.exp(-sum));
  const slope = weight * (likelihood - label);
  const curve = weight * likelihood * (1 - likelihood);
  for (const [at, share] of spread)
    for (let index = 0; index < features; index += 1) {
      const value = share * values[index]!;
      const row = at * features + index;
      gradient[row]! += slope * value;
      for (const [other, otherShare] of spread)
        for (let column = 0; column < features; column += 1)
          hessian[row]![other * features + column]! += curve * value * otherShare * values[column]!;
    }
}

function penalty(features: number, durations: number): Float64Array[] {
  const rows = Array.from({ length: features * durations }, () => new Float64Array(features * durations));
  for (let at = 0; at < durations; at += 1)
    for (let index = 0; index < features; index += 1) {
      const row = at * features + index;
      // The bias may be what it has to be.
      rows[row]![row]! += index === 0 ? SMALL / 50 : SMALL;
      if (at === 0) continue;
      const before = row - features;
      rows[row]![row]! += SMOOTH;
      rows[before]![before]! += SMOOTH;
      rows[row]![before]! -= SMOOTH;
      rows[before]![row]! -= SMOOTH;
    }
  return rows;
}

/** Solves a system of equations by elimination. The matrix is used up. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const result = Float64Array.from(right);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const row = matrix[pivot]!;
    for (let below = pivot + 1; below < size; below += 1) {
      const factor = matrix[below]![pivot]! / row[pivot]!;
      if (factor === 0) continue;
      for (let column = pivot; column < size; column += 1) matrix[below]![column]! -= factor * row[column]!;
      result[below]! -= factor * result[pivot]!;
    }
  }
  for (let pivot = size - 1; pivot >= 0; pivot -= 1) {
    for (let column = pivot + 1; column < size; column += 1)
      result[pivot]! -= matrix[pivot]![column]! * result[column]!;
    result[pivot]! /= matrix[pivot]![pivot]!;
  }
  return result;
}
