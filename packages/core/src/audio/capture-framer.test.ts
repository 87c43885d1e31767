import { describe, expect, it } from 'vitest';
import { loudestDb, middle, sine, strengthDb } from '../../test/spectrum.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import { CaptureFramer } from './capture-framer.ts';
import { decodeAudio } from './wire-audio.ts';

const BLOCK = 128;

/** A framer under test, with the chunks that left it. */
function createBench(rateHz: number, format: AudioFormat, chunkMs = 20) {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const framer = new CaptureFramer({ rateHz, format, chunkMs, onChunk: (chunk) => chunks.push(chunk) });
  const push = (signal: Float32Array) => {
    for (let at = 0; at < signal.length; at += BLOCK) framer.push(signal.subarray(at, at + BLOCK));
  };
  const heard = () => Float32Array.from(chunks.flatMap((chunk) => [...decodeAudio(chunk, format)]));
  return { framer, chunks, push, heard };
}

const PCM_24K: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

describe('the capture framer', () => {
  it.each([
    [44_100, 24_000, 'pcm16', 960],
    [48_000, 24_000, 'pcm16', 960],
    [48_000, 16_000, 'pcm16', 640],
    [16_000, 24_000, 'pcm16', 960],
    [48_000, 8_000, 'g711-ulaw', 160],
    [44_100, 8_000, 'g711-alaw', 160],
  ] as const)('makes chunks of 20 ms from %i Hz at %i Hz in %s', (rateHz, sampleRateHz, encoding, bytes) => {
    const { push, chunks, heard } = createBench(rateHz, { encoding, sampleRateHz });
    push(sine(440, rateHz, rateHz, 0.5));
    expect(chunks.length).toBeOneOf([49, 50]);
    expect(chunks.every((chunk) => chunk.length === bytes)).toBe(true);
    expect(strengthDb(middle(heard()), 440, sampleRateHz)).toBeCloseTo(-6, 0);
  });

  it('lets no tone above half the wire’s rate fold back', () => {
    const { push, heard } = createBench(48_000, PCM_24K);
    push(sine(13_000, 48_000, 48_000));
    expect(loudestDb(middle(heard()), 24_000, { fromHz: 50, toHz: 11_950 })).toBeLessThan(-60);
  });

  it('makes chunks of another length when asked', () => {
    const { push, chunks } = createBench(48_000, PCM_24K, 100);
    push(sine(440, 48_000, 48_000));
    expect(chunks.map((chunk) => chunk.length)).toEqual(Array.from({ length: 9 }, () => 4_800));
  });

  it('lets nothing out while muted, and nothing of it afterwards', () => {
    const { framer, push, chunks, heard } = createBench(48_000, PCM_24K);
    push(sine(440, 48_000, 500));
    framer.setMuted(true);
    push(sine(440, 48_000, 48_000));
    expect(chunks).toHaveLength(0);
    framer.setMuted(false);
    push(new Float32Array(4_800));
    expect(chunks.length).toBeGreaterThan(3);
    expect(heard().every((sample) => sample === 0)).toBe(true);
  });

  it('loses nothing by being told again that it is not muted', () => {
    const { framer, push, heard } = createBench(48_000, PCM_24K);
    push(sine(440, 48_000, 500));
    framer.setMuted(false);
    push(sine(440, 48_000, 2_000));
    const once = createBench(48_000, PCM_24K);
    once.push(sine(440, 48_000, 500));
    once.push(sine(440, 48_000, 2_000));
    expect(heard()).toEqual(once.heard());
  });

  it('gives every chunk a buffer of its own, so that it can be handed over', () => {
    const { push, chunks } = createBench(48_000, PCM_24K);
    push(sine(440, 48_000, 4_800));
    expect(new Set(chunks.map((chunk) => chunk.buffer)).size).toBe(chunks.length);
    expect(chunks.every((chunk) => chunk.buffer.byteLength === chunk.byteLength)).toBe(true);
  });
});
