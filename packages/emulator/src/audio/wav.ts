const HEADER_BYTES = 44;

/** Writes mono 16-bit samples as a WAV file. */
export function writeWav(pcm16: Uint8Array, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + pcm16.byteLength);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  tag(0, 'RIFF');
  view.setUint32(4, 36 + pcm16.byteLength, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, pcm16.byteLength, true);
  bytes.set(pcm16, HEADER_BYTES);
  return bytes;
}

/** Reads the samples and the rate of a mono 16-bit WAV file. */
export function readWav(wav: Uint8Array): { readonly pcm16: Uint8Array; readonly sampleRateHz: number } {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  const sampleRateHz = view.getUint32(24, true);
  for (let at = 12; at + 8 <= wav.byteLength;) {
    const size = view.getUint32(at + 4, true);
    if (view.getUint32(at, false) === 0x64617461) {
      return { pcm16: wav.subarray(at + 8, Math.min(at + 8 + size, wav.byteLength)), sampleRateHz };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error('The WAV file has no data.');
}
