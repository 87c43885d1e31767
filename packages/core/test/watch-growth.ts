/* oxlint-disable no-extend-native -- puts back what it takes */
export interface GrowthWatch {
  /** The files of core, from `src/` on, that have added to a map, set or list until it was larger than it may be. */
  readonly files: () => readonly string[];
  readonly stop: () => void;
}

const SOURCE = /packages\/core\/src\/([\w./-]+\.ts)/;

/** Its maps and sets have a limit of their own. */
const BOUNDED = 'util/recent.ts';

/** Watches all maps, sets and lists, also the private ones, until `stop`. @param most - the entries that each may have. */
export function watchGrowth(most: number): GrowthWatch {
  const grown = new Set<string>();
  const { set } = Map.prototype;
  const { add } = Set.prototype;
  const { push } = Array.prototype;
  const look = (before: number, size: number) => {
    if (before > most || size <= most) return;
    const [, file] = SOURCE.exec(new Error('growth').stack ?? '') ?? [];
    if (file && file !== BOUNDED) grown.add(file);
  };
  Map.prototype.set = function watched(key: unknown, value: unknown) {
    const before = this.size;
    set.call(this, key, value);
    look(before, this.size);
    return this;
  };
  Set.prototype.add = function watched(value: unknown) {
    const before = this.size;
    add.call(this, value);
    look(before, this.size);
    return this;
  };
  Array.prototype.push = function watched(...values: unknown[]) {
    const before = this.length;
    const length = push.apply(this, values);
    look(before, length);
    return length;
  };
  return {
    files: () => [...grown].toSorted(),
    stop() {
      Map.prototype.set = set;
      Set.prototype.add = add;
      Array.prototype.push = push;
    },
  };
}
