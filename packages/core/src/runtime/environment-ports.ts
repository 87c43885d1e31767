/**
 * A change of the network of the device: it went, it came back, or it is another one than before, as with a change from
 * Wi-Fi to mobile data.
 */
export type NetworkChange = 'offline' | 'online' | 'changed';

/**
 * A change of the page. `resumed` comes after a freeze, from the back-forward cache too; `closed` when the page goes for
 * good.
 */
export type PageChange = 'hidden' | 'visible' | 'frozen' | 'resumed' | 'closed';

/** Tells a session what the browser knows of the network. */
export interface NetworkPort {
  /** `false` only where the browser is sure that there is no network. `true` does not mean that the vendor can be reached. */
  readonly isOnline: boolean;
  /** Calls the listener with each change until the returned function is called. */
  watch(listener: (change: NetworkChange) => void): () => void;
}

/** Tells a session what becomes of the page that it runs in. */
export interface PagePort {
  readonly isHidden: boolean;
  /** Calls the listener with each change until the returned function is called. */
  watch(listener: (change: PageChange) => void): () => void;
}
