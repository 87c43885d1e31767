import type { AudioFormat } from '../protocol/audio-format.ts';
import { decodeG711, encodeG711 } from './g711.ts';
import { floatToPcm16, pcm16ToFloat } from './pcm16.ts';

/** Reads audio as it is on the wire into floats. */
export function decodeAudio(bytes: Uint8Array, { encoding }: AudioFormat): Float32Array {
  if (encoding === 'pcm16') return pcm16ToFloat(bytes);
  return decodeG711(bytes, encoding === 'g711-ulaw' ? 'ulaw' : 'alaw');
}

/** Writes floats as audio for the wire. */
export function encodeAudio(samples: Float32Array, { encoding }: AudioFormat): Uint8Array<ArrayBuffer> {
  if (encoding === 'pcm16') return floatToPcm16(samples);
  return encodeG711(samples, encoding === 'g711-ulaw' ? 'ulaw' : 'alaw');
}
