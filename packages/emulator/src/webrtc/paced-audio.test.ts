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

  it('returns the sent part of each item when it is cleared, and plays no more of it', () => {
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

  it('loses nothing after a pause, and counts the skipped frames', () => {
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

  it('has silence from the time when the stream stopped, once', () => {
    const received = new ReceivedAudio();
    expect(received.tick(500)).toBeNull();
    received.push(ms(20), 0, 0);
    expect(received.tick(265)).toBeNull();
    expect(received.tick(275)).toBeNull();
    expect(received.tick(280)).toHaveLength(260 * 48);
    expect(received.tick(285)).toBeNull();
    // The silence goes on at the pace of the clock.
    expect(received.tick(300)).toHaveLength(20 * 48);
    // The packet after the gap reports the same gap.
    expect(received.push(ms(20), 280 * 48, 305)).toHaveLength(20 * 48);
  });

  it('has no silence where packets are late, even if the process is held up itself', () => {
    const received = new ReceivedAudio();
    received.push(ms(20), 0, 0);
    expect(received.tick(240)).toBeNull();
    received.push(ms(20), 0, 240);
    // The timer comes before the packets that wait.
    expect(received.tick(600)).toBeNull();
    for (let packet = 0; packet < 18; packet += 1) received.push(ms(20), 0, 600);
    expect(received.tick(605)).toBeNull();
  });

  it('has no silence because of many small delays', () => {
    const received = new ReceivedAudio();
    for (let packet = 0; packet < 50; packet += 1) {
      const nowMs = packet * 40;
      received.push(ms(20), 0, nowMs);
      expect([received.tick(nowMs + 30), received.tick(nowMs + 35)]).toEqual([null, null]);
    }
  });
});
