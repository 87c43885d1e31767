import { createScope } from '../util/scope.ts';
import type { NetworkChange, NetworkPort, PageChange, PagePort } from './environment-ports.ts';

/** The interval at which the wall clock is looked at while a conversation is open, in milliseconds. */
const TICK_MS = 5_000;

/** A tick that is later than this means that the device slept, in milliseconds. Browsers hold the timers of a hidden page up. */
const ASLEEP_MS = 10_000;
const ASLEEP_HIDDEN_MS = 90_000;

/** The network as Chromium and Firefox on Android report it. Elsewhere there is none, or no `type`. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
}

/** Creates the port of the browser's network. Where there is no browser, it tells of nothing. */
export function createNetworkPort(): NetworkPort {
  return {
    get isOnline() {
      return globalThis.navigator?.onLine !== false;
    },
    watch(listener) {
      const scope = createScope();
      const tell = (change: NetworkChange) => () => listener(change);
      if (typeof globalThis.addEventListener === 'function') {
        scope.listen(globalThis, 'online', tell('online'));
        scope.listen(globalThis, 'offline', tell('offline'));
      }
      const information = (globalThis.navigator as { readonly connection?: NetworkInformation } | undefined)
        ?.connection;
      if (typeof information?.addEventListener === 'function') {
        let { type } = information;
        scope.listen(information, 'change', () => {
          // The event also comes with each new estimate of the speed.
          if (information.type === type) return;
          ({ type } = information);
          if (type !== 'none') listener('changed');
        });
      }
      return () => scope.dispose();
    },
  };
}

/** Creates the port of the browser's page. Where there is no page, it tells of nothing. */
export function createPagePort(): PagePort {
  const page = globalThis.document;
  return {
    get isHidden() {
      return page?.visibilityState === 'hidden';
    },
    watch(listener) {
      if (page === undefined || typeof globalThis.addEventListener !== 'function') return () => {};
      const scope = createScope();
      const tell = (change: PageChange) => () => listener(change);
      scope.listen(page, 'visibilitychange', () =>
        listener(page.visibilityState === 'hidden' ? 'hidden' : 'visible'),
      );
      scope.listen(page, 'freeze', tell('frozen'));
      scope.listen(page, 'resume', tell('resumed'));
      // A page that may come back from the back-forward cache is kept as it is.
      scope.listen(globalThis, 'pagehide', ({ persisted }: PageTransitionEvent) =>
        listener(persisted ? 'frozen' : 'closed'),
      );
      scope.listen(globalThis, 'pageshow', ({ persisted }: PageTransitionEvent) => {
        if (persisted) listener('resumed');
      });
      scope.add(watchSleep(() => page.visibilityState === 'hidden', tell('resumed')));
      return () => scope.dispose();
    },
  };
}

/** Finds that the device has slept: the wall clock has gone on between two ticks, and the timers have not. */
function watchSleep(isHidden: () => boolean, onAwake: () => void): () => void {
  let lastMs = Date.now();
  let wasHidden = isHidden();
  const timer = setInterval(() => {
    const now = Date.now();
    const lateMs = now - lastMs - TICK_MS;
    lastMs = now;
    const isThrottled = wasHidden || isHidden();
    wasHidden = isHidden();
    if (lateMs > (isThrottled ? ASLEEP_HIDDEN_MS : ASLEEP_MS)) onAwake();
  }, TICK_MS);
  return () => clearInterval(timer);
}
