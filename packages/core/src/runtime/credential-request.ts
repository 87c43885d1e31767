import type { RenewalCause } from '../session/continuity.ts';

/**
 * Why a credential is asked for: `connect` for the first connection of a conversation, `app-speech` for the source that speaks
 * the app's texts, and else why another connection takes the place of the one before, or stands by to take it.
 */
export type CredentialReason = 'connect' | 'app-speech' | RenewalCause;

/** What a credential is asked for. */
export interface CredentialPurpose {
  /** The adapter, or the speech source. */
  readonly adapterId: string;
  readonly reason: CredentialReason;
}

/** A request for a credential. */
export interface CredentialRequest extends CredentialPurpose {
  readonly signal: AbortSignal;
}
