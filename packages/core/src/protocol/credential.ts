/** A short-lived permission to open a connection, minted by the app's own server. */
export interface Credential {
  readonly value: string;
  /** The time at which it stops opening connections, in milliseconds since 1970; `null` where unknown. */
  readonly expiresAtMs: number | null;
  /** The address to use instead of the adapter's own, for vendors that mint one per session. */
  readonly url?: string;
}
