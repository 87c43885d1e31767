import type { CredentialMinter, SessionConfig } from '@repartee/core/server';
import type { AuditSink } from './audit/audit-event.ts';
import type { ServerLogger } from './audit/logger.ts';
import type { AuthorizedUser } from './authorized-user.ts';
import type { CallOptions } from './calls/call-options.ts';
import type { LimitStore } from './limits/limit-store.ts';
import type { UsageLimits } from './limits/usage-limits.ts';

/** Other origins whose pages may ask for credentials. The server's own origin always may. */
export interface CorsOptions {
  /** Origins in the form of the `Origin` header, such as `https://app.example`. There is no wildcard: credentials cost money. */
  readonly origins: readonly string[];
  /** Allows those origins to send cookies. @default false */
  readonly allowCredentials?: boolean;
}

/** The server's decisions about one session. */
export interface SessionTerms {
  /** The configuration. Whether the page can change it depends on the vendor: see `minter.terms`. */
  readonly config?: SessionConfig;
  /** The time in which the credential opens connections, in seconds. @default the vendor's default */
  readonly expiresInSeconds?: number;
}

/** The request as `terms` sees it. */
export interface TermsRequest {
  readonly request: Request;
  /** The adapter id of the vendor that was chosen. */
  readonly vendor: string;
  /** The JSON that the page sent, unchecked. Nothing of it has an effect unless `terms` reads it. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The facts about a request that only the runtime knows. `toNodeListener` gives them. */
export interface RequestContext {
  /** The address of the other end of the socket. A header such as `X-Forwarded-For` is never read: anyone can write one. */
  readonly remoteAddress?: string;
}

/** Options of `createCredentialHandler`. */
export interface CredentialHandlerOptions<User extends AuthorizedUser = AuthorizedUser> {
  /** Mint the credentials, one for each vendor. The `server` entry of each adapter has one. */
  readonly minters: readonly CredentialMinter[];
  /**
   * Decides who may get a credential. Return the user; `null` for a visitor who is not signed in (answered with 401), or
   * `false` for a user who may not (403). Verify the session: each credential is charged to the app's account. Leave the body of
   * the request unread.
   */
  readonly authorize?: (request: Request) => User | null | false | Promise<User | null | false>;
  /**
   * Gives credentials to anyone on this machine, in place of `authorize`: for development. Requests that come from another
   * machine, or through a proxy, are refused.
   *
   * @default false
   */
  readonly dangerouslyAllowAnonymous?: boolean;
  /** The terms of every session, or a function that decides them for one user. @default the vendor's defaults */
  readonly terms?:
    | SessionTerms
    | ((user: User, request: TermsRequest) => SessionTerms | Promise<SessionTerms>);
  /**
   * Opens calls through this server: the browser gets a ticket in place of a credential, sends its offer here, and the server posts
   * it with its own key. The server then watches the call, and hangs up at its limits. Vendors without `minter.calls` get
   * credentials as before; those with `minter.monitor` are joined when the session has begun. The adapter in the browser must use WebRTC.
   *
   * @default every browser gets a credential
   */
  readonly calls?: CallOptions<User>;
  /** The limits of each user and team. @default 10 credentials a minute for each user */
  readonly limits?: UsageLimits;
  /** The store that counts usage. Several instances share one of `createRedisStore`. @default the memory of this process */
  readonly store?: LimitStore;
  /** Gets an event for each session that was granted, refused or has ended. @default none */
  readonly audit?: AuditSink;
  /** Gets errors and warnings, without secrets. A logger of pino fits. @default the console */
  readonly logger?: ServerLogger;
  /** The time limit of minting, in milliseconds. @default 10000 */
  readonly timeoutMs?: number;
  /** The largest body of a request, in bytes. @default 16384 */
  readonly maxBodyBytes?: number;
  /** The time limit in which the body has to arrive, in milliseconds. @default 5000 */
  readonly bodyTimeoutMs?: number;
  /** Other origins whose pages may ask. @default none */
  readonly cors?: CorsOptions;
  /** Gets every error, with the vendor's answer. The browser gets a code and a short message. @default writes to `logger` */
  readonly onError?: (error: unknown, request: Request) => void;
}

/** Answers a request with a credential. It never rejects. The runtime's context may have the field of `RequestContext`. */
export type CredentialHandler = (request: Request, context?: object) => Promise<Response>;
