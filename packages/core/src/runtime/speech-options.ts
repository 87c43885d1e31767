import type { SpeechSource } from '../protocol/speech-source.ts';
import type { CredentialSource } from './credential-source.ts';

/** Who speaks what the app writes. */
export interface SpeechOptions {
  readonly source: SpeechSource;
  /** Gives a credential for the source; asked for with the first text, and whenever another connection is needed. */
  readonly credential: CredentialSource;
}
