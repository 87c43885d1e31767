import type { RealtimeError } from '../errors/realtime-error.ts';
import { createScope } from '../util/scope.ts';
import { createIsolatedStore, followWhileSubscribed } from '../util/readable-store.ts';
import type { ReadableStore } from '../util/readable-store.ts';
import { queryMicrophone } from './query-microphone.ts';
import { takeTrack } from './take-track.ts';

/**
 * Whether the page may use a microphone: `prompt` means that the browser will ask, as far as it tells, and `unknown` that it has
 * not answered yet.
 */
export type MicrophonePermission = 'unknown' | 'prompt' | 'granted' | 'denied';

/** The permission for microphones. */
export interface PermissionWatch {
  /** The permission, followed while there is a subscription. */
  readonly store: ReadableStore<MicrophonePermission>;
  /** Asks the browser again, without a prompt for the user. */
  refresh(): Promise<void>;
  /**
   * Has the browser ask the user, where it has to, and opens nothing for longer than that. Call it inside a user gesture.
   *
   * @throws RealtimeError `microphone-denied`, `microphone-missing`, `microphone-busy` or `insecure-context`.
   */
  request(): Promise<void>;
}

/**
 * Follows whether the page may use a microphone. Reading it asks the user nothing.
 *
 * @example
 * const permission = createMicrophonePermission();
 * permission.store.subscribe((state) => console.log(state));
 */
export function createMicrophonePermission(): PermissionWatch {
  const { store, set } = createIsolatedStore<MicrophonePermission>('unknown');
  let status: Promise<PermissionStatus | null> | null = null;
  const query = (): Promise<PermissionStatus | null> => {
    status ??= queryMicrophone();
    return status;
  };
  const refresh = async () => {
    const found = await query();
    // A browser that does not tell may ask: what the last request was told is all that is known.
    if (found || store.getState() === 'unknown') set(found?.state ?? 'prompt');
  };
  const onChange = () => void refresh();
  const followed = followWhileSubscribed(store, () => {
    let isFollowed = true;
    void query().then((found) => isFollowed && found?.addEventListener('change', onChange));
    return () => {
      isFollowed = false;
      void status?.then((found) => found?.removeEventListener('change', onChange));
    };
  });
  return {
    refresh,
    async request() {
      const scope = createScope();
      try {
        await takeTrack({}, scope);
        set('granted');
      } catch (error) {
        if ((error as RealtimeError).code === 'microphone-denied' && !(await query())) set('denied');
        throw error;
      } finally {
        scope.dispose();
        await refresh();
      }
    },
    store: {
      ...followed,
      subscribe(listener) {
        onChange();
        return followed.subscribe(listener);
      },
    },
  };
}
