import { expect, it } from 'vitest';
import { mix, noise, voice } from '../../../packages/core/test/voices.ts';
import type { BargeInDecision } from '../../../packages/core/src/session/barge-in/decide-barge-in.ts';
import { playScene } from './scene.ts';
import { RATE_HZ } from './sounds.ts';

const SOUND_AT_MS = 2_000;
/** Somebody else has begun to speak 600 ms before the person. */
const BACKGROUND = mix(
  5_000,
  RATE_HZ,
  [0, noise(5_000, RATE_HZ, 0.002)],
  [1_400, voice(1_200, RATE_HZ, 0.05)],
);

/** Plays a person over the agent, after another voice, and tells when the agent was down. */
function duckAfter(decide: (atMs: number) => BargeInDecision['verdict']) {
  const { duckedMs } = playScene({
    preset: 'balanced',
    agent: voice(4_000, RATE_HZ, 0.1, 190),
    agentAtMs: 500,
    soundAtMs: SOUND_AT_MS,
    tailMs: 1_000,
    sound: voice(800, RATE_HZ, 0.1),
    background: BACKGROUND,
    echo: { db: -Infinity },
    decide: (_, { atMs }) => ({ verdict: decide(atMs - SOUND_AT_MS), reason: 'too-short' }),
  });
  return duckedMs;
}

it('an agent that an earlier sound has ducked is down at the onset', () => {
  expect(duckAfter(() => 'wait')).toBe(0);
});

it('a duck that is given up at the onset does not count', () => {
  const duckedMs = duckAfter((atMs) => (atMs > 20 && atMs < 60 ? 'resume' : 'wait'));
  expect(duckedMs ?? Infinity).toBeGreaterThan(60);
});

it('an agent that was cut before is not ducked', () => {
  expect(duckAfter((atMs) => (atMs < -100 ? 'yield' : 'wait'))).toBeNull();
});

/** Plays a person over an agent that can be paused, or cannot, and decides after a while. */
function pauseUntil(verdict: 'yield' | 'resume', decidedAtMs: number, pauseAfterMs?: number) {
  return playScene({
    preset: 'balanced',
    agent: voice(4_000, RATE_HZ, 0.1, 190),
    agentAtMs: 500,
    soundAtMs: SOUND_AT_MS,
    tailMs: 2_000,
    sound: voice(1_200, RATE_HZ, 0.1),
    background: noise(5_000, RATE_HZ, 0.002),
    echo: { db: -Infinity },
    ...(pauseAfterMs !== undefined && { pauseAfterMs }),
    decide: (_, { atMs }) => ({
      verdict: atMs - SOUND_AT_MS < decidedAtMs ? 'wait' : verdict,
      reason: 'too-short',
    }),
  });
}

it('an agent that is paused is silent long before it is decided', () => {
  const [paused, live] = [pauseUntil('yield', 900, 250), pauseUntil('yield', 900)];
  expect(paused.yieldedMs).toBe(live.yieldedMs);
  expect(live.silentMs).toBeGreaterThan(900);
  // 250 ms of speech, up to 160 ms until the next dip, and the messages.
  expect(paused.silentMs).toBeGreaterThan(250);
  expect(paused.silentMs).toBeLessThan(500);
  expect(paused.pausesMs).toEqual([]);
});

it('a pause that is taken back is counted, and is no silence', () => {
  const { silentMs, pausesMs, resumes } = pauseUntil('resume', 700, 250);
  expect(resumes).toBe(1);
  expect(silentMs).toBeNull();
  expect(pausesMs).toHaveLength(1);
  expect(pausesMs[0]).toBeGreaterThan(150);
  expect(pausesMs[0]).toBeLessThan(470);
});

it('a sound that is decided before the pause is not paused for', () => {
  expect(pauseUntil('resume', 200, 250).pausesMs).toEqual([]);
  expect(pauseUntil('yield', 200, 250).silentMs).toBe(pauseUntil('yield', 200).silentMs);
});
