import { describe, expect, it } from 'vitest';
import { MeteredConversation } from '../../../test/metered-conversation.ts';
import type { PriceTable } from '../../protocol/price-table.ts';
import { prices } from './prices.ts';
import { createAdapter } from './adapter.ts';

const TURNS = 10;

/**
 * Ten turns by hand: 200 tokens of instructions; each turn five seconds of the user (50 tokens) and eight of the agent (160
 * tokens, 40 of text). The context of a turn is everything before it and the user's last words.
 */
function converse(
  isCached: boolean,
  model = 'gpt-realtime-2.1',
  table: PriceTable = prices,
): MeteredConversation {
  const conversation = new MeteredConversation(table, createAdapter().createCodec());
  conversation.receive({ type: 'session.updated', session: { type: 'realtime', id: 's', model } });
  for (let turn = 1; turn <= TURNS; turn += 1) {
    const text = 200 + 40 * (turn - 1);
    const audio = 50 * turn + 160 * (turn - 1);
    const hasCache = isCached && turn > 1;
    const cachedText = hasCache ? 200 + 40 * (turn - 2) : 0;
    const cachedAudio = hasCache ? 50 * (turn - 1) + 160 * (turn - 2) : 0;
    conversation.receive({
      type: 'input_audio_buffer.committed',
      item_id: `u${turn}`,
      previous_item_id: null,
    });
    conversation.receive({ type: 'response.created', response: { id: `r${turn}`, status: 'in_progress' } });
    conversation.receive({
      type: 'conversation.item.input_audio_transcription.completed',
      item_id: `u${turn}`,
      content_index: 0,
      transcript: 'Words.',
      usage: { type: 'duration', seconds: 5 },
    });
    conversation.receive({
      type: 'response.done',
      response: {
        id: `r${turn}`,
        status: 'completed',
        output: [],
        usage: {
          total_tokens: text + audio + 200,
          input_tokens: text + audio,
          output_tokens: 200,
          input_token_details: {
            text_tokens: text,
            audio_tokens: audio,
            image_tokens: 0,
            cached_tokens: cachedText + cachedAudio,
            cached_tokens_details: { text_tokens: cachedText, audio_tokens: cachedAudio, image_tokens: 0 },
          },
          // Reasoning is inside the text: adding it would be counting twice.
          output_token_details: { text_tokens: 40, audio_tokens: 160, reasoning_tokens: 31 },
        },
      },
    });
  }
  return conversation;
}

describe('ten turns at the published prices', () => {
  it('uncached', () => {
    // Text in 3,800 x $4 = 0.0152; audio in 9,950 x $32 = 0.3184; text out 400 x $24 = 0.0096; audio out 1,600 x $64 = 0.1024
    // (each per million); 50 seconds transcribed at $0.017 a minute = 0.0141667.
    expect(converse(false).cost).toBeCloseTo(0.4597667, 6);
  });

  it('cached', () => {
    // Of the text 3,240 cached ($0.40: 0.001296) and 560 not (0.00224); of the audio 8,010 cached ($0.40: 0.003204) and 1,940
    // not (0.06208); out 0.112; transcription 0.0141667.
    expect(converse(true).cost).toBeCloseTo(0.1949867, 6);
  });

  it('with the small model, cached', () => {
    // 3,240 x 0.06 + 560 x 0.60 + 8,010 x 0.30 + 1,940 x 10 + 400 x 2.40 + 1,600 x 20 = 55,293.4 per million; and 0.0141667.
    expect(converse(true, 'gpt-realtime-2.1-mini').cost).toBeCloseTo(0.0694601, 6);
  });

  it('has no number for a model without a price, and the counts all the same', () => {
    const conversation = converse(true, 'gpt-audio-1.5');
    expect(conversation.cost).toBeNull();
    expect(conversation.meter.ledger.balance(prices).tally).toMatchObject({
      inputText: 3_800,
      inputAudio: 9_950,
      cachedText: 3_240,
      cachedAudio: 8_010,
      outputText: 400,
      outputAudio: 1_600,
      reasoning: 310,
      ms: 50_000,
    });
  });

  it('takes prices that the app lays in front', () => {
    const mine = {
      models: ['gpt-realtime-2.1'],
      source: 'a contract',
      date: '2026-11-01',
      input: { text: 1, audio: 1, image: 1 },
      cachedInput: { text: 1, audio: 1, image: 1 },
      output: { text: 1, audio: 1, image: 1 },
    };
    const table = { ...prices, tariffs: [mine, ...prices.tariffs] };
    // 3,800 + 9,950 + 2,000 tokens at one dollar a million.
    expect(converse(true, 'gpt-realtime-2.1', table).cost).toBeCloseTo(0.01575 + 0.0141667, 6);
  });
});

describe('ten minutes of silence', () => {
  it.each(['idle', 'muted'])('cost nothing while the user is %s: silence is not billed', (how) => {
    const conversation = converse(true);
    const before = conversation.cost;
    conversation.mute(how === 'muted');
    if (how === 'idle') conversation.stream(600_000);
    conversation.pass('listening', 600_000);
    expect(conversation.cost).toBe(before);
  });
});
