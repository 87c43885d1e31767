import { describe, expect, it } from 'vitest';
import { createImageTurns } from '../../../test/image-turns.ts';
import { prices } from './prices.ts';
import { createVisionWire } from './vision.ts';

/* The tokens of an image are those of `mediaResolution` (types of `@google/genai` 3.3.0), whatever its size. */
describe('the tokens of an image', () => {
  it.each([
    ['low', 64],
    ['medium', 256],
    ['high', 256],
    [undefined, 256],
  ] as const)('with the resolution %s: %i', (resolution, tokens) => {
    const { estimateTokens } = createVisionWire(resolution);
    const { send, answer } = createImageTurns(prices, estimateTokens);
    send(640, 480);
    expect(answer()).toEqual([tokens, 0]);
  });

  it('are paid for again in each turn, for all images of a live view, without a cache', () => {
    const { estimateTokens } = createVisionWire('low');
    const { meter, answer } = createImageTurns(prices, estimateTokens);
    for (const id of ['v1', 'v2', 'v3']) meter.see({ id, width: 768, height: 432 });
    expect(answer()).toEqual([3 * 64, 0]);
    meter.see({ id: 'v4', width: 768, height: 432 });
    expect(answer()).toEqual([4 * 64, 0]);
  });
});
