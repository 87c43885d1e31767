import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { CredentialMinter, LazyAdapter, ProviderAdapter, UsageRecord } from '@repartee/core/server';
import type { AuditSink } from '../audit/audit-event.ts';
import type { ServerLogger } from '../audit/logger.ts';
import type { LimitStore } from '../limits/limit-store.ts';
import type { UsageLimits } from '../limits/usage-limits.ts';
import type { ServerTool } from '../server-tool.ts';

/** A vendor behind the relay. */
export interface RelayRoute {
  /** Mints what the relay opens its own socket with. */
  readonly minter: CredentialMinter;
  /** The adapter of the same vendor, with its WebSocket transport. It says where the relay connects. */
  readonly adapter: ProviderAdapter | LazyAdapter;
}

/** Options of `createRelay`. */
export interface RelayOptions {
  /** The vendors, one route for each. */
  readonly routes: readonly RelayRoute[];
  /** The address of the relay as browsers reach it, such as `wss://shop.example/api/relay`. */
  readonly url: string;
  /** Seals the tickets: 32 random characters or more, the same on every instance. */
  readonly secret: string;
  /** Origins of pages that may connect, beside the relay's own. @default none */
  readonly origins?: readonly string[];
  /** The limits of each user and team. `credentials` is left to the handler. @default no limit */
  readonly limits?: UsageLimits;
  /** The store that counts usage. @default the memory of this process */
  readonly store?: LimitStore;
  /** The price of one usage record, in the currency of the limits. @default only time is counted */
  readonly moneyOf?: (usage: UsageRecord, vendor: string) => number;
  /**
   * Tools that run on the server, on every vendor: the relay answers the model. Declare them in the terms, and name them in
   * `serverTools` of the page's session. @default none
   */
  readonly tools?: readonly ServerTool[];
  /** The most that waits for a slow reader in each direction, in bytes. @default 262144 */
  readonly maxBufferedBytes?: number;
  /** The largest frame, in bytes. @default 4194304 */
  readonly maxFrameBytes?: number;
  /** A reader that takes nothing for so long is given up, in milliseconds. @default 30000 */
  readonly stallMs?: number;
  /**
   * The interval at which a client is asked for a sign of life, in milliseconds; two that are missed end the session.
   * @default 20000
   */
  readonly pingMs?: number;
  /** The time limit for connecting to the vendor, in milliseconds. @default 10000 */
  readonly timeoutMs?: number;
  /** Gets an event for each session that was granted, refused or has ended. @default none */
  readonly audit?: AuditSink;
  /** Gets errors and warnings, without secrets. @default the console */
  readonly logger?: ServerLogger;
}

/** A proxy in front of the vendors' sockets. */
export interface Relay {
  /** Mint tickets for the relay, for the option `minters` of `createCredentialHandler`. */
  readonly minters: readonly CredentialMinter[];
  /** The number of sessions that run. */
  readonly size: number;
  /** Takes an upgrade of Node's `http` server. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /**
   * Refuses new sessions with 503, and tells the pages of those that run to connect again, one after another in the first half of
   * the time given, in milliseconds. Sessions of the kit do so in a pause of the conversation, to another instance. What still
   * runs at the end of that time is closed with 1012 (service restart). It resolves when all are closed.
   *
   * @default 30000
   */
  drain(withinMs?: number): Promise<void>;
}
