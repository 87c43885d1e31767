import type { CredentialMinter, SessionConfig } from '@repartee/core';

/** Who asks, as far as the kit needs to know. Apps put into it what their `configure` wants. */
export interface AuthorizedUser {
  /** The app's own id of the user. Vendors that take one are told a hash of it. */
  readonly id?: string;
}

/** Which other origins may ask from a browser. The page's own origin always may. */
export interface CorsOptions {
  /** Origins as browsers write them, for instance `https://app.example`. There is no wildcard: credentials cost money. */
  readonly origins: readonly string[];
  /** Lets those origins send cookies. @default false */
  readonly isCredentialed?: boolean;
}

/** What a credential handler is made with. */
export interface CredentialHandlerOptions<User extends AuthorizedUser = AuthorizedUser> {
  readonly minter: CredentialMinter;
  /**
   * Decides who may have a credential. Returns the user; `null` for somebody who is not known (answered with 401), or
   * `false` for somebody who is known and may not (403). Whoever may is charged to the app's account.
   */
  readonly authorize: (request: Request) => User | null | false | Promise<User | null | false>;
  /** What every credential is configured with. A browser may change that later: it is a default, no limit. */
  readonly config?: SessionConfig;
  /** Configures one user's credential. Its fields replace those of `config`. To read the body, read a clone. */
  readonly configure?: (request: Request, user: User) => SessionConfig | Promise<SessionConfig>;
  /** How long a credential opens connections, in seconds. @default the vendor's own */
  readonly expiresInSeconds?: number;
  /** How long minting may take, in milliseconds. @default 10000 */
  readonly timeoutMs?: number;
  /** Whether GET is answered like POST. Nothing may store the answer either way. @default false */
  readonly isGetAllowed?: boolean;
  readonly cors?: CorsOptions;
  /** Hears of everything that went wrong, in full. The answer to the browser says less. @default console.error */
  readonly onError?: (error: unknown, request: Request) => void;
}

/** Answers a request with a credential. It never rejects. */
export type CredentialHandler = (request: Request) => Promise<Response>;
