import type { PriceTable, Tariff } from '../../protocol/price-table.ts';

const MODEL_PAGES = 'the models’ own pages (platform.openai.com/docs/models)';

/** Input prices of the large models. */
const LARGE = {
  source: MODEL_PAGES,
  date: '2026-09-10',
  input: { text: 4, audio: 32, image: 5 },
  cachedInput: { text: 0.4, audio: 0.4, image: 0.5 },
} as const;

const transcription = (
  models: readonly string[],
  price: Pick<Tariff, 'perMinute' | 'input' | 'output'>,
): Tariff => ({
  models,
  source: MODEL_PAGES,
  date: '2026-09',
  ...price,
});

/**
 * The vendor's prices in US dollars, each with its source and date, and its documented token rates (realtime costs guide,
 * 2026-06-27). Put your own tariffs in front: `{ ...prices, tariffs: [mine, ...prices.tariffs] }`.
 */
export const prices: PriceTable = {
  currency: 'USD',
  tariffs: [
    {
      ...LARGE,
      models: ['gpt-realtime-2.1', 'gpt-realtime-2.1-20*', 'gpt-realtime-2', 'gpt-realtime-2-20*'],
      output: { text: 24, audio: 64, image: null },
    },
    {
      ...LARGE,
      models: ['gpt-realtime-1.5', 'gpt-realtime-1.5-20*'],
      output: { text: 16, audio: 64, image: null },
    },
    {
      models: ['gpt-realtime-2.1-mini', 'gpt-realtime-2.1-mini-20*'],
      source: MODEL_PAGES,
      date: '2026-09-10',
      input: { text: 0.6, audio: 10, image: 0.8 },
      cachedInput: { text: 0.06, audio: 0.3, image: 0.08 },
      output: { text: 2.4, audio: 20, image: null },
    },
    {
      models: ['gpt-realtime', 'gpt-realtime-2025-08-28'],
      source: 'a third party’s table; the vendor’s page has no price for images',
      date: '2026-10-09',
      input: { text: 4, audio: 32, image: null },
      cachedInput: { text: 0.4, audio: 0.4, image: null },
      output: { text: 16, audio: 64, image: null },
    },
    {
      models: ['gpt-realtime-mini', 'gpt-realtime-mini-2025-12-15'],
      source: 'a third party’s table',
      date: '2026-09-23',
      input: { text: 0.6, audio: 10, image: 0.8 },
      cachedInput: { text: 0.06, audio: 0.3, image: null },
      output: { text: 2.4, audio: 20, image: null },
    },
    transcription(['gpt-realtime-whisper', 'gpt-live-transcribe'], { perMinute: 0.017 }),
    transcription(['gpt-transcribe'], { perMinute: 0.0045 }),
    transcription(['gpt-4o-transcribe'], {
      input: { text: null, audio: 2.5, image: null },
      output: { text: 10, audio: null, image: null },
    }),
    transcription(['gpt-4o-mini-transcribe'], {
      input: { text: null, audio: 1.25, image: null },
      output: { text: 5, audio: null, image: null },
    }),
  ],
  metering: {
    unit: 'tokens',
    inputMsPerToken: 100,
    outputMsPerToken: 50,
    // "A few" by the guide; recorded conversations fit three.
    tokensPerItem: 3,
    // Two tiles, as of most pictures: 65 + 2 × 129, the usage of a recorded call (2026-09-14). OpenAI publishes no figure.
    tokensPerImage: 323,
    countSpokenWords: true,
    cache: true,
  },
  defaultModel: 'gpt-realtime-2.1',
  defaultTranscriptionModel: 'gpt-realtime-whisper',
};
