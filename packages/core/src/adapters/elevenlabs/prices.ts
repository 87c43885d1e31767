import type { PriceTable } from '../../protocol/price-table.ts';

/**
 * The vendor's price of a call beyond the minutes of a plan, in US dollars: from open to close, a stretch of silence at a
 * twentieth from its eleventh second on. Calls above the plan's concurrency cost twice as much, which no event tells; the
 * language model is billed apart.
 */
export const prices: PriceTable = {
  currency: 'USD',
  tariffs: [
    {
      models: ['*'],
      source: 'the vendor’s pricing page (elevenlabs.io/pricing/agents), as quoted in a market report',
      date: '2026-09-29',
      perMinute: 0.08,
      perMessage: 0.003,
      excludes: 'language model',
    },
  ],
  metering: { unit: 'seconds', quiet: { afterMs: 10_000, share: 0.05 } },
};
