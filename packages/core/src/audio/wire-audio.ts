import type { AudioFormat } from '../protocol/audio-format.ts';
import { decodeG711, encodeG711, g711Table } from './g711.ts';
import { floatToPcm16, pcm16ToFloat } from './pcm16.ts';

/** Reads audio as it is on the wire into floats. */
export function decodeAudio(bytes: Uint8Array, { encoding }: AudioFormat): Float32Array {
  if (encoding === 'pcm16') return pcm16ToFloat(bytes);
  return decodeG711(bytes, encoding === 'g711-ulaw' ? 'ulaw' : 'alaw');
}

/** Reads `count` samples from the given sample on into `into`, starting at `at`. It allocates nothing. */
export function decodeAudioInto(
  wire: DataView,
  from: number,
  count: number,
  { encoding }: AudioFormat,
  into: Float32Array,
  at: number,
): void {
  if (encoding === 'pcm16') {
    for (let index = 0; index < count; index += 1)
      into[at + index] = wire.getInt16((from + index) * 2, true) / 32768;
    return;
  }
  const table = g711Table(encoding === 'g711-ulaw' ? 'ulaw' : 'alaw');
  for (let index = 0; index < count; index += 1) into[at + index] = table[wire.getUint8(from + index)] ?? 0;
}

/** Writes floats as audio for the wire. */
export function encodeAudio(samples: Float32Array, { encoding }: AudioFormat): Uint8Array<ArrayBuffer> {
  if (encoding === 'pcm16') return floatToPcm16(samples);
  return encodeG711(samples, encoding === 'g711-ulaw' ? 'ulaw' : 'alaw');
}
