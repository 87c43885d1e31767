import { describe, expect, it } from 'vitest';
import { MeteredConversation } from '../../../test/metered-conversation.ts';
import type { PriceTable } from '../../protocol/price-table.ts';
import { prices } from './prices.ts';
import { createAdapter } from './adapter.ts';

/**
 * Ten turns, computed by hand: 80 tokens of instructions; each turn five seconds of the user (125 tokens), eight of the agent (200) and
 * 30 tokens of thought. Every prompt is the whole context again.
 */
function converse(isCached: boolean, table: PriceTable = prices, model?: string): MeteredConversation {
  const metered = new MeteredConversation(table, createAdapter(model ? { model } : {}).createCodec());
  metered.receive({ setupComplete: {} });
  for (let turn = 1; turn <= 10; turn += 1) {
    const audio = 125 * turn + 200 * (turn - 1);
    const cachedAudio = isCached && turn > 1 ? 125 * (turn - 1) + 200 * (turn - 2) : 0;
    const cachedText = isCached && turn > 1 ? 80 : 0;
    metered.receive({ serverContent: { inputTranscription: { text: 'Words.' } } });
    metered.receive({ serverContent: { outputTranscription: { text: 'An answer.' } } });
    metered.receive({
      serverContent: { turnComplete: true },
      usageMetadata: {
        promptTokenCount: 80 + audio,
        promptTokensDetails: [
          { modality: 'TEXT', tokenCount: 80 },
          { modality: 'AUDIO', tokenCount: audio },
        ],
        cachedContentTokenCount: cachedText + cachedAudio,
        cacheTokensDetails: [
          { modality: 'TEXT', tokenCount: cachedText },
          { modality: 'AUDIO', tokenCount: cachedAudio },
        ],
        responseTokenCount: 200,
        responseTokensDetails: [{ modality: 'AUDIO', tokenCount: 200 }],
        // No part of the total, and billed all the same.
        thoughtsTokenCount: 30,
        totalTokenCount: 280 + audio,
      },
    });
  }
  return metered;
}

/** Prices of an app whose contract has a cache. */
const CACHING: PriceTable = {
  ...prices,
  tariffs: prices.tariffs.map((tariff) => ({
    ...tariff,
    cachedInput: { text: 0.1875, audio: 0.75, image: null },
  })),
};

describe('ten turns at the published prices', () => {
  it('uncached', () => {
    // 800 text x $0.75 = 0.0006; 15,875 audio x $3 = 0.047625; out 2,000 audio x $12 = 0.024; 300 of thought x $4.50 = 0.00135.
    expect(converse(false).cost).toBeCloseTo(0.073575, 6);
  });

  it('cached, where the app has a price for it', () => {
    // 80 x 0.75 + 720 x 0.1875 + 3,050 x 3 + 12,825 x 0.75 + 2,000 x 12 + 300 x 4.5 = 44,313.75 per million.
    expect(converse(true, CACHING).cost).toBeCloseTo(0.0443138, 6);
  });

  it('has no number for a cache that has no price, nor for a model that has none', () => {
    expect(converse(true).cost).toBeNull();
    expect(converse(false, { ...prices, defaultModel: 'gemini-9' }).cost).toBeNull();
  });
});

describe('ten minutes of silence', () => {
  it('are billed as audio while the microphone streams', () => {
    const metered = converse(false);
    const before = metered.cost ?? 0;
    metered.stream(600_000);
    // 600 seconds of 25 tokens at $3 a million.
    expect((metered.cost ?? 0) - before).toBeCloseTo(0.045, 6);
  });

  it('cost nothing while the user is muted: no audio leaves', () => {
    const metered = converse(false);
    const before = metered.cost;
    metered.mute(true);
    metered.pass('listening', 600_000);
    expect(metered.cost).toBe(before);
  });
});
