import type { ItemId } from '../protocol/conversation-item.ts';
import type { InputOf } from './session-input.ts';
import type { Step } from './step.ts';
import type { Seed } from './history/history-state.ts';
import { entriesToSummarize, planSeed } from './plan-seed.ts';
import { isResuming } from './report-continuity.ts';

/** Whether the connection that is being opened has to be told of an earlier conversation. */
function isSeedDue(step: Step): boolean {
  const { hasBeenLive } = step.state.vendor;
  const isContinued = hasBeenLive || step.state.history.savedForMs !== null;
  return isContinued && !isResuming(step);
}

/**
 * Asks the app for a summary of what the limits will leave out, when a connection is lost: it is written while the next one
 * opens.
 */
export function askForSummary(step: Step, connection = step.public.connection): void {
  const { history } = step.state;
  if (history.askedFor === connection || !isSeedDue(step)) return;
  const entries = entriesToSummarize(step.state);
  const lastId = entries.at(-1)?.id;
  if (lastId === undefined || history.summary?.lastId === lastId) return;
  const request = { connection, lastId, isOpeningHeld: false };
  step.update('history', { request, askedFor: connection, summaryFailure: null });
  step.do({ type: 'summarize', connection, entries });
}

/** Whether the configuration has to wait for a summary. */
export function holdsOpening(step: Step, connection = step.public.connection): boolean {
  // The first connection of a restored conversation was begun before its rules were loaded.
  askForSummary(step, connection);
  const { request } = step.state.history;
  if (request?.connection !== connection) return false;
  step.update('history', { request: { ...request, isOpeningHeld: true } });
  return true;
}

/** The app has written a summary, or could not. Returns whether the vendor waits for its configuration. */
export function takeSummary(step: Step, { connection, text, message }: InputOf<'summary-received'>): boolean {
  const { request } = step.state.history;
  if (request?.connection !== connection) return false;
  const isWritten = text !== null && text.trim() !== '';
  step.update('history', {
    request: null,
    ...(isWritten && { summary: { text, lastId: request.lastId } }),
    summaryFailure: isWritten ? null : (message ?? 'The summary has no words.'),
  });
  return request.isOpeningHeld;
}

/** A vendor that answers by itself is asked again with the message, which is then not told before. */
export function askedAgainIds({ state }: Step): ReadonlySet<ItemId> {
  const itemId = state.vendor.capabilities.isResponseOnDemand ? null : (state.loss.owed?.itemId ?? null);
  return new Set(itemId === null ? [] : [itemId]);
}

/** Plans what the current connection is told. The configuration announces it, and `tellHistory` sends it. */
export function planHistory(step: Step): Seed | null {
  const request = { connection: step.public.connection, skippedIds: askedAgainIds(step) };
  const seed = isSeedDue(step) ? planSeed(step.state, request) : null;
  step.update('history', { seed });
  return seed;
}

/** Sends what was planned, once the vendor has acknowledged the configuration. */
export function tellHistory(step: Step): void {
  const { seed } = step.state.history;
  const { canSeedHistory } = step.state.vendor.capabilities;
  if (!seed || seed.items.length === 0 || canSeedHistory === 'opening') return;
  hideNotes(step, seed);
  step.sendNow({ type: 'seed-history', items: seed.items });
  recordSeeded(step, seed.items);
}

/** The vendor has items of earlier connections, so that the app can remove them there. */
export function recordSeeded(step: Step, items: Seed['items']): void {
  if (step.state.vendor.capabilities.canSeedHistory === 'items')
    step.update('order', { seededIds: new Set(items.map(({ id }) => id)) });
}

/** Notes have no rows. They stand in front of everything. */
export function hideNotes(step: Step, { items, toldIds }: Seed): void {
  const unlistedItems = new Map(step.state.order.unlistedItems);
  for (const { type, id } of items) if (type === 'message' && !toldIds.has(id)) unlistedItems.set(id, null);
  step.update('order', { unlistedItems });
}
