import type { PriceTable, Tariff, TokenPrices } from '../../protocol/price-table.ts';
import type { Tally } from './tally.ts';

const MODALITIES = [
  ['text', 'Text'],
  ['audio', 'Audio'],
  ['image', 'Image'],
] as const;

/** Finds the tariff of a model; `null` for one that the table does not know. */
export function tariffOf(table: PriceTable | null, model: string): Tariff | null {
  const fits = (name: string) => (name.endsWith('*') ? model.startsWith(name.slice(0, -1)) : name === model);
  return table?.tariffs.find(({ models }) => models.some(fits)) ?? null;
}

/**
 * Computes the cost of a tally. It is `null` where the price of any used kind is unknown, and never a number that is too
 * small.
 */
export function priceOf(tally: Tally, tariff: Tariff | null): number | null {
  const bills: (number | null)[] = MODALITIES.flatMap(([modality, name]) => {
    const cached = tally[`cached${name}`];
    const price = (prices: TokenPrices | undefined, tokens: number) =>
      bill(tokens / 1_000_000, prices?.[modality]);
    return [
      price(tariff?.input, tally[`input${name}`] - cached),
      price(tariff?.cachedInput, cached),
      price(tariff?.output, tally[`output${name}`]),
    ];
  });
  bills.push(
    bill(tally.ms / 60_000, tariff?.perMinute),
    bill(tally.characters / 1_000_000, tariff?.perMillionCharacters),
    // A message has a price of its own with few vendors; with all others it is paid as tokens or time.
    bill(tally.messages, tariff?.perMessage ?? 0),
  );
  return bills.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

function bill(quantity: number, price: number | null | undefined): number | null {
  if (quantity <= 0) return 0;
  return price == null ? null : quantity * price;
}
