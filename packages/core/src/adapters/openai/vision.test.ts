import { describe, expect, it } from 'vitest';
import { createImageTurns } from '../../../test/image-turns.ts';
import { prices } from './prices.ts';
import { estimateTokens } from './vision.ts';

/*
 * Both recorded usages of 2026, 194 (gpt-realtime-2.1-mini, litellm PR 31565) and 323 (gpt-realtime-2.1, 2026-09-14), are 65 + 129 for
 * each tile of 512 px, the published pair of `computer-use-preview`. The short side is scaled down to 512 px first.
 */
describe('the tokens of an image', () => {
  it.each([
    ['square', 512, 512, 194],
    ['square and large', 1536, 1536, 194],
    ['small', 64, 48, 194],
    ['4:3', 640, 480, 323],
    ['16:9', 1280, 720, 323],
    ['16:9 of a live view', 768, 432, 323],
    ['upright', 720, 1280, 323],
    ['a long strip', 1536, 300, 65 + 3 * 129],
  ])('%s, %i × %i px: %i', (_name, width, height, tokens) => {
    expect(estimateTokens({ width, height })).toBe(tokens);
    const sent = createImageTurns(prices, estimateTokens);
    sent.send(width, height);
    expect(sent.answer()).toEqual([tokens, 0]);
  });

  it('are paid for again in each turn, at the price of what is cached', () => {
    const { send, answer } = createImageTurns(prices, estimateTokens);
    send(640, 480);
    // The cache works in blocks of 64 tokens.
    expect([answer(), answer(), answer()]).toEqual([
      [323, 0],
      [323, 320],
      [323, 320],
    ]);
  });

  it('are those of the newest image of a live view, and none of one that has ended', () => {
    const { meter, answer } = createImageTurns(prices, estimateTokens);
    meter.see({ id: 'v1', width: 768, height: 432 });
    meter.see({ id: 'v2', width: 512, height: 512 });
    meter.context.remove('v1');
    expect(answer()).toEqual([194, 0]);
    meter.context.remove('v2');
    expect(answer()).toEqual([0, 0]);
  });
});
