import type { PriceTable } from '../../protocol/price-table.ts';

/**
 * ElevenLabs' price of a conversation beyond the minutes of a plan, in US dollars. Every minute from open to close counts;
 * silence of more than ten seconds costs a twentieth. Conversations above the plan's concurrency cost twice as much, which no
 * event reports. The language model is billed separately.
 */
export const prices: PriceTable = {
  currency: 'USD',
  tariffs: [
    {
      models: ['*'],
      source: 'ElevenLabs’ pricing page (elevenlabs.io/pricing/agents), as quoted in a market report',
      date: '2026-09-29',
      perMinute: 0.08,
      perMessage: 0.003,
      excludes: 'language model',
    },
  ],
  metering: { unit: 'seconds', quiet: { afterMs: 10_000, share: 0.05 } },
};
