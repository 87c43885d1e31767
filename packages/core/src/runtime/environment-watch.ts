import type { SessionInput } from '../session/session-input.ts';
import type { SessionStatus } from '../session/session-state.ts';
import type { Clock } from '../util/clock.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { createNetworkPort, createPagePort } from './browser-environment.ts';
import type { NetworkChange, NetworkPort, PageChange, PagePort } from './environment-ports.ts';
import type { PathWatch } from './path-watch.ts';
import type { Playhead } from './session-controls.ts';

/** The connections of the session, as far as the watch acts on them. */
interface WatchedConnections {
  /** The current one; `null` between connections. */
  readonly connection: { readonly path: Pick<PathWatch, 'goOffline' | 'ask' | 'wake'> | null } | null;
  /** Makes a waiting attempt at once. */
  retryNow(by: 'page-resumed' | 'network-changed'): void;
  setOffline(isOffline: boolean): void;
}

export interface EnvironmentWatchOptions {
  /** @default the browser's */
  readonly network: NetworkPort | undefined;
  /** @default the browser's */
  readonly page: PagePort | undefined;
  readonly clock: Clock;
  /** The longest time that the page may be hidden, in milliseconds. */
  readonly hiddenTimeoutMs: number | false;
  readonly connector: WatchedConnections;
  readonly readStatus: () => SessionStatus;
  readonly readPlayhead: () => Playhead | null;
  readonly dispatch: (input: SessionInput) => void;
  readonly report: (error: unknown) => unknown;
}

/**
 * Acts on what becomes of the network and of the page, while a conversation is open: a waiting attempt is made at once
 * when there is hope, an open connection is asked whether it is still there, and a conversation is not left behind by a page
 * that is closed or hidden for long.
 */
export class EnvironmentWatch {
  readonly #options: EnvironmentWatchOptions;
  readonly #network: NetworkPort;
  readonly #page: PagePort;
  #scope: Scope | null = null;
  #stopHidden: (() => void) | null = null;

  constructor(options: EnvironmentWatchOptions) {
    this.#options = options;
    this.#network = options.network ?? createNetworkPort();
    this.#page = options.page ?? createPagePort();
  }

  /** Begins to listen. Does nothing while it listens. */
  start(): void {
    if (this.#scope) return;
    const { connector, report } = this.#options;
    const scope = createScope();
    this.#scope = scope;
    try {
      scope.add(this.#network.watch((change) => this.#takeNetwork(change)));
      scope.add(this.#page.watch((change) => this.#takePage(change)));
      connector.setOffline(!this.#network.isOnline);
      if (this.#page.isHidden) this.#limitHiding();
    } catch (error) {
      // A conversation does not need what a port of the app fails to tell.
      report(error);
    }
  }

  stop(): void {
    this.#scope?.dispose();
    this.#scope = null;
    this.#stopHidden = null;
  }

  #takeNetwork(change: NetworkChange): void {
    const { connector } = this.#options;
    if (change !== 'changed') connector.setOffline(change === 'offline');
    if (change === 'changed') connector.retryNow('network-changed');
    const path = this.#livePath();
    if (change === 'offline') path?.goOffline();
    else path?.ask();
  }

  #takePage(change: PageChange): void {
    const { connector } = this.#options;
    if (change === 'closed') return this.#close();
    if (change === 'hidden') return this.#limitHiding();
    if (change === 'frozen') return;
    // A page that comes back may have been hidden and frozen, or may never have been hidden at all.
    if (!this.#page.isHidden) this.#stopHidden?.();
    connector.retryNow('page-resumed');
    const path = this.#livePath();
    if (change === 'resumed') path?.wake();
    else path?.ask();
  }

  /** An attempt that is being made has a time limit of its own. */
  #livePath() {
    const { connector, readStatus } = this.#options;
    return readStatus() === 'live' ? connector.connection?.path : undefined;
  }

  #limitHiding(): void {
    const { hiddenTimeoutMs, clock } = this.#options;
    if (hiddenTimeoutMs === false || !this.#scope) return;
    this.#stopHidden?.();
    this.#stopHidden = this.#scope.timeout(clock, () => this.#close(), hiddenTimeoutMs);
  }

  #close(): void {
    const { dispatch, readPlayhead } = this.#options;
    dispatch({ type: 'close-requested', reason: 'hidden', playhead: readPlayhead() });
  }
}
