/** A latency beyond this, in seconds, is a fault of what the browser tells (seen of Safari after a change of device). */
const MAX_LATENCY_SECONDS = 2;

/** Relates the time of a context to the time at the ear. */
export interface OutputClock {
  /** The context time, in seconds, whose frame is leaving the speaker at this moment. */
  audibleSeconds(): number;
  /** When the frame at the given context time is heard, on the clock of `performance.now()`. */
  audibleAtMs(contextSeconds: number): number;
}

/** Creates a clock over a context, from the best that the browser tells: its output timestamp, else its latency. */
export function createOutputClock(context: AudioContext): OutputClock {
  const audibleAt = (nowMs: number): number => {
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
