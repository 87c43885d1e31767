import type { PriceTable } from '../../protocol/price-table.ts';

/**
 * The vendor's price of a call in US dollars: every minute between `session_ready` and the close, silence and mute included.
 * Since October 2026 the language model is billed apart, at prices that are not published in one place.
 */
export const prices: PriceTable = {
  currency: 'USD',
  tariffs: [
    {
      models: ['*'],
      source: 'the vendor’s pricing page (cartesia.ai/pricing)',
      date: '2026-10-07',
      perMinute: 0.06,
      excludes: 'language model',
    },
  ],
  metering: { unit: 'seconds' },
};
