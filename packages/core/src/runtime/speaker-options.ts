/** How the session uses the speaker. */
export interface SpeakerOptions {
  /** An `audiooutput` of `navigator.mediaDevices.enumerateDevices()`. Left out, the system's own device, which may change. */
  readonly deviceId?: string;
}
