import { describe, expect, it } from 'vitest';
import { RenderedQueue, tone } from '../../test/rendered-queue.ts';
import { Cushion } from './cushion.ts';

/** Numbers from 0 to 1 that look random and are the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Line {
  readonly chunkMs: number;
  /** How many times faster than real time the sender is. */
  readonly pace: number;
  readonly jitterMs: number;
}

/** When each chunk of an item comes: the network delays each by chance, and never lets one overtake another. */
function arrivals({ chunkMs, pace, jitterMs }: Line, count: number, random: () => number): number[] {
  let latest = 0;
  return Array.from(
    { length: count },
    (_, n) => (latest = Math.max(latest, (n * chunkMs) / pace + jitterMs * random())),
  );
}

/** Plays one item over a line and tells how long its first sound waited and how often it stopped. */
function play(speaker: RenderedQueue, itemId: string, line: Line, seconds: number, random: () => number) {
  const times = arrivals(line, Math.round((seconds * 1000) / line.chunkMs), random);
  const startMs = speaker.nowMs;
  const { underruns } = speaker.queue.counts;
  let next = 0;
  const ended = () => speaker.events.some((event) => event.type === 'finished' && event.itemId === itemId);
  while (!ended()) {
    while (next < times.length && (times[next] ?? 0) <= speaker.nowMs - startMs) {
      speaker.queue.push(itemId, tone(line.chunkMs, next * line.chunkMs));
      next += 1;
      if (next === times.length) speaker.queue.end(itemId);
    }
    speaker.renderBlock();
  }
  const started = speaker.of('started').find((event) => event.itemId === itemId);
  const startedMs = ((started?.atFrame ?? 0) / speaker.rateHz) * 1000 - startMs;
  return { delayMs: startedMs - (times[0] ?? 0), gaps: speaker.queue.counts.underruns - underruns };
}

/** Plays several items over one line; what happened in each. */
function converse(line: Line, items: number, seed = 1, speaker = new RenderedQueue()) {
  const random = createRandom(seed);
  return Array.from({ length: items }, (_, n) => play(speaker, `${seed}.${n}`, line, 4, random));
}

describe('the cushion', () => {
  it.each([
    { chunkMs: 100, pace: 4, jitterMs: 0 },
    { chunkMs: 250, pace: 10, jitterMs: 0 },
    { chunkMs: 100, pace: 1.5, jitterMs: 0 },
    { chunkMs: 200, pace: 4, jitterMs: 30 },
  ])('adds nothing where audio comes faster than real time, from the first item on: %o', (line) => {
    for (const { delayMs, gaps } of converse(line, 3)) {
      expect(delayMs).toBeLessThan(6);
      expect(gaps).toBe(0);
    }
  });

  it('adds nothing to small fast chunks once it knows them', () => {
    const [, second, third] = converse({ chunkMs: 20, pace: 4, jitterMs: 0 }, 3);
    for (const item of [second, third]) expect(item?.delayMs).toBeLessThan(11);
  });

  it.each([50, 100, 200])(
    'leaves no gap at the pace of speech with %i ms of jitter, for at most 200 ms',
    (jitterMs) => {
      for (let seed = 1; seed <= 5; seed += 1) {
        for (const { delayMs, gaps } of converse({ chunkMs: 20, pace: 1, jitterMs }, 4, seed)) {
          expect(gaps).toBe(0);
          expect(delayMs).toBeLessThanOrEqual(200);
        }
      }
    },
  );

  it('holds back as much as arrivals vary, not more', () => {
    const speaker = new RenderedQueue();
    converse({ chunkMs: 20, pace: 1, jitterMs: 80 }, 4, 1, speaker);
    expect(speaker.queue.counts.cushionMs).toBeGreaterThan(60);
    expect(speaker.queue.counts.cushionMs).toBeLessThan(105);
  });

  it('shrinks again when the network calms down', () => {
    const speaker = new RenderedQueue();
    converse({ chunkMs: 20, pace: 1, jitterMs: 200 }, 3, 1, speaker);
    expect(speaker.queue.counts.cushionMs).toBeGreaterThan(120);
    converse({ chunkMs: 20, pace: 1, jitterMs: 0 }, 6, 2, speaker);
    expect(speaker.queue.counts.cushionMs).toBeLessThan(10);
  });

  it('grows in the middle of an item, when its audio stalls', () => {
    const speaker = new RenderedQueue();
    speaker.queue.push('a', tone(300));
    speaker.render(420);
    speaker.queue.push('a', tone(60, 300));
    expect(speaker.queue.counts.cushionMs).toBeGreaterThan(100);
    const before = speaker.output.length;
    // The rest comes at the pace of speech: sound waits until the next stall of this kind is covered.
    speaker.render(60);
    expect(speaker.output.slice(before).every((sample) => sample === 0)).toBe(true);
  });

  it('takes the silence of a sender for what it is', () => {
    const cushion = new Cushion();
    for (let n = 0; n < 20; n += 1) cushion.arrived('a', 20, n * 20);
    cushion.arrived('a', 20, 5_000);
    for (let n = 1; n < 20; n += 1) cushion.arrived('a', 20, 5_000 + n * 20);
    expect(cushion.ms).toBe(0);
  });

  it('lets a long answer unlearn a bad minute', () => {
    const cushion = new Cushion();
    for (let n = 0; n < 500; n += 1) cushion.arrived('a', 20, n * 20 + (n % 10 === 0 ? 150 : 0));
    expect(cushion.ms).toBeGreaterThan(100);
    for (let n = 500; n < 5_000; n += 1) cushion.arrived('a', 20, n * 20);
    expect(cushion.ms).toBeLessThan(10);
  });

  it('is not grown by a stall that the lead of a fast sender covers', () => {
    const cushion = new Cushion();
    for (let n = 0; n < 50; n += 1) cushion.arrived('a', 100, n * 25);
    for (let n = 50; n < 100; n += 1) cushion.arrived('a', 100, n * 25 + 500);
    expect(cushion.ms).toBe(0);
  });

  it('covers a stall by the lead of a fast sender also late in a long answer', () => {
    const cushion = new Cushion();
    const stallAt = new Set([700, 1_000]);
    for (let n = 0, stalledMs = 0; n < 1_100; n += 1) {
      if (stallAt.has(n)) stalledMs += 600;
      cushion.arrived('a', 20, n * 15 + stalledMs);
      expect(cushion.ms).toBe(0);
    }
  });

  it('takes the first burst of an unknown sender for a fast one, and a trickle for a slow one', () => {
    const cushion = new Cushion();
    expect(cushion.isReady(100, 0)).toBe(true);
    expect(cushion.isReady(100, 80)).toBe(false);
    expect(cushion.isReady(60, 0)).toBe(false);
    expect(cushion.isReady(60, 200)).toBe(true);
  });

  it('need not wait where enough has come at once', () => {
    const cushion = new Cushion();
    for (let n = 0; n < 100; n += 1) cushion.arrived('a', 20, n * 20 + (n % 10 === 9 ? 80 : 0));
    cushion.arrived('b', 20, 5_000);
    expect(cushion.ms).toBeGreaterThan(60);
    expect(cushion.isReady(40, 10)).toBe(false);
    expect(cushion.isReady(140, 10)).toBe(true);
    expect(cushion.isReady(40, 140)).toBe(true);
  });
});
