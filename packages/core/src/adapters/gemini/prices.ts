import type { PriceTable } from '../../protocol/price-table.ts';

/**
 * The vendor's prices in US dollars (paid tier), as they were read on the dates that each figure carries. Live sessions have no
 * cached price. Transcription makes no tokens of its own; silence that is streamed is billed as audio.
 */
export const prices: PriceTable = {
  currency: 'USD',
  tariffs: [
    {
      models: ['gemini-3.8-live*', 'gemini-3.1-flash-live-preview'],
      source: 'Google’s pricing page (ai.google.dev/pricing), as transcribed in public notes',
      date: '2026-09-28',
      input: { text: 0.75, audio: 3, image: 1 },
      output: { text: 4.5, audio: 12, image: null },
    },
    {
      models: ['gemini-2.5-flash-native-audio*'],
      source: 'a third party’s table',
      date: '2026-10',
      input: { text: 0.5, audio: 3, image: null },
      output: { text: 2, audio: 12, image: null },
    },
  ],
  metering: {
    unit: 'tokens',
    // 25 tokens a second in both directions: the vendor's prices per minute divided by those per token.
    inputMsPerToken: 40,
    outputMsPerToken: 40,
    tokensPerImage: 256,
    countSilence: true,
  },
  defaultModel: 'gemini-3.8-live',
};
