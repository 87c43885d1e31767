import { throwModuleFailed } from '../errors/realtime-error.ts';

/** A module that is fetched once, with its first use. */
export interface Lazy<Part> {
  /** The module; `null` until it is loaded. */
  readonly loaded: Part | null;
  /** @throws RealtimeError `module-failed` */
  load(): Promise<Part>;
}

/**
 * Creates a lazy module from a dynamic import. A failed fetch is not cached: the next `load` tries again. Where a deployment
 * has replaced the file, only a page that is loaded anew finds it.
 */
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
          return throwModuleFailed(error);
        },
      );
      return loading;
    },
  };
}
