import { decodeG711, encodeG711, floatToPcm16, pcm16ToFloat } from '@repartee/core/audio';

/** An audio format whose name holds its encoding and its rate in Hz, such as `pcm_16000`. */
export type NamedFormat = `pcm_${number}` | `mulaw_${number}` | `ulaw_${number}`;

const isPcm = (format: NamedFormat): boolean => format.startsWith('pcm_');

/** Samples a second. */
export function rateOf(format: NamedFormat): number {
  return Number(format.split('_')[1]);
}

/** Bytes that make one sample. */
export function bytesPerSample(format: NamedFormat): number {
  return isPcm(format) ? 2 : 1;
}

/** Decodes a message's bytes to floats. */
export function decodeWire(bytes: Uint8Array, format: NamedFormat): Float32Array {
  return isPcm(format) ? pcm16ToFloat(bytes) : decodeG711(bytes, 'ulaw');
}

/** Encodes floats to a message's bytes. */
export function encodeWire(samples: Float32Array, format: NamedFormat): Uint8Array {
  return isPcm(format) ? floatToPcm16(samples) : encodeG711(samples, 'ulaw');
}
