import type { ItemId, ReadableStore, SessionState } from '@repartee/core';

type Listener = () => void;

interface Rows {
  readonly listeners: Map<ItemId, Set<Listener>>;
  readonly unsubscribe: () => void;
}

/** The rows that are shown of each session. */
const shown = new WeakMap<ReadableStore<SessionState>, Rows>();

/**
 * Calls back when one row of the transcript may have changed, or is heard or no longer heard; returns the function that
 * ends it. All rows of a session share one subscription, which looks at the entries that can still change and not at the
 * rows: a new word costs the same under two thousand rows as under two.
 */
export function subscribeToRow(
  store: ReadableStore<SessionState>,
  id: ItemId,
  listener: Listener,
): () => void {
  const rows = shown.get(store) ?? open(store);
  const listeners = rows.listeners.get(id) ?? new Set();
  // One function may be added by two owners; each must be able to remove its own.
  const entry = () => listener();
  rows.listeners.set(id, listeners.add(entry));
  return () => {
    listeners.delete(entry);
    if (listeners.size === 0 && rows.listeners.get(id) === listeners) rows.listeners.delete(id);
    if (rows.listeners.size > 0 || shown.get(store) !== rows) return;
    rows.unsubscribe();
    shown.delete(store);
  };
}

function open(store: ReadableStore<SessionState>): Rows {
  const listeners: Rows['listeners'] = new Map();
  const tell = (id: ItemId | null) => {
    if (id !== null) for (const listener of listeners.get(id) ?? []) listener();
  };
  const unsubscribe = store.subscribe((state, previous) => {
    for (const id of changedRows(state, previous) ?? listeners.keys()) tell(id);
    if (state.speakingItemId === previous.speakingItemId) return;
    tell(previous.speakingItemId);
    tell(state.speakingItemId);
  });
  const rows = { listeners, unsubscribe };
  shown.set(store, rows);
  return rows;
}

/** Lists the rows whose entry changed; `null` where any of them may have. */
function changedRows(
  { transcript: after }: SessionState,
  { transcript: before }: SessionState,
): readonly ItemId[] | null {
  if (after === before) return [];
  // The archive keeps its identity while settled entries are added to it. Another one means that an old entry changed or is
  // gone, which is rare; another order, once an entry, that there may be one which was settled from its beginning.
  if (after.order !== before.order || after.archive !== before.archive) return null;
  const ids = new Set([...before.live.keys(), ...after.live.keys()]);
  return [...ids].filter((id) => before.live.get(id) !== after.live.get(id));
}
