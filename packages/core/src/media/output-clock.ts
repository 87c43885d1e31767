/** Tells when a frame of a context is heard. */
export interface OutputClock {
  /** From rendering to the ear, in milliseconds. */
  latencyMs(): number;
  /** When the frame at the given context time is heard, on the clock of `performance.now()`. */
  audibleAtMs(contextSeconds: number): number;
}

/** Creates a clock over a context. Where the browser tells nothing (Firefox: no `outputLatency`), what it tells is used. */
export function createOutputClock(context: AudioContext): OutputClock {
  const latencyMs = () => (context.outputLatency || context.baseLatency || 0) * 1000;
  return {
    latencyMs,
    audibleAtMs(contextSeconds) {
      const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp?.() ?? {};
      // Before the first block has reached the device the timestamp is zero.
      if (contextTime > 0 && performanceTime > 0) return performanceTime + (contextSeconds - contextTime) * 1000;
      return performance.now() + (contextSeconds - context.currentTime) * 1000 + latencyMs();
    },
  };
}
