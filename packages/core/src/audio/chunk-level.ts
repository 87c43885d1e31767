import type { AudioFormat } from '../protocol/audio-format.ts';

/** Computes the root mean square of a chunk of wire audio, 0 to 1, without a copy. */
export function chunkLevel(chunk: Uint8Array, format: AudioFormat): number {
  return format.encoding === 'pcm16' ? pcm16Level(chunk) : g711Level(chunk, format.encoding === 'g711-alaw');
}

function pcm16Level(chunk: Uint8Array): number {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const count = chunk.byteLength >> 1;
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const sample = view.getInt16(index * 2, true) / 32768;
    sum += sample * sample;
  }
  return count === 0 ? 0 : Math.sqrt(sum / count);
}

/** G.711 is logarithmic: exponent and mantissa give the magnitude within a few percent, which is enough for a level. */
function g711Level(chunk: Uint8Array, isALaw: boolean): number {
  let sum = 0;
  for (const byte of chunk) {
    const code = (isALaw ? byte ^ 0x55 : ~byte) & 0x7f;
    const exponent = code >> 4;
    const mantissa = code & 0x0f;
    const magnitude = isALaw
      ? exponent === 0
        ? (mantissa << 4) + 8
        : ((mantissa << 4) + 0x108) << (exponent - 1)
      : (((mantissa << 3) + 0x84) << exponent) - 0x84;
    sum += (magnitude / 32768) ** 2;
  }
  return chunk.length === 0 ? 0 : Math.sqrt(sum / chunk.length);
}
