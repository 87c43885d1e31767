import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOutputClock } from './output-clock.ts';

afterEach(() => vi.unstubAllGlobals());

/** A context whose clock stands at a moment. */
function contextAt(currentTime: number, more: Partial<AudioContext> = {}): AudioContext {
  return { currentTime, baseLatency: 0.01, outputLatency: 0, ...more } as AudioContext;
}

describe('createOutputClock', () => {
  it('counts from the timestamp of the output', () => {
    const timestamp = { contextTime: 9.9, performanceTime: performance.now() };
    const clock = createOutputClock(contextAt(10, { getOutputTimestamp: () => timestamp }));
    expect(clock.audibleSeconds()).toBeGreaterThanOrEqual(9.9);
    expect(clock.audibleSeconds()).toBeLessThanOrEqual(10);
  });

  it('counts from the latency where the timestamp is far from the clock, as in Safari after a change of device', () => {
    const timestamp = { contextTime: 3, performanceTime: performance.now() };
    const context = contextAt(10, { getOutputTimestamp: () => timestamp, outputLatency: 0.25 });
    expect(createOutputClock(context).audibleSeconds()).toBe(9.75);
  });

  it('counts from the base latency where the browser tells nothing else', () => {
    expect(createOutputClock(contextAt(10)).audibleSeconds()).toBeCloseTo(9.99);
  });

  it('never asks Firefox, which can stop for good when it answers', () => {
    vi.stubGlobal('mozInnerScreenX', 0);
    const ask = vi.fn(() => 0.5);
    const context = contextAt(10, { getOutputTimestamp: () => ({ contextTime: ask() }) });
    Object.defineProperty(context, 'outputLatency', { get: ask });
    const clock = createOutputClock(context);
    expect(clock.audibleSeconds()).toBeCloseTo(9.97);
    expect(clock.audibleAtMs(10) - performance.now()).toBeLessThanOrEqual(30);
    expect(ask).not.toHaveBeenCalled();
  });
});
