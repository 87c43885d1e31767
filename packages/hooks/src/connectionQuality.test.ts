import type { ConnectionStats } from '@repartee/core';
import { describe, expect, it } from 'vitest';
import { judgeStats, trackQuality, UNMEASURED } from './connectionQuality.ts';
import type { ConnectionQuality } from './connectionQuality.ts';

const STATS: ConnectionStats = {
  roundTripMs: 40,
  jitterMs: 5,
  lossRatio: 0,
  concealedRatio: 0,
  receivedBytes: 0,
  sentBytes: 0,
  receivedPackets: 1_000,
  lostPackets: 0,
};

describe('judgeStats', () => {
  it.each<readonly [string, Partial<ConnectionStats>, ConnectionQuality | null]>([
    ['a short round trip', {}, 'good'],
    ['a round trip that people notice', { roundTripMs: 151 }, 'fair'],
    ['a round trip that makes people interrupt each other', { roundTripMs: 401 }, 'poor'],
    ['jitter that a buffer hides', { jitterMs: 30 }, 'good'],
    ['jitter', { jitterMs: 31 }, 'fair'],
    ['much jitter', { jitterMs: 81 }, 'poor'],
    ['some loss', { lostPackets: 20 }, 'fair'],
    ['much loss', { lostPackets: 100 }, 'poor'],
    ['loss alone', { roundTripMs: null, jitterMs: null, lostPackets: 0 }, 'good'],
    ['a share of loss without counts', { receivedPackets: null, lostPackets: null, lossRatio: 0.2 }, 'poor'],
    [
      'nothing known',
      { roundTripMs: null, jitterMs: null, lossRatio: null, receivedPackets: null, lostPackets: null },
      null,
    ],
  ])('%s', (_name, patch, quality) => {
    expect(judgeStats({ ...STATS, ...patch }, null)).toBe(quality);
  });

  it('counts the loss since the previous measurement only', () => {
    const before = { ...STATS, receivedPackets: 50_000, lostPackets: 0 };
    // 30 of 50 packets of the last second are lost: the share of the whole call is 0.06 %.
    expect(judgeStats({ ...before, receivedPackets: 50_020, lostPackets: 30 }, before)).toBe('poor');
    const bad = { ...STATS, receivedPackets: 1_000, lostPackets: 500 };
    expect(judgeStats({ ...bad, receivedPackets: 1_050 }, bad)).toBe('good');
    expect(judgeStats(bad, bad)).toBe('good');
  });
});

const after = (...measured: readonly ConnectionQuality[]) =>
  measured.reduce(trackQuality, UNMEASURED).quality;

describe('trackQuality', () => {
  it.each<readonly [string, readonly ConnectionQuality[], ConnectionQuality]>([
    ['takes the first measurement at once', ['poor'], 'poor'],
    ['ignores a single bad second', ['good', 'poor', 'good', 'poor', 'good'], 'good'],
    ['gets worse after two bad seconds', ['good', 'poor', 'poor'], 'poor'],
    ['gets as bad as the better of the two', ['good', 'poor', 'fair'], 'fair'],
    ['waits for five better seconds', ['poor', 'good', 'good', 'good', 'good'], 'poor'],
    ['gets better after them', ['poor', 'good', 'good', 'good', 'good', 'good'], 'good'],
    ['gets as good as the worst of them', ['poor', 'good', 'good', 'fair', 'good', 'good'], 'fair'],
    [
      'starts to count anew when it swings to the other side',
      ['fair', 'poor', 'good', 'poor', 'good'],
      'fair',
    ],
  ])('%s', (_name, measured, quality) => {
    expect(after(...measured)).toBe(quality);
  });
});
