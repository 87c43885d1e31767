import type { SessionConfig } from '../../protocol/session-config.ts';
import { isOld, isThinker, isUpdatable } from './models.ts';
import { refused } from './refused.ts';
import type { WireThinking } from './wire-types.ts';

/** The budgets that the vendor itself gives to levels of effort (its compatibility guide, 2026). */
const BUDGETS = { minimal: 0, low: 1024, medium: 8192, high: 24_576 };

/**
 * Writes how much the model is to think.
 *
 * @throws RealtimeError `unsupported-capability` for a level that the model refuses.
 */
export function writeThinking(
  model: string,
  effort: SessionConfig['reasoningEffort'],
): WireThinking | undefined {
  if (!effort) return undefined;
  const isRefused = effort === 'xhigh' || (isUpdatable(model) && (!isThinker(model) || effort === 'minimal'));
  if (isRefused) throw refused(`reasoningEffort ${effort} on ${model}`);
  return isOld(model) ? { thinkingBudget: BUDGETS[effort] } : { thinkingLevel: effort.toUpperCase() };
}
