import type { StoredItem } from './conversation.ts';
import type { Wire } from './frames.ts';
import { isReasoningModel } from './session-config.ts';
import { itemTokens, preambleTokens } from './usage.ts';

/** The most input of a response, in tokens: context less output (model pages and realtime costs guide, 2026). */
const REASONING_INPUT_TOKENS = 96_000;
const INPUT_TOKENS = 28_224;

/** The part of the conversation that a response sees; `null` if it is too long and may not be truncated. */
export function fitContext(config: Wire, items: readonly StoredItem[]): readonly StoredItem[] | null {
  const truncation = config['truncation'] as string | Wire;
  const ratio = typeof truncation === 'object' ? Number(truncation['retention_ratio']) : 1;
  const limits =
    typeof truncation === 'object' ? (truncation['token_limits'] as Wire | undefined) : undefined;
  const whole = (isReasoningModel(config) ? REASONING_INPUT_TOKENS : INPUT_TOKENS) - preambleTokens(config);
  const limit = Math.min(whole, Number(limits?.['post_instructions'] ?? Infinity));
  const sizes = items.map((item) =>
    Object.values(itemTokens(item)).reduce((sum: number, count: number) => sum + count, 0),
  );
  let total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= limit) return items;
  if (truncation === 'disabled') return null;
  // More than the rest is dropped at once where that was asked for, so that the cache of the next responses lives longer.
  let dropped = 0;
  while (total > limit * ratio && dropped < items.length - 1) {
    total -= sizes[dropped] ?? 0;
    dropped += 1;
  }
  return items.slice(dropped);
}
