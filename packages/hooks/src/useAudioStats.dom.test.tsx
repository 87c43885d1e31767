import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { SpeakerStats, TurnLatency } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useAudioStats } from './index.ts';
import type { AudioStats } from './index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createCounts(counts: Partial<SpeakerStats>): SpeakerStats {
  const none = { underruns: 0, underrunMs: 0, stalls: 0, jitterBufferMs: 0, queuedMs: 0, droppedMs: 0 };
  return { ...none, ...counts };
}

function createAnswer(firstAudioAtMs: number | null, audibleAtMs: number): TurnLatency {
  return {
    responseId: `response_${audibleAtMs}`,
    speechEndedAtMs: 0,
    turnEndedAtMs: 10,
    responseStartedAtMs: 20,
    firstAudioAtMs,
    audibleAtMs,
    voiceToVoiceMs: audibleAtMs,
  };
}

function createProbe() {
  const seen: AudioStats[] = [];
  function Stats() {
    seen.push(useAudioStats());
    return null;
  }
  return { seen, Stats };
}

it('tells nothing of a speaker that is not there', () => {
  const { seen, Stats } = createProbe();
  renderStrict(<Stats />, createStaticSession());
  expect(seen.at(-1)).toEqual({
    ...createCounts({}),
    firstSoundMs: null,
    firstSoundP50Ms: null,
    firstSoundP95Ms: null,
  });
});

it('tells how soon answers sounded, of those whose first audio has a time', () => {
  const { seen, Stats } = createProbe();
  const latencies = [createAnswer(100, 130), createAnswer(null, 900), createAnswer(100, 150)];
  renderStrict(<Stats />, createStaticSession({ latencies }));
  expect(seen.at(-1)).toMatchObject({ firstSoundMs: 50, firstSoundP50Ms: 30, firstSoundP95Ms: 50 });
});

it('reads the counts at a pace while the agent is heard, and renders only when one has changed', () => {
  const { seen, Stats } = createProbe();
  const session = createStaticSession({
    phase: 'speaking',
    playbackStats: createCounts({ jitterBufferMs: 40 }),
  });
  renderStrict(<Stats />, session);
  expect(seen.at(-1)).toMatchObject({ jitterBufferMs: 40, underruns: 0 });
  const rendered = seen.length;
  act(() => vi.advanceTimersByTime(5_000));
  expect(seen.length).toBe(rendered);
  session.setState({ playbackStats: createCounts({ underruns: 1, stalls: 1 }) });
  act(() => vi.advanceTimersByTime(500));
  expect(seen.at(-1)).toMatchObject({ underruns: 1, stalls: 1 });
});

it('reads once more when the agent falls silent, and then lets everything rest', () => {
  const { seen, Stats } = createProbe();
  const session = createStaticSession({ phase: 'speaking', playbackStats: createCounts({ queuedMs: 80 }) });
  renderStrict(<Stats />, session);
  act(() => session.setState({ phase: 'listening', playbackStats: createCounts({ queuedMs: 0 }) }));
  expect(seen.at(-1)).toMatchObject({ queuedMs: 0 });
  expect(vi.getTimerCount()).toBe(0);
});

it('leaves no timer behind', () => {
  const { Stats } = createProbe();
  const { unmount } = renderStrict(<Stats />, createStaticSession({ phase: 'speaking' }));
  expect(vi.getTimerCount()).toBe(1);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
});
