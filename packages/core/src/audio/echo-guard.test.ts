import { expect, it } from 'vitest';
import { mix, noise, talk, voice } from '../../test/voices.ts';
import { SpeechDetector } from './speech-detector.ts';

const RATE = 16_000;
const AGENT = talk(6_000, RATE, 0.2);

/** The coupling and the likeness after six seconds in which the agent spoke and the room gave that much of it back. */
function measure(gain: number, room = noise(6_000, RATE, 0.001), agent = AGENT) {
  const { echo, ...detector } = (() => {
    const made = new SpeechDetector(RATE);
    for (let index = 0; index < agent.length; index += 1) {
      made.push(gain * (agent[index - RATE / 20] ?? 0) + (room[index] ?? 0), agent[index] ?? 0);
    }
    return made;
  })();
  return { couplingDb: echo.couplingDb, match: echo.match(), isAgentAudible: echo.isAgentAudible, detector };
}

it.each([-15, -20, -30])('measures how much of the output comes back: %i dB', (db) => {
  const { couplingDb } = measure(10 ** (db / 20));
  expect(couplingDb).toBeGreaterThan(db - 8);
  expect(couplingDb).toBeLessThan(db + 3);
});

it('an echo that grows loud at once is learnt when it has been found out to be one', () => {
  const turnedUp = (isTaught: boolean) => {
    const detector = new SpeechDetector(RATE);
    const room = noise(6_000, RATE, 0.001);
    for (let index = 0; index < AGENT.length; index += 1) {
      const gain = index < 3 * RATE ? 0.02 : 0.6;
      detector.push(gain * (AGENT[index - RATE / 20] ?? 0) + (room[index] ?? 0), AGENT[index] ?? 0);
      if (isTaught && index > 3 * RATE && index % RATE === 0) detector.echo.learn();
    }
    return detector.echo.couplingDb;
  };
  expect(turnedUp(true)).toBeGreaterThan(turnedUp(false) + 3);
  expect(turnedUp(true)).toBeGreaterThan(-14);
});

it('headphones come out under what counts as an echo, noise in the room or not', () => {
  expect(measure(0).couplingDb).toBeLessThan(-40);
  expect(measure(0, noise(6_000, RATE, 0.01)).couplingDb).toBeLessThan(-30);
});

it('the echo moves as the agent does, and a person does not', () => {
  expect(measure(0.1).match).toBeGreaterThan(0.9);
  const person = mix(
    6_000,
    RATE,
    [0, voice(2_600, RATE, 0.1)],
    [3_000, voice(1_900, RATE, 0.1, 120)],
    [5_310, voice(210, RATE)],
  );
  expect(measure(0, person).match).toBeLessThan(0.75);
});

it('where nothing is played nothing can be an echo', () => {
  const { match, isAgentAudible } = measure(0.1, noise(6_000, RATE, 0.1), new Float32Array(6 * RATE));
  expect([match, isAgentAudible]).toEqual([0, false]);
});

it.each([30, 90, 160])(
  'does not unlearn the coupling before the first echo has come back after %i ms',
  (delayMs) => {
    const detector = new SpeechDetector(RATE);
    const delay = (delayMs * RATE) / 1000;
    const room = noise(2_400, RATE, 0.001);
    // The agent is silent at first, as in a call.
    const agent = mix(2_400, RATE, [1_000, AGENT]);
    let lowestDb = 0;
    for (let index = 0; index < agent.length; index += 1) {
      detector.push(0.25 * (agent[index - delay] ?? 0) + (room[index] ?? 0), agent[index] ?? 0);
      lowestDb = Math.min(lowestDb, detector.echo.couplingDb);
    }
    expect(lowestDb).toBeGreaterThan(-17);
  },
);
