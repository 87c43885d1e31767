import type { Credential } from './provider-adapter.ts';
import type { SessionConfig } from './session-config.ts';

/** What a credential is minted for. */
export interface MintRequest {
  /** The configuration that the credential carries. Its holder may change it: it is a default, no limit. */
  readonly config?: SessionConfig;
  /** How long it opens connections, in seconds. */
  readonly expiresInSeconds?: number;
  /** The app's own id of the user. Vendors that take one are told a hash of it. */
  readonly userId?: string;
  readonly signal?: AbortSignal;
}

/** Mints short-lived credentials with the app's secret key. Runs on servers only. */
export interface CredentialMinter {
  readonly adapterId: string;
  /**
   * @throws RealtimeError `credential-rejected` when the vendor refuses the key, `rate-limited`, `quota-exhausted`,
   * `invalid-config`, or `credential-fetch-failed` when it cannot be reached.
   */
  mint(request?: MintRequest): Promise<Credential>;
}
