import type { UsageTotals } from '@repartee/core';
import type { BudgetSeries } from '../../labels/BudgetWords.ts';

/** The series of the chart from its ground up. */
export const SERIES: readonly BudgetSeries[] = [
  'cachedInput',
  'textInput',
  'imageInput',
  'audioInput',
  'textOutput',
  'audioOutput',
  'time',
];

/** Splits what a turn used into parts that add up to all of it: cached input is no part of the others here. */
export function seriesOf({ input, cachedInput, output, seconds }: UsageTotals): Record<BudgetSeries, number> {
  const isTimed = output.audio + output.text + input.audio + input.text === 0;
  return {
    cachedInput: cachedInput.text + cachedInput.audio + cachedInput.image,
    textInput: input.text - cachedInput.text,
    imageInput: input.image - cachedInput.image,
    audioInput: input.audio - cachedInput.audio,
    textOutput: output.text,
    audioOutput: output.audio + output.image,
    // Seconds beside tokens would be apples on pears: what is written down shows in the money alone.
    time: isTimed ? seconds : 0,
  };
}
