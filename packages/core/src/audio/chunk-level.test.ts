import { expect, it } from 'vitest';
import { sine } from '../../test/spectrum.ts';
import type { AudioEncoding } from '../protocol/audio-format.ts';
import { chunkLevel } from './chunk-level.ts';
import { decodeAudio, encodeAudio } from './wire-audio.ts';
import { rms } from './level.ts';

it.each<AudioEncoding>(['pcm16', 'g711-ulaw', 'g711-alaw'])(
  'measures %s as loud as its samples are',
  (encoding) => {
    const format = { encoding, sampleRateHz: 8_000 };
    for (const scale of [1, 0.1, 0.01]) {
      const chunk = encodeAudio(sine(300, 8_000, 160, scale), format);
      expect(chunkLevel(chunk, format)).toBeCloseTo(rms(decodeAudio(chunk, format)), 6);
    }
    expect(chunkLevel(new Uint8Array(0), format)).toBe(0);
  },
);
