/** A voice is louder than the noise floor by this factor (about 10 dB). */
const VOICE_OVER_NOISE = 3;

/** Below this level (about -50 dBFS) nothing counts as a voice, however quiet the room is. */
const MIN_VOICE_LEVEL = 0.003;

/** The floor falls at once and rises slowly, so that a long sentence does not raise its own noise floor. */
const FLOOR_RISE_PER_CHUNK = 1.01;

/** Finds when the user's voice was last above the noise. */
export interface SpeechTracker {
  /** The end of the last voiced chunk, in milliseconds; `null` before the first. */
  readonly lastVoicedAtMs: number | null;
  /** Takes the level of one chunk, 0 to 1, and the time at which the chunk ended. */
  push(level: number, endedAtMs: number): void;
}

/**
 * Creates a tracker with an adaptive noise floor. It is a measuring aid for latency: who speaks and whether that is an
 * interruption is decided by the vendor's detection or by a detector, not here.
 */
export function createSpeechTracker(): SpeechTracker {
  let floor = MIN_VOICE_LEVEL;
  let lastVoicedAtMs: number | null = null;
  return {
    get lastVoicedAtMs() {
      return lastVoicedAtMs;
    },
    push(level, endedAtMs) {
      floor = level < floor ? level : Math.min(floor * FLOOR_RISE_PER_CHUNK, level);
      floor = Math.max(floor, MIN_VOICE_LEVEL / VOICE_OVER_NOISE);
      if (level >= Math.max(MIN_VOICE_LEVEL, floor * VOICE_OVER_NOISE)) lastVoicedAtMs = endedAtMs;
    },
  };
}
