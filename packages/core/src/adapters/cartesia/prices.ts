import type { PriceTable } from '../../protocol/price-table.ts';

/**
 * Cartesia's price of a call in US dollars. Every minute from `session_ready` to the close counts, silence included. Since
 * October 2026 the language model is billed separately, at prices that are not published in one place.
 */
export const prices: PriceTable = {
  currency: 'USD',
  tariffs: [
    {
      models: ['*'],
      source: 'Cartesia’s pricing page (cartesia.ai/pricing)',
      date: '2026-10-07',
      perMinute: 0.06,
      excludes: 'language model',
    },
  ],
  metering: { unit: 'seconds' },
};
