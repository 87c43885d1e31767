/**
 * The stages of one turn from the end of the user's speech to the agent's first audible sample. All are milliseconds on
 * the session's clock; a stage that did not happen, or that the vendor does not report, is `null`.
 */
export interface TurnStages {
  /** The user's last voiced sample, found locally. */
  readonly speechEndedAtMs: number | null;
  /** The turn was taken as over: the vendor's detection, or the user's own commit. */
  readonly turnEndedAtMs: number | null;
  readonly responseStartedAtMs: number | null;
  readonly firstAudioAtMs: number | null;
  /** The first sample left the speaker. */
  readonly audibleAtMs: number | null;
}

/** Voice-to-voice latency of one answered turn. */
export interface TurnLatency extends TurnStages {
  readonly responseId: string;
  /** From the end of the user's speech (or of the turn, where that is unknown) to the first audible sample. */
  readonly voiceToVoiceMs: number;
}
