/** The encoding of one sample on the wire. `pcm16` is signed, little-endian, linear. */
export type AudioEncoding = 'pcm16' | 'g711-ulaw' | 'g711-alaw';

/** The shape of mono audio on the wire. */
export interface AudioFormat {
  readonly encoding: AudioEncoding;
  /** Samples per second, in hertz. */
  readonly sampleRateHz: number;
}

/** Returns how many bytes one sample takes in the given encoding: 2 for `pcm16`, 1 for G.711. */
export function bytesPerSample(encoding: AudioEncoding): 1 | 2 {
  return encoding === 'pcm16' ? 2 : 1;
}

/** G.711 has no zero: its silence is the byte of the smallest sample. */
const SILENT_BYTE = { pcm16: 0, 'g711-ulaw': 0xff, 'g711-alaw': 0xd5 };

/** Returns the byte that silence is made of. */
export const silentByte = ({ encoding }: AudioFormat): number => SILENT_BYTE[encoding];

/** Returns the duration of a run of wire audio in milliseconds, fractions kept. */
export function durationMs(byteLength: number, format: AudioFormat): number {
  return (byteLength / bytesPerSample(format.encoding) / format.sampleRateHz) * 1000;
}
