/** A module that is fetched once, with its first use. */
export interface Lazy<Part> {
  /** The module; `null` until it is loaded. */
  readonly loaded: Part | null;
  load(): Promise<Part>;
}

/** Creates a lazy module from a dynamic import. A failed fetch is not cached: the next `load` tries again. */
export function createLazy<Part>(fetchPart: () => Promise<Part>): Lazy<Part> {
  let loaded: Part | null = null;
  let loading: Promise<Part> | null = null;
  return {
    get loaded() {
      return loaded;
    },
    load() {
      loading ??= fetchPart().then(
        (part) => (loaded = part),
        (error: unknown) => {
          loading = null;
          throw error;
        },
      );
      return loading;
    },
  };
}
