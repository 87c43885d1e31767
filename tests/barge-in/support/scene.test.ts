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
