import type { NetworkChange, NetworkPort } from '@repartee/core';

/** The network as the browser reports it, which the demo can switch off for a while. */
export interface DemoNetwork extends NetworkPort {
  /** Reports that there is no network, for so long in milliseconds. */
  goOffline(forMs: number): void;
}

/** Creates the network of one conversation. */
export function createDemoNetwork(): DemoNetwork {
  const listeners = new Set<(change: NetworkChange) => void>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const tell = (change: NetworkChange) => {
    for (const listener of listeners) listener(change);
  };
  return {
    get isOnline() {
      return navigator.onLine && timer === null;
    },
    watch(listener) {
      listeners.add(listener);
      const controller = new AbortController();
      const { signal } = controller;
      addEventListener('offline', () => listener('offline'), { signal });
      addEventListener('online', () => listener('online'), { signal });
      return () => {
        listeners.delete(listener);
        controller.abort();
      };
    },
    goOffline(forMs) {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => {
        timer = null;
        tell('online');
      }, forMs);
      tell('offline');
    },
  };
}
