import { encodeAudio } from '@repartee/core/audio';
import { describe, expect, it } from 'vitest';
import { LiveWaves } from './LiveWaves.ts';
import { gainOf, measureAudio, peakBetween } from './waves.ts';

it('measures recorded audio, and finds the loudest between two times', () => {
  const format = { encoding: 'pcm16', sampleRateHz: 8_000 } as const;
  const samples = Float32Array.from({ length: 1_600 }, (_, at) => (at < 800 ? 0.1 : -0.5));
  const bytes = encodeAudio(samples, format);
  const stretch = {
    side: 'agent',
    isHeard: true,
    atMs: 1_000,
    durationMs: 200,
    itemId: null,
    format,
    bytes,
  } as const;
  const [wave] = measureAudio([stretch]);
  if (!wave) throw new Error('There is no wave.');
  expect(wave).toMatchObject({ lane: 'agent', isHeard: true, startMs: 1_000, endMs: 1_200 });
  expect(wave.peaks).toHaveLength(20);
  expect(wave.loudest).toBeCloseTo(0.5, 3);
  expect(peakBetween(wave, 1_000, 1_050)).toBeCloseTo(0.1, 3);
  expect(peakBetween(wave, 1_000, 1_101)).toBeCloseTo(0.5, 3);
  expect(peakBetween(wave, 1_195, 9_000)).toBeCloseTo(0.5, 3);
});

it('draws the loudest wave of a lane as high as the lane, and noise small', () => {
  const loud = (loudest: number) => ({
    lane: 'user' as const,
    isHeard: true,
    startMs: 0,
    endMs: 10,
    peakMs: 10,
    peaks: Float32Array.of(loudest),
    loudest,
  });
  expect(gainOf([loud(0.1), loud(0.5)])).toBe(2);
  expect(gainOf([loud(0.001)])).toBe(5);
  expect(gainOf([])).toBe(1);
});

describe('the waves of a conversation that is followed', () => {
  const stretch = (atMs: number, levels: readonly number[], side: 'user' | 'agent' = 'user') => ({
    side,
    isHeard: true,
    atMs,
    everyMs: 20,
    levels,
  });

  it('join what follows with a short pause, side by side, and start again after a long one', () => {
    const waves = new LiveWaves();
    waves.add(stretch(100, [0.1, 0.2]));
    waves.add(stretch(110, [0.5], 'agent'));
    waves.add(stretch(141, [0.3]));
    waves.add(stretch(199, [0.4]));
    waves.add(stretch(5_000, [0.6]));
    expect(waves.list().map(({ loudest }) => loudest)).toEqual([0.4, 0.5, 0.6]);
    const rounded = waves.list().map(({ lane, startMs, endMs, peaks }) => ({
      lane,
      startMs,
      endMs,
      peaks: [...peaks].map((peak) => Math.round(peak * 10) / 10),
    }));
    expect(rounded).toEqual([
      { lane: 'user', startMs: 100, endMs: 220, peaks: [0.1, 0.2, 0.3, 0, 0, 0.4] },
      { lane: 'agent', startMs: 110, endMs: 130, peaks: [0.5] },
      { lane: 'user', startMs: 5_000, endMs: 5_020, peaks: [0.6] },
    ]);
  });

  it('keep what was cut apart from what was heard', () => {
    const waves = new LiveWaves();
    waves.add(stretch(0, [0.1], 'agent'));
    waves.add({ ...stretch(20, [0.2], 'agent'), isHeard: false });
    expect(waves.list().map(({ isHeard, startMs }) => [isHeard, startMs])).toEqual([
      [true, 0],
      [false, 20],
    ]);
  });

  it('hold an hour of both sides, and no more however long it lasts', () => {
    const waves = new LiveWaves();
    const second = Array.from({ length: 50 }, () => 0.5);
    const lengthMs = () => waves.list().reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    const fill = (fromSeconds: number, toSeconds: number) => {
      for (let at = fromSeconds; at < toSeconds; at += 1)
        for (const side of ['user', 'agent'] as const) waves.add(stretch(at * 1_000, second, side));
    };
    fill(0, 3_600);
    expect(lengthMs()).toBe(2 * 3_600_000);
    fill(3_600, 8_000);
    expect(lengthMs()).toBeLessThanOrEqual(2 * 3_600_000);
    expect(lengthMs()).toBeGreaterThan(2 * 3_000_000);
    waves.dropBefore(7_995_000);
    expect(lengthMs()).toBeLessThan(2 * 20_000);
  });

  it('take a stretch that is longer than a wave', () => {
    const waves = new LiveWaves();
    waves.add(
      stretch(
        0,
        Array.from({ length: 1_800 }, (_, at) => at / 1_800),
      ),
    );
    const list = waves.list();
    expect(list.reduce((sum, { peaks }) => sum + peaks.length, 0)).toBe(1_800);
    expect(list.at(-1)?.endMs).toBe(36_000);
  });
});
