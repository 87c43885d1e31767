import type { CallControl, ServerControl, SessionMonitor } from './call-control.ts';
import type { Credential } from './credential.ts';
import type { SessionConfig } from './session-config.ts';

/** The terms of a session that a server may want to set. */
export type TermName =
  | 'model'
  | 'instructions'
  | 'voice'
  | 'tools'
  | 'outputModality'
  | 'maxOutputTokens'
  | 'duration';

/**
 * The strength with which a credential holds a term:
 * - `pinned`: the holder of the credential cannot change it
 * - `default`: the holder can change it
 * - `agent`: it is a setting of the agent at the vendor, which the credential does not carry
 * - `none`: a credential cannot carry it, and the vendor has no such setting
 */
export type TermHold = 'pinned' | 'default' | 'agent' | 'none';

/** The request of a minter for one credential. */
export interface MintRequest {
  /** The configuration that the credential carries. With most vendors its holder may change it: it is a default, no limit. */
  readonly config?: SessionConfig;
  /** The time for which the credential opens connections, in seconds. */
  readonly expiresInSeconds?: number;
  /** The app's own id of the user. A vendor that takes user ids gets a hash of it. */
  readonly userId?: string;
  /** The team whose limits the user shares, for minters that count by themselves. */
  readonly team?: string;
  /** The longest time that a session may last, in seconds. A vendor whose credentials limit it gets it. */
  readonly maxDurationSeconds?: number;
  readonly signal?: AbortSignal;
}

/** A credential, with what stays on the server. */
export interface MintedCredential extends Credential {
  /** The vendor's id of the session that it opens, where it is known beforehand. */
  readonly vendorSessionId?: string;
}

/** Mints short-lived credentials with the app's secret key. Runs on servers only. */
export interface CredentialMinter {
  readonly adapterId: string;
  /** The strength with which its credentials hold each term that the server sets. @default unknown */
  readonly terms?: Readonly<Record<TermName, TermHold>>;
  /** The control of a server over a running session. @default unknown */
  readonly control?: ServerControl;
  /** Opens calls through the server; left out where the vendor has none. */
  readonly calls?: CallControl;
  /** Joins the sessions that its credentials open; left out where the vendor lets no server do so. */
  readonly monitor?: SessionMonitor;
  /**
   * @throws RealtimeError `credential-rejected` when the vendor refuses the key, `rate-limited`, `quota-exhausted`,
   * `invalid-config`, or `credential-fetch-failed` when it cannot be reached.
   */
  mint(request?: MintRequest): Promise<MintedCredential>;
}
