import { expect, it } from 'vitest';
import { createSpeechTracker } from './speech-tracker.ts';

/** Tracks chunks of 20 ms with the given levels and tells when the last voiced one ended. */
function lastVoicedAtMs(levels: readonly number[]): number | null {
  const tracker = createSpeechTracker();
  levels.forEach((level, n) => tracker.push(level, (n + 1) * 20));
  return tracker.lastVoicedAtMs;
}

const QUIET = Array.from({ length: 50 }, () => 0.001);
const NOISY = Array.from({ length: 50 }, () => 0.02);
const SPEECH = [0.1, 0.2, 0.15, 0.12];

it('finds the end of speech in a quiet room', () => {
  expect(lastVoicedAtMs([...QUIET, ...SPEECH, ...QUIET])).toBe(54 * 20);
});

it('finds the end of speech over steady noise', () => {
  expect(lastVoicedAtMs([...QUIET, ...NOISY, ...NOISY, ...NOISY, ...NOISY, ...SPEECH, ...NOISY])).toBe(
    254 * 20,
  );
});

it('hears no voice in silence, nor in a room that is merely not silent', () => {
  expect(lastVoicedAtMs([...QUIET, ...QUIET])).toBeNull();
  expect(lastVoicedAtMs([0, 0, 0.002, 0.0025, 0])).toBeNull();
});

it('does not take a long sentence for noise', () => {
  const sentence = Array.from({ length: 250 }, (_, n) => (n % 10 === 0 ? 0.004 : 0.1));
  expect(lastVoicedAtMs([...QUIET, ...sentence])).toBe(300 * 20);
});
