import type { ItemId } from '../protocol/conversation-item.ts';
import type { SpokenItem } from './barge-in/barge-in-policy.ts';
import type { BargeInWatch } from './barge-in/barge-in-watch.ts';
import type { InternalState } from './internal-state.ts';
import type { Step } from './step.ts';

/** Changes what the rules of barge-in remember, in a session with barge-in. */
export function patchWatch(step: Step, change: Partial<BargeInWatch>): void {
  const watch = step.state.bargeIn;
  if (watch) step.state = { ...step.state, bargeIn: { ...watch, ...change } };
}

/** The state of the barge-in rules. Only their observers read it, in a session with barge-in. */
export function watchOf(step: Step): BargeInWatch {
  return step.state.bargeIn as BargeInWatch;
}

/** An item of the agent as the app is asked about it; `null` for one that is not going to be heard. */
export function spokenItemOf(state: InternalState, itemId: ItemId | null): SpokenItem | null {
  const playout = state.playback.playouts.get(itemId ?? '');
  if (itemId === null || !playout || playout.isCut) return null;
  const { responseId } = playout;
  const response = state.responses.active.get(responseId);
  const metadata = state.bargeIn?.spoken.metadata.get(responseId) ?? response?.metadata ?? null;
  return { itemId, responseId, metadata };
}
