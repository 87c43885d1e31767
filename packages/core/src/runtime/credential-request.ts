import type { RenewalCause } from '../session/transcript/continuity.ts';

/**
 * The reason to ask for a credential: `connect` for the first connection of a conversation, `app-speech` for the source that
 * speaks the app's texts, and else the reason why another connection takes the place of the one before, or stands by to take
 * it.
 */
export type CredentialReason = 'connect' | 'app-speech' | RenewalCause;

/** The purpose of a credential. */
export interface CredentialPurpose {
  /** The adapter, or the speech source. */
  readonly adapterId: string;
  readonly reason: CredentialReason;
}

/** A request for a credential. */
export interface CredentialRequest extends CredentialPurpose {
  readonly signal: AbortSignal;
}
