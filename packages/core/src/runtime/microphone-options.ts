import type { MicrophoneProcessing } from '../media/microphone-port.ts';

/** How the session uses the microphone. */
export interface MicrophoneOptions extends MicrophoneProcessing {
  readonly deviceId?: string;
  /** A track that the app owns. It is used, and never stopped. */
  readonly track?: MediaStreamTrack;
  /**
   * How much of what was said just before a turn by hand opens belongs to it, in milliseconds: people begin to speak as they
   * press. It stays on the device unless a turn opens right behind it; 0 keeps nothing. @default 300
   */
  readonly preRollMs?: number;
}
