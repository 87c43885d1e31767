/** The number of entries that are kept. Vendors repeat and correct what they have just sent. */
const MOST = 256;

/** A map of the 256 keys that were added last. */
export class RecentMap<Key, Value> extends Map<Key, Value> {
  override set(key: Key, value: Value): this {
    return dropOldest(super.set(key, value));
  }
}

/** A set of the 256 values that were added last. */
export class RecentSet<Value> extends Set<Value> {
  override add(value: Value): this {
    return dropOldest(super.add(value));
  }
}

function dropOldest<Kept extends Pick<Set<unknown>, 'size' | 'keys' | 'delete'>>(kept: Kept): Kept {
  const [oldest] = kept.keys();
  if (kept.size > MOST) kept.delete(oldest);
  return kept;
}
