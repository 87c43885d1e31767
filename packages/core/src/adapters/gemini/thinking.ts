import type { SessionConfig } from '../../protocol/session-config.ts';
import { isOld, isThinker, isUpdatable } from './models.ts';
import { unsupported } from './errors.ts';
import type { WireThinking } from './wire-types.ts';

/** The thinking budgets for levels of effort, from Google's OpenAI compatibility guide (2026). */
const BUDGETS = { minimal: 0, low: 1024, medium: 8192, high: 24_576 };

/**
 * Writes `thinkingConfig`: a level, or on models before 2026 a budget.
 *
 * @throws RealtimeError `unsupported-capability` for a level that the model does not have.
 */
export function writeThinking(
  model: string,
  effort: SessionConfig['reasoningEffort'],
): WireThinking | undefined {
  if (!effort) return undefined;
  const isRefused = effort === 'xhigh' || (isUpdatable(model) && (!isThinker(model) || effort === 'minimal'));
  if (isRefused) throw unsupported(`reasoningEffort ${effort} on ${model}`);
  return isOld(model) ? { thinkingBudget: BUDGETS[effort] } : { thinkingLevel: effort.toUpperCase() };
}
