import { describe, expect, it } from 'vitest';
import { mix, noise, talk, voice } from '../../test/voices.ts';
import { SpeechDetector } from './speech-detector.ts';
import type { SpeechDetectorOptions } from './speech-detector.ts';

const RATE = 16_000;

/** Runs a detector, and lists its state after each hop. */
function listen(
  microphone: Float32Array,
  agent?: Float32Array,
  options?: SpeechDetectorOptions,
  rateHz = RATE,
) {
  const detector = new SpeechDetector(rateHz, options);
  const hops: { readonly isSpeech: boolean; readonly speechMs: number; readonly voicedMs: number }[] = [];
  for (const [index, sample] of microphone.entries()) {
    if (!detector.push(sample, agent?.[index] ?? 0)) continue;
    const { isSpeech, tally } = detector;
    const { speechMs, voicedMs } = tally;
    hops.push({ isSpeech, speechMs, voicedMs });
  }
  return { detector, hops, firstMs: 10 * (hops.findIndex((hop) => hop.isSpeech) + 1) };
}

describe.each([16_000, 24_000, 48_000])('at %i Hz', (rateHz) => {
  it('finds a voice over noise within 30 ms, and its end after the hangover', () => {
    const said = mix(2_500, rateHz, [0, noise(2_500, rateHz)], [1_000, voice(600, rateHz)]);
    const { hops, firstMs } = listen(said, undefined, undefined, rateHz);
    expect(firstMs).toBeGreaterThan(1_000);
    expect(firstMs).toBeLessThanOrEqual(1_030);
    const lastMs = 10 * hops.findLastIndex((hop) => hop.isSpeech);
    expect(lastMs).toBeGreaterThan(1_970);
    expect(lastMs).toBeLessThan(2_070);
  });
});

it('noise is not speech, nor is noise that grows slowly', () => {
  const grows = noise(6_000, RATE, 0.02).map((sample, index) => sample * (0.3 + index / (6 * RATE)));
  expect(listen(noise(4_000, RATE, 0.05)).hops.filter((hop) => hop.isSpeech)).toHaveLength(0);
  expect(listen(grows).hops.filter((hop) => hop.isSpeech)).toHaveLength(0);
});

it('gets used to noise that begins, and hears a voice over it then', () => {
  const said = mix(
    12_000,
    RATE,
    [0, noise(12_000, RATE, 0.002)],
    [2_000, noise(10_000, RATE, 0.03)],
    [11_000, voice(500, RATE, 0.1)],
  );
  const { hops } = listen(said);
  expect(hops.slice(1_040, 1_100).some((hop) => hop.isSpeech)).toBe(false);
  expect(hops.slice(1_100, 1_105).some((hop) => hop.isSpeech)).toBe(true);
});

it('a voice is voiced, hiss as loud is not', () => {
  const spoken = listen(mix(2_000, RATE, [0, noise(2_000, RATE)], [1_000, voice(500, RATE)])).hops[148];
  const hissed = listen(mix(2_000, RATE, [0, noise(2_000, RATE)], [1_000, noise(500, RATE, 0.3, 2)]))
    .hops[148];
  expect(spoken?.speechMs).toBeGreaterThan(400);
  expect((spoken?.voicedMs ?? 0) / (spoken?.speechMs ?? 1)).toBeGreaterThan(0.8);
  expect((hissed?.voicedMs ?? 0) / (hissed?.speechMs ?? 1)).toBeLessThan(0.3);
});

it('words add up over their pauses; single sounds never come far', () => {
  const quiet = noise(6_000, RATE, 0.003);
  const words = [1_000, 1_600, 2_200].map((atMs) => [atMs, voice(400, RATE)] as const);
  const knocks = [1_000, 1_600, 2_200].map((atMs) => [atMs, voice(80, RATE)] as const);
  const most = (sound: Float32Array) => Math.max(...listen(sound).hops.map((hop) => hop.speechMs));
  expect(most(mix(6_000, RATE, [0, quiet], ...words))).toBeGreaterThan(900);
  expect(most(mix(6_000, RATE, [0, quiet], ...knocks))).toBeLessThan(150);
});

it('a sound under the least level is no voice, however quiet the room', () => {
  const said = mix(2_000, RATE, [1_000, voice(600, RATE, 0.0005)]);
  expect(listen(said).firstMs).toBe(0);
  expect(listen(said, undefined, { minLevelDb: -90 }).firstMs).toBeGreaterThan(1_000);
});

it('the agent’s own voice in the room is not speech once its loudness there is known; a person over it is', () => {
  const agent = talk(8_000, RATE, 0.15);
  const echo = agent.map((_, index) => 0.05 * (agent[index - RATE / 10] ?? 0));
  const alone = mix(8_000, RATE, [0, noise(8_000, RATE, 0.003)], [0, echo]);
  const { hops, detector } = listen(alone, agent);
  expect(hops.slice(300).some((hop) => hop.isSpeech)).toBe(false);
  expect(detector.echo.couplingDb).toBeGreaterThan(-35);
  expect(detector.echo.couplingDb).toBeLessThan(-18);
  const withUser = mix(8_000, RATE, [0, alone], [6_000, voice(800, RATE, 0.1)]);
  expect(
    listen(withUser, agent)
      .hops.slice(600, 610)
      .some((hop) => hop.isSpeech),
  ).toBe(true);
});
