import type { MicrophoneProcessing } from '../media/microphone-port.ts';

/** The session's use of the microphone. */
export interface MicrophoneOptions extends MicrophoneProcessing {
  /** The id of `MediaDeviceInfo`; left out or empty follows the system. */
  readonly deviceId?: string;
  /** A track that the app owns. The session uses it and never stops it. */
  readonly track?: MediaStreamTrack;
  /**
   * The audio from just before a push-to-talk turn that is part of it, in milliseconds: people begin to speak as they press.
   * It stays on the device unless a turn opens right after it; 0 keeps nothing. @default 300
   */
  readonly preRollMs?: number;
}

/** The session's use of the speaker. */
export interface SpeakerOptions {
  /** An `audiooutput` of `navigator.mediaDevices.enumerateDevices()`. Left out, the system's own device, which may change. */
  readonly deviceId?: string;
}
