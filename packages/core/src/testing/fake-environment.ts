import type { NetworkChange, NetworkPort, PageChange, PagePort } from '../runtime/environment-ports.ts';

/** A network whose changes are made by a test. */
export interface FakeNetwork extends NetworkPort {
  isOnline: boolean;
  /** The number of listeners that watch it. */
  readonly watchers: number;
  goOffline(): void;
  goOnline(): void;
  /** The device has another network, and was never offline. */
  change(): void;
}

/** A page whose changes are made by a test. */
export interface FakePage extends PagePort {
  isHidden: boolean;
  /** The number of listeners that watch it. */
  readonly watchers: number;
  hide(): void;
  show(): void;
  freeze(): void;
  /** The page was frozen, or its device slept, and it goes on. */
  resume(): void;
  /** The page goes for good. */
  close(): void;
}

/** Creates a network that is online. */
export function createFakeNetwork(): FakeNetwork {
  const listeners = createListeners<NetworkChange>();
  const network: FakeNetwork = {
    isOnline: true,
    get watchers() {
      return listeners.count;
    },
    watch: listeners.add,
    goOffline() {
      network.isOnline = false;
      listeners.tell('offline');
    },
    goOnline() {
      network.isOnline = true;
      listeners.tell('online');
    },
    change: () => listeners.tell('changed'),
  };
  return network;
}

/** Creates a page that is visible. */
export function createFakePage(): FakePage {
  const listeners = createListeners<PageChange>();
  const page: FakePage = {
    isHidden: false,
    get watchers() {
      return listeners.count;
    },
    watch: listeners.add,
    hide() {
      page.isHidden = true;
      listeners.tell('hidden');
    },
    show() {
      page.isHidden = false;
      listeners.tell('visible');
    },
    freeze: () => listeners.tell('frozen'),
    resume: () => listeners.tell('resumed'),
    close: () => listeners.tell('closed'),
  };
  return page;
}

function createListeners<Change>() {
  const listeners = new Set<(change: Change) => void>();
  return {
    get count() {
      return listeners.size;
    },
    add(listener: (change: Change) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (change: Change) => [...listeners].forEach((listener) => listener(change)),
  };
}
