import { decodeG711, encodeG711, floatToPcm16, pcm16ToFloat } from '@repartee/core/audio';
import type { Wire } from './frames.ts';

/** An audio format of the wire, by its vendor's name. */
export type FormatName = 'audio/pcm' | 'audio/pcmu' | 'audio/pcma';

/** Reads the name of a checked format. */
export function formatName(format: unknown): FormatName {
  return String((format as Wire)['type']) as FormatName;
}

/** Samples a second: 24,000 for PCM, 8,000 for G.711. */
export function rateOf(format: FormatName): number {
  return format === 'audio/pcm' ? 24_000 : 8_000;
}

/** Bytes that make one sample. */
export function bytesPerSample(format: FormatName): number {
  return format === 'audio/pcm' ? 2 : 1;
}

/** Reads bytes of the wire as floats. */
export function decodeWire(bytes: Uint8Array, format: FormatName): Float32Array {
  if (format === 'audio/pcm') return pcm16ToFloat(bytes);
  return decodeG711(bytes, format === 'audio/pcmu' ? 'ulaw' : 'alaw');
}

/** Writes floats as bytes of the wire. */
export function encodeWire(samples: Float32Array, format: FormatName): Uint8Array {
  if (format === 'audio/pcm') return floatToPcm16(samples);
  return encodeG711(samples, format === 'audio/pcmu' ? 'ulaw' : 'alaw');
}

/** The duration of so many bytes, in milliseconds. */
export function lengthMs(byteLength: number, format: FormatName): number {
  return (byteLength / bytesPerSample(format) / rateOf(format)) * 1000;
}
