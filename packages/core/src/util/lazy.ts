/** A part of the program that is fetched when it is needed for the first time, and once. */
export interface Lazy<Part> {
  /** The part, as soon as it is there. */
  readonly loaded: Part | null;
  load(): Promise<Part>;
}

/** Creates a lazy part from a dynamic import. A failed fetch is not kept: the next `load` tries again. */
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
