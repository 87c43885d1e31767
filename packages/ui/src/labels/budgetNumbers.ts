import type { BudgetNumbers } from './BudgetLabels.ts';

/** Amounts from here on need the usual digits of their currency; a tenth of it needs one more, less needs two. */
const PLAIN = 1;

/**
 * Creates the number formats of a locale, for the group `budget` of the labels.
 *
 * @param locale a BCP 47 tag, such as `de-CH`
 * @example
 * <LabelsProvider labels={{ budget: budgetNumbers('de-DE') }}>…</LabelsProvider>
 */
export function budgetNumbers(locale: string): BudgetNumbers {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const whole = (unit: 'minute' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: 0 });
  const [minutes, seconds] = [whole('minute'), whole('second')];
  return {
    money(amount, currency) {
      const options = { style: 'currency', currency } as const;
      const { maximumFractionDigits: usual = 2 } = new Intl.NumberFormat(locale, options).resolvedOptions();
      const size = Math.abs(amount);
      const more = size === 0 || size >= PLAIN ? 0 : size >= PLAIN / 10 ? 1 : 2;
      const digits = usual + more;
      return new Intl.NumberFormat(locale, {
        ...options,
        minimumFractionDigits: usual,
        maximumFractionDigits: digits,
      }).format(amount);
    },
    count: (value) => plain.format(value),
    percent: (fraction) => percent.format(fraction),
    duration(value) {
      const all = Math.round(value);
      const rest = seconds.format(all % 60);
      return all < 60 ? rest : `${minutes.format(Math.floor(all / 60))} ${rest}`;
    },
  };
}
