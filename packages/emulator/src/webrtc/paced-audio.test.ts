import { describe, expect, it } from 'vitest';
import { PacedAudio } from './paced-audio.mjs';
import { ReceivedAudio } from './received-audio.mjs';

const ms = (count: number, value = 1) => new Int16Array(count * 48).fill(value);

function create() {
  const told: string[] = [];
  const audio = new PacedAudio({
    onBegin: (item) => told.push(`begin ${item}`),
    onEnd: (item, playedMs) => told.push(`end ${item} ${playedMs}`),
  });
  const frames: Int16Array[] = [];
  const skips: number[] = [];
  const take = (nowMs: number) =>
    audio.take(nowMs, (frame, skipped) => {
      frames.push(frame);
      skips.push(skipped);
    });
  return { audio, told, frames, skips, take };
}

describe('audio that goes out in real time', () => {
  it('is as long as it was given, however unevenly the clock is looked at', () => {
    const { audio, told, frames, take } = create();
    audio.push('a', ms(50));
    audio.end('a');
    for (const nowMs of [0, 3, 41, 42, 90]) take(nowMs);
    expect(frames).toHaveLength(5);
    expect(frames.flatMap((frame) => [...frame]).filter((sample) => sample === 1)).toHaveLength(50 * 48);
    expect(told).toEqual(['begin a', 'end a 50']);
  });

  it('goes from one item to the next within a frame', () => {
    const { audio, told, frames, take } = create();
    audio.push('a', ms(10, 1));
    audio.end('a');
    audio.push('b', ms(10, 2));
    take(0);
    expect([frames[0]?.[479], frames[0]?.[480]]).toEqual([1, 2]);
    expect(told).toEqual(['begin a', 'end a 10', 'begin b']);
  });

  it('tells how much of each item went out when it is cleared, and nothing of it sounds any more', () => {
    const { audio, told, frames, take } = create();
    audio.push('a', ms(100));
    audio.end('a');
    audio.push('b', ms(100));
    take(20);
    take(40);
    expect(audio.clear()).toEqual({ a: 40, b: 0 });
    take(60);
    expect(frames.at(-1)?.every((sample) => sample === 0)).toBe(true);
    expect(told).toEqual(['begin a']);
  });

  it('loses nothing when it stood still, and says how many frames were left out', () => {
    const { audio, frames, skips, take } = create();
    audio.push('a', ms(100));
    take(0);
    take(1_000);
    take(1_080);
    expect(skips.filter((skipped) => skipped > 0)).toEqual([49]);
    expect(frames.flatMap((frame) => [...frame]).filter((sample) => sample === 1)).toHaveLength(100 * 48);
  });

  it('ends an item of which nothing ever came', () => {
    const { audio, told } = create();
    audio.end('a');
    expect(told).toEqual(['end a 0']);
  });
});

describe('audio as it arrives', () => {
  it('has silence where packets are missing', () => {
    const received = new ReceivedAudio();
    received.push(ms(20), 0, 0);
    const heard = received.push(ms(20, 2), 960, 40);
    expect([heard.length, heard[959], heard[960]]).toEqual([1_920, 0, 2]);
  });

  it('has silence where nothing arrives any more, once', () => {
    const received = new ReceivedAudio();
    expect(received.tick(500)).toBeNull();
    received.push(ms(20), 0, 0);
    expect(received.tick(60)).toBeNull();
    expect(received.tick(220)).toHaveLength(200 * 48);
    expect(received.tick(225)).toBeNull();
    // The packet behind the gap tells of the same gap.
    expect(received.push(ms(20), 200 * 48, 225)).toHaveLength(20 * 48);
  });
});
