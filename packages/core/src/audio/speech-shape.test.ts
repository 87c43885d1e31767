import { expect, it } from 'vitest';
import { mix, noise, voice } from '../../test/voices.ts';
import { SpeechDetector } from './speech-detector.ts';

const RATE = 16_000;
const ROOM = noise(6_000, RATE, 0.001);

/** The form of a sound that begins after a second, at the end of so many milliseconds of it. */
function shapeOf(sound: Float32Array, ms: number, more: readonly (readonly [number, Float32Array])[] = []) {
  const detector = new SpeechDetector(RATE);
  const microphone = mix(1_000 + ms, RATE, [0, ROOM], [1_000, sound], ...more);
  for (const sample of microphone) detector.push(sample, 0);
  return { ...detector.shape.read(0), speechMs: detector.tally.speechMs };
}

function tone(ms: number, hz: number, decayMs = Infinity) {
  return Float32Array.from({ length: (RATE * ms) / 1000 }, (_, index) => {
    const seconds = index / RATE;
    return 0.2 * Math.sin(2 * Math.PI * hz * seconds) * Math.exp((-1000 * seconds) / decayMs);
  });
}

it('the decay in the room is not part of the sound', () => {
  // A knock in a room whose sound falls by 60 dB in 0.7 s.
  const knock = noise(900, RATE, 0.3).map((sample, index) => sample * Math.exp(-index / (0.1 * RATE)));
  const { activeMs, speechMs } = shapeOf(knock, 900);
  expect(speechMs).toBeGreaterThan(200);
  expect(activeMs).toBeLessThan(120);
});

it('a voice that lasts is counted, and its pitch and its level move', () => {
  const spoken = shapeOf(voice(900, RATE), 900);
  expect(spoken.activeMs).toBeGreaterThan(500);
  expect(spoken.activeVoicedMs).toBeGreaterThan(0.8 * spoken.activeMs);
  const bell = shapeOf(tone(900, 330), 900);
  expect(bell.pitchStill).toBeGreaterThan(0.8);
  expect(spoken.pitchStill).toBeLessThan(bell.pitchStill - 0.2);
  expect(spoken.levelMove).toBeGreaterThan(bell.levelMove + 1);
});

it('somebody who speaks over a sound is counted from then on', () => {
  const hum = tone(5_000, 220).map((sample) => sample * 0.05);
  const { activeMs } = shapeOf(hum, 3_400, [[4_000, voice(400, RATE, 0.2)]]);
  expect(activeMs).toBeGreaterThan(200);
  expect(activeMs).toBeLessThan(450);
});
