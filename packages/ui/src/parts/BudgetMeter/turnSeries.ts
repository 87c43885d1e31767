import type { UsageTotals } from '@repartee/core';
import type { BudgetSeries } from '../../labels/BudgetLabels.ts';

/** The series of the chart, from the bottom up. */
export const SERIES: readonly BudgetSeries[] = [
  'cachedInput',
  'textInput',
  'imageInput',
  'audioInput',
  'textOutput',
  'audioOutput',
  'time',
];

/** Splits the usage of a turn into parts that add up to the whole: cached input is not counted in the others. */
export function seriesOf({ input, cachedInput, output, seconds }: UsageTotals): Record<BudgetSeries, number> {
  const isTimed = output.audio + output.text + input.audio + input.text === 0;
  return {
    cachedInput: cachedInput.text + cachedInput.audio + cachedInput.image,
    textInput: input.text - cachedInput.text,
    imageInput: input.image - cachedInput.image,
    audioInput: input.audio - cachedInput.audio,
    textOutput: output.text,
    audioOutput: output.audio + output.image,
    // Seconds and tokens do not add up. With tokens, time that is billed shows in the cost only.
    time: isTimed ? seconds : 0,
  };
}
