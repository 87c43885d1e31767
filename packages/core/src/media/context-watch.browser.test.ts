import { afterEach, describe, expect, it, vi } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { watchContext } from './context-watch.ts';

/** As much of an audio context as the watch looks at, whose state the test sets as a browser would. */
class FakeContext extends EventTarget {
  state: string = 'suspended';
  currentTime = 0;
  resume = vi.fn(() => Promise.resolve());
  suspend = vi.fn(() => Promise.resolve());

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

let scope: Scope | null = null;

afterEach(() => {
  scope?.dispose();
  vi.restoreAllMocks();
});

function createBench(state = 'suspended') {
  const clock = createManualClock();
  const context = new FakeContext();
  context.state = state;
  const told: string[] = [];
  const watched = (scope = createScope());
  const watch = watchContext({
    context: context as unknown as AudioContext,
    scope: watched,
    clock,
    onBlockedChange: (isBlocked) => told.push(isBlocked ? 'blocked' : 'free'),
    onLost: () => told.push('lost'),
  });
  const pass = async (ms: number, isMoving = true) => {
    for (let passed = 0; passed < ms; passed += 100) {
      if (isMoving && context.state === 'running') context.currentTime += 0.1;
      clock.advance(100);
      // Stopping and starting a context are promises of their own.
      for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    }
  };
  return { clock, context, told, watch, pass, scope: watched };
}

/** The user goes to another tab or comes back. */
function turnPage(visibility: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('the watch over a context', () => {
  it('lets a context start in its own time', async () => {
    const { context, told, pass } = createBench();
    await pass(300);
    context.become('running');
    await pass(5_000);
    expect(told).toEqual([]);
  });

  it('tells that playback is blocked when it does not start, and when it does after all', async () => {
    const { context, told, pass } = createBench();
    await pass(1_000);
    expect(told).toEqual(['blocked']);
    context.become('running');
    expect(told).toEqual(['blocked', 'free']);
  });

  it('asks a phone’s context to go on after a call, and again when the user comes back', async () => {
    const { context, told, pass } = createBench('running');
    turnPage('hidden');
    context.become('interrupted');
    expect(context.resume).not.toHaveBeenCalled();
    await pass(1_000);
    expect(told).toEqual(['blocked']);
    turnPage('visible');
    expect(context.resume).toHaveBeenCalledOnce();
    context.become('running');
    expect(told).toEqual(['blocked', 'free']);
    context.become('interrupted');
    expect(context.resume).toHaveBeenCalledTimes(2);
  });

  it('wakes a context whose clock stands while sound is expected, and gives up on one that stays', async () => {
    const { context, told, watch, pass } = createBench('running');
    watch.expectSound(true);
    await pass(10_000);
    expect(context.suspend).not.toHaveBeenCalled();
    await pass(2_000, false);
    expect(context.suspend).toHaveBeenCalledOnce();
    expect(context.resume).toHaveBeenCalledOnce();
    await pass(10_000);
    expect(told).toEqual([]);
    await pass(4_000, false);
    expect(told).toEqual(['lost']);
    expect(context.suspend).toHaveBeenCalledTimes(2);
  });

  it('looks at the clock once when the user comes back, though nothing plays', async () => {
    const { context, pass } = createBench('running');
    turnPage('visible');
    await pass(2_000, false);
    expect(context.suspend).toHaveBeenCalledOnce();
  });

  it('does not judge a hidden page', async () => {
    const { context, told, watch, pass } = createBench('running');
    watch.expectSound(true);
    turnPage('hidden');
    await pass(20_000, false);
    expect(context.suspend).not.toHaveBeenCalled();
    expect(told).toEqual([]);
  });

  it('tells that a closed context is lost', () => {
    const { context, told } = createBench('running');
    context.become('closed');
    expect(told).toEqual(['lost']);
  });

  it('runs nothing while no sound is expected, and nothing after its end', async () => {
    const { clock, context, told, watch, pass, scope: watched } = createBench('running');
    expect(clock.pendingTimers).toBe(0);
    watch.expectSound(true);
    await pass(3_000);
    watch.expectSound(false);
    await pass(2_000);
    expect(clock.pendingTimers).toBe(0);
    watch.expectSound(true);
    watched.dispose();
    expect(clock.pendingTimers).toBe(0);
    context.become('closed');
    turnPage('visible');
    await pass(5_000, false);
    expect(told).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
