/** The number of entries that are kept. Vendors repeat and correct what they have just sent. */
const MOST = 256;

/** A map of the keys that were added last: 256, or another number. */
export class RecentMap<Key, Value> extends Map<Key, Value> {
  readonly #most: number;

  constructor(most: number = MOST) {
    super();
    this.#most = most;
  }

  override set(key: Key, value: Value): this {
    return dropOldest(super.set(key, value), this.#most);
  }
}

/** A set of the 256 values that were added last. */
export class RecentSet<Value> extends Set<Value> {
  override add(value: Value): this {
    return dropOldest(super.add(value), MOST);
  }
}

function dropOldest<Kept extends Pick<Set<unknown>, 'size' | 'keys' | 'delete'>>(
  kept: Kept,
  most: number,
): Kept {
  const [oldest] = kept.keys();
  if (kept.size > most) kept.delete(oldest);
  return kept;
}
