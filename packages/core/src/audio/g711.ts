/** The two companding laws of ITU-T G.711: mu-law (America, Japan) and A-law (elsewhere). */
export type G711Law = 'ulaw' | 'alaw';

/** The largest magnitude that mu-law can write, and the bias that makes its segments start at a power of two. */
const ULAW_CLIP = 32635;
const ULAW_BIAS = 0x84;

/** Reads G.711 bytes as floats from -1 to 1. */
export function decodeG711(bytes: Uint8Array, law: G711Law): Float32Array {
  const table = g711Table(law);
  const samples = new Float32Array(bytes.length);
  for (let index = 0; index < bytes.length; index += 1) samples[index] = table[bytes[index] ?? 0] ?? 0;
  return samples;
}

/** Writes floats as G.711 bytes; what is beyond full scale is clipped. */
export function encodeG711(samples: Float32Array, law: G711Law): Uint8Array<ArrayBuffer> {
  const encode = law === 'ulaw' ? encodeUlaw : encodeAlaw;
  const bytes = new Uint8Array(samples.length);
  for (let index = 0; index < samples.length; index += 1) {
    const scaled = Math.round((samples[index] ?? 0) * 32768);
    bytes[index] = encode(Math.max(-32768, Math.min(32767, scaled)));
  }
  return bytes;
}

function encodeUlaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), ULAW_CLIP) + ULAW_BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeUlaw(byte: number): number {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 0x0f) << 3) + ULAW_BIAS) << ((code >> 4) & 7)) - ULAW_BIAS;
  return (code & 0x80 ? -magnitude : magnitude) / 32768;
}

function encodeAlaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  // One's complement for negative values: the standard's segments are symmetric around -0.5.
  const magnitude = (sample < 0 ? ~sample : sample) >> 3;
  const exponent = magnitude < 32 ? 0 : 31 - Math.clz32(magnitude) - 4;
  const mantissa = (exponent === 0 ? magnitude >> 1 : magnitude >> exponent) & 0x0f;
  return (sign | (exponent << 4) | mantissa) ^ 0x55;
}

function decodeAlaw(byte: number): number {
  const code = byte ^ 0x55;
  const exponent = (code >> 4) & 7;
  const mantissa = ((code & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (code & 0x80 ? magnitude : -magnitude) / 32768;
}

const tables: { [Law in G711Law]?: Float32Array } = {};

/** The samples of all 256 bytes, computed when a law is first used. */
export function g711Table(law: G711Law): Float32Array {
  const decode = law === 'ulaw' ? decodeUlaw : decodeAlaw;
  return (tables[law] ??= Float32Array.from({ length: 256 }, (_, byte) => decode(byte)));
}
