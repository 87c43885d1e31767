/** Reads signed little-endian 16-bit samples as floats from -1 to just below 1. A trailing half sample is ignored. */
export function pcm16ToFloat(bytes: Uint8Array, out?: Float32Array): Float32Array {
  const count = bytes.byteLength >> 1;
  const samples = out ?? new Float32Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0; index < count; index += 1) samples[index] = view.getInt16(index * 2, true) / 32768;
  return samples;
}

/** Writes floats as signed little-endian 16-bit samples; what is beyond full scale is clipped. */
export function floatToPcm16(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < samples.length; index += 1) {
    const scaled = Math.round((samples[index] ?? 0) * 32768);
    view.setInt16(index * 2, Math.max(-32768, Math.min(32767, scaled)), true);
  }
  return bytes;
}
