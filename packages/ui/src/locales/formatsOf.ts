import type { LimitName } from '@repartee/core';
import { budgetNumbers } from '../labels/budgetNumbers.ts';
import { formatTimeLeft } from '../labels/formatTimeLeft.ts';
import type { ErrorLabels } from '../labels/Labels.ts';

/** A text for each plural category of the language; `#` stands for the number. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** The words with which a language counts the quantities of a budget. */
interface Quantities {
  readonly turns: PluralForms;
  readonly tokens: PluralForms;
  /** `#` stands for a number of minutes with their unit. */
  readonly silence: string;
  readonly muted: string;
}

/**
 * Puts a text from elsewhere into a sentence, such as a name of the app in Latin letters into Arabic: it keeps a direction of
 * its own (U+2068, U+2069), and the sentence around it keeps its order.
 */
export const isolate = (text: string): string => `\u2068${text}\u2069`;

/** The name of a tool in words: `get_weather` is “get weather”. */
export const toolName = (name: string): string => isolate(name.replaceAll(/[_-]+/g, ' '));

/** Creates the text of an error or a notice: what happened, and what to do. */
export const say = (title: string, advice: string): ErrorLabels => ({ title, advice });

/** Creates what the packs of a language are written with: its numbers, durations and plurals. */
export function formatsOf(locale: string) {
  const numbers = budgetNumbers(locale);
  const rules = new Intl.PluralRules(locale);
  const unit = (name: string, unitDisplay: 'short' | 'long', digits = 0) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const [whole, exact] = [unit('second', 'long'), unit('second', 'long', 1)];
  const [short, milliseconds] = [unit('second', 'short', 1), unit('millisecond', 'short')];
  const minutes = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const plural = (count: number, forms: PluralForms) =>
    (forms[rules.select(count)] ?? forms.other).replace('#', numbers.count(count));
  return {
    numbers,
    plural,
    timeLeft: formatTimeLeft(locale),
    /** Minutes and seconds of so many milliseconds. */
    elapsed: (ms: number) => numbers.duration(ms / 1_000),
    /** The figures of a `Console`. */
    consoleFigures: {
      unknown: '–',
      milliseconds: (ms: number) => milliseconds.format(ms),
      percent: (share: number) => numbers.percent(share),
      seconds: (ms: number) => tenths.format(ms / 1_000),
      count: numbers.count,
      times: (count: number) => `×${numbers.count(count)}`,
    },
    /** Whole seconds in words. */
    seconds: (value: number) => whole.format(value),
    /** Seconds in words, with one digit. */
    exactSeconds: (value: number) => exact.format(value),
    latency: (ms: number) => (ms < 1000 ? milliseconds.format(ms) : short.format(ms / 1000)),
    quantity: (words: Quantities) => (limit: LimitName, value: number, currency: string) => {
      if (limit === 'cost') return numbers.money(value, currency);
      if (limit === 'turns') return plural(value, words.turns);
      if (limit.startsWith('tokens')) return plural(value, words.tokens);
      const time = minutes.format(value);
      if (limit === 'idleMinutes') return words.silence.replace('#', time);
      return limit === 'mutedMinutes' ? words.muted.replace('#', time) : time;
    },
  };
}
