import { describe, expect, test } from 'vitest';
import { readRateLimits, readUsage } from './usage.ts';

const none = { text: 0, audio: 0, image: 0 };

describe('usage', () => {
  test('without counts by modality goes to the likeliest modality', () => {
    expect(
      readUsage({ input_tokens: 30, output_tokens: 9, input_token_details: { cached_tokens: 20 } }),
    ).toEqual({
      unit: 'tokens',
      input: { ...none, audio: 30 },
      cachedInput: { ...none, text: 20 },
      output: { ...none, text: 9 },
      reasoning: 0,
      total: 39,
    });
  });

  test.each([[null], [undefined], ['12'], [{}], [{ total_tokens: 'many' }], [[1, 2]]])(
    'of %j is none',
    (wire) => {
      expect(readUsage(wire)).toBeNull();
    },
  );

  test('reads a wrong count as 0', () => {
    expect(
      readUsage({ total_tokens: 1, output_token_details: { text_tokens: -4, audio_tokens: '7' } }),
    ).toMatchObject({ output: none, total: 1 });
  });
});

test.each([[null], ['soon'], [{}]])('rate limits that are %j are none', (wire) => {
  expect(readRateLimits(wire)).toEqual([]);
});
