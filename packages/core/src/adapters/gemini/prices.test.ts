import { describe, expect, it } from 'vitest';
import { MeteredTalk } from '../../../test/metered-talk.ts';
import type { PriceTable } from '../../protocol/price-table.ts';
import { prices } from './prices.ts';
import { createWire } from './wire.ts';

/**
 * Ten turns by hand: 80 tokens of instructions; each turn five seconds of the user (125 tokens), eight of the agent (200) and
 * 30 tokens of thought. Every prompt is the whole context again.
 */
function talk(isCached: boolean, table: PriceTable = prices, model?: string): MeteredTalk {
  const talked = new MeteredTalk(table, createWire(model ? { model } : {}).createCodec());
  talked.receive({ setupComplete: {} });
  for (let turn = 1; turn <= 10; turn += 1) {
    const audio = 125 * turn + 200 * (turn - 1);
    const cachedAudio = isCached && turn > 1 ? 125 * (turn - 1) + 200 * (turn - 2) : 0;
    const cachedText = isCached && turn > 1 ? 80 : 0;
    talked.receive({ serverContent: { inputTranscription: { text: 'Words.' } } });
    talked.receive({ serverContent: { outputTranscription: { text: 'An answer.' } } });
    talked.receive({
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
  return talked;
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
    expect(talk(false).cost).toBeCloseTo(0.073575, 6);
  });

  it('cached, where the app has a price for it', () => {
    // 80 x 0.75 + 720 x 0.1875 + 3,050 x 3 + 12,825 x 0.75 + 2,000 x 12 + 300 x 4.5 = 44,313.75 per million.
    expect(talk(true, CACHING).cost).toBeCloseTo(0.0443138, 6);
  });

  it('has no number for a cache that has no price, nor for a model that has none', () => {
    expect(talk(true).cost).toBeNull();
    expect(talk(false, { ...prices, defaultModel: 'gemini-9' }).cost).toBeNull();
  });
});

describe('ten minutes in which nobody speaks', () => {
  it('are billed as audio while the microphone streams', () => {
    const talked = talk(false);
    const before = talked.cost ?? 0;
    talked.stream(600_000);
    // 600 seconds of 25 tokens at $3 a million.
    expect((talked.cost ?? 0) - before).toBeCloseTo(0.045, 6);
  });

  it('cost nothing while the user is muted: no audio leaves', () => {
    const talked = talk(false);
    const before = talked.cost;
    talked.mute(true);
    talked.pass('listening', 600_000);
    expect(talked.cost).toBe(before);
  });
});
