import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createVisionWire } from '../packages/core/src/adapters/gemini/vision.ts';
import { prices as geminiPrices } from '../packages/core/src/adapters/gemini/prices.ts';
import { estimateTokens } from '../packages/core/src/adapters/openai/vision.ts';
import { prices as openaiPrices } from '../packages/core/src/adapters/openai/prices.ts';
import type { PriceTable } from '../packages/core/src/protocol/price-table.ts';
import { root } from './support/sources.ts';

const page = readFileSync(path.join(root, 'docs/guides/vision.md'), 'utf8');

/* The conversation of the guide: two turns a minute, of which 20 s are speech; the picture changes all the time. */
const TURNS_PER_MINUTE = 2;
const IMAGES_PER_TURN = Math.round(20 / TURNS_PER_MINUTE + (60 - 20) / TURNS_PER_MINUTE / 3);

const SIZE = { width: 768, height: 432 };

/** The price of an image token, for the first model of a table. */
function priceOf({ tariffs }: PriceTable): number {
  const price = tariffs[0]?.input?.image;
  if (typeof price !== 'number') throw new Error('The first model has no price for images.');
  return price / 1_000_000;
}

/** The cost of the images of a minute, where each turn pays for the images that `seen` gives for it. */
function costOf(minute: number, tokens: number, price: number, seen: (turn: number) => number): string {
  const turns = Array.from(
    { length: TURNS_PER_MINUTE },
    (_, index) => (minute - 1) * TURNS_PER_MINUTE + index + 1,
  );
  const images = turns.reduce((sum, turn) => sum + seen(turn), 0);
  return `$${(images * tokens * price).toFixed(4)}`;
}

it('the guide tells what a minute of a live view costs', () => {
  const tokens = estimateTokens(SIZE) ?? 0;
  const openai = (minute: number) => costOf(minute, tokens, priceOf(openaiPrices), () => 1);
  const rows = [`| OpenAI Realtime, ${tokens} tokens an image | ${openai(1)} | ${openai(10)} |`];
  for (const resolution of ['low', 'medium'] as const) {
    const perImage = createVisionWire(resolution).estimateTokens(SIZE) ?? 0;
    const gemini = (minute: number) =>
      costOf(minute, perImage, priceOf(geminiPrices), (turn) => turn * IMAGES_PER_TURN);
    rows.push(
      `| Gemini Live, \`${resolution}\`: ${perImage} tokens an image | ${gemini(1)} | ${gemini(10)} |`,
    );
  }
  const lines = page.split('\n').map((line) => line.replaceAll(/ +/g, ' ').trim());
  expect(lines).toEqual(expect.arrayContaining(rows));
});
