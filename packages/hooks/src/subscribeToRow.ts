import type { ItemId, ReadableStore, SessionState } from '@repartee/core';

type Listener = () => void;

interface RowListeners {
  readonly listeners: Map<ItemId, Set<Listener>>;
  readonly unsubscribe: () => void;
}

/** The listeners of the rendered rows of each session. */
const rowsOfStore = new WeakMap<ReadableStore<SessionState>, RowListeners>();

/**
 * Calls back when one entry of the transcript may have changed, or becomes audible or silent; returns the function that
 * unsubscribes. All rows of a session share one store subscription, which compares only the entries that can still change:
 * a new word costs the same with two thousand rows as with two.
 */
export function subscribeToRow(
  store: ReadableStore<SessionState>,
  id: ItemId,
  listener: Listener,
): () => void {
  const rows = rowsOfStore.get(store) ?? open(store);
  const listeners = rows.listeners.get(id) ?? new Set();
  // Two owners can add the same function; each removes its own entry.
  const entry = () => listener();
  rows.listeners.set(id, listeners.add(entry));
  return () => {
    listeners.delete(entry);
    if (listeners.size === 0 && rows.listeners.get(id) === listeners) rows.listeners.delete(id);
    if (rows.listeners.size > 0 || rowsOfStore.get(store) !== rows) return;
    rows.unsubscribe();
    rowsOfStore.delete(store);
  };
}

function open(store: ReadableStore<SessionState>): RowListeners {
  const listeners: RowListeners['listeners'] = new Map();
  const notify = (id: ItemId | null) => {
    if (id !== null) for (const listener of listeners.get(id) ?? []) listener();
  };
  const unsubscribe = store.subscribe((state, previous) => {
    for (const id of changedRows(state, previous) ?? listeners.keys()) notify(id);
    if (state.speakingItemId === previous.speakingItemId) return;
    notify(previous.speakingItemId);
    notify(state.speakingItemId);
  });
  const rows = { listeners, unsubscribe };
  rowsOfStore.set(store, rows);
  return rows;
}

/** Lists the rows whose entry changed; `null` if any of them may have changed. */
function changedRows(
  { transcript: after }: SessionState,
  { transcript: before }: SessionState,
): readonly ItemId[] | null {
  if (after === before) return [];
  if (!after.archive.extends(before.archive)) return null;
  // A new entry may be settled from its beginning, so it may be in no `live` map.
  const added = addedRows(after.order, before.order);
  if (!added) return null;
  const live = new Set([...before.live.keys(), ...after.live.keys()]);
  return [...[...live].filter((id) => before.live.get(id) !== after.live.get(id)), ...added];
}

/** Lists the rows that were added at the end; `null` if the order changed in another way. */
function addedRows(after: readonly ItemId[], before: readonly ItemId[]): readonly ItemId[] | null {
  if (after === before) return [];
  return before.every((id, index) => after[index] === id) ? after.slice(before.length) : null;
}
