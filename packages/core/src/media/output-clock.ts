/** A latency beyond this, in seconds, is a fault of what the browser tells (seen of Safari after a change of device). */
const MAX_LATENCY_SECONDS = 2;

/**
 * The latency that is assumed in Firefox, in seconds. With `privacy.resistFingerprinting` Firefox itself gives from 11 ms
 * (macOS) over 25 ms (Linux) to 40 ms (Windows).
 */
const FIREFOX_LATENCY_SECONDS = 0.03;

/** Relates the time of a context to the time at the ear. */
export interface OutputClock {
  /** The context time, in seconds, whose frame is leaving the speaker at this moment. */
  audibleSeconds(): number;
  /** The time at which the frame at the given context time is heard, on the clock of `performance.now()`. */
  audibleAtMs(contextSeconds: number): number;
}

/**
 * Creates a clock over a context, from the best that the browser tells: its output timestamp, else its latency.
 *
 * Firefox is not asked. `outputLatency` and `getOutputTimestamp` wait for its audio process while they hold the lock of the audio
 * graph. If that process waits for the graph at the same moment, the page stands still for good (seen in Firefox 153 with
 * PulseAudio, in most conversations on a busy machine, November 2026).
 */
export function createOutputClock(context: AudioContext): OutputClock {
  const isFirefox = 'mozInnerScreenX' in globalThis;
  const audibleAt = (nowMs: number): number => {
    if (isFirefox) return context.currentTime - FIREFOX_LATENCY_SECONDS;
    const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp?.() ?? {};
    // Before the first block has reached the device the timestamp is zero.
    if (contextTime > 0 && performanceTime > 0) {
      const seconds = contextTime + (nowMs - performanceTime) / 1000;
      if (Math.abs(context.currentTime - seconds) < MAX_LATENCY_SECONDS)
        return Math.min(seconds, context.currentTime);
    }
    return context.currentTime - (context.outputLatency || context.baseLatency || 0);
  };
  return {
    audibleSeconds: () => audibleAt(performance.now()),
    audibleAtMs(contextSeconds) {
      const nowMs = performance.now();
      return nowMs + (contextSeconds - audibleAt(nowMs)) * 1000;
    },
  };
}
