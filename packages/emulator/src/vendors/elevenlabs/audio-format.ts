import { decodeG711, encodeG711, floatToPcm16, pcm16ToFloat } from '@repartee/core/audio';
import type { FormatName } from './wire.ts';

/** Samples a second. */
export function rateOf(format: FormatName): number {
  return Number(format.split('_')[1]);
}

/** Bytes that make one sample. */
export function bytesPerSample(format: FormatName): number {
  return format === 'ulaw_8000' ? 1 : 2;
}

/** Reads bytes of the wire as floats. */
export function decodeWire(bytes: Uint8Array, format: FormatName): Float32Array {
  return format === 'ulaw_8000' ? decodeG711(bytes, 'ulaw') : pcm16ToFloat(bytes);
}

/** Writes floats as bytes of the wire. */
export function encodeWire(samples: Float32Array, format: FormatName): Uint8Array {
  return format === 'ulaw_8000' ? encodeG711(samples, 'ulaw') : floatToPcm16(samples);
}
