import { bytesPerSample, durationMs } from '../protocol/audio-format.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';

/** Audio that comes so much later than what was before it should end begins a stretch of its own, in milliseconds. */
const GAP_MS = 120;

/** Audio without a gap. What is silent is kept as its length. */
interface Stretch {
  atMs: number;
  byteLength: number;
  readonly pieces: Piece[];
}

interface Piece {
  readonly byteLength: number;
  /** `null` for silence. */
  readonly bytes: Uint8Array | null;
}

/** Audio with its place on the timeline. */
export interface PlacedAudio {
  readonly atMs: number;
  readonly pieces: readonly Uint8Array[];
}

/**
 * Puts chunks of audio on the timeline. Chunks come late and in bursts, but never before their sound: the chunk that came with
 * the least delay tells where its stretch is.
 */
export class AudioTrack {
  readonly format: AudioFormat;
  readonly #stretches: Stretch[] = [];
  #byteLength = 0;

  constructor(format: AudioFormat) {
    this.format = format;
  }

  /** The memory of the audio, in bytes. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** The start of the oldest sound, in milliseconds on the timeline; `null` without any. */
  get firstAtMs(): number | null {
    for (const { atMs, pieces } of this.#stretches) {
      let nowMs = atMs;
      for (const { byteLength, bytes } of pieces) {
        if (bytes) return nowMs;
        nowMs += this.#lengthOf(byteLength);
      }
    }
    return null;
  }

  /** Takes a chunk whose last sample was sounding at `endAtMs` at the latest, and tells when it begins. `null` for silence. */
  push(bytes: Uint8Array, endAtMs: number): number | null {
    if (bytes.byteLength === 0) return null;
    const atMs = endAtMs - this.#lengthOf(bytes.byteLength);
    const last = this.#stretches.at(-1);
    const expectedMs = last ? endOf(last, this.format) : -Infinity;
    const stretch = last && atMs <= expectedMs + GAP_MS ? last : this.#begin(atMs, expectedMs);
    if (stretch === last && atMs < expectedMs) this.#moveBack(stretch, expectedMs - atMs);
    return this.#add(stretch, bytes) ? endOf(stretch, this.format) - this.#lengthOf(bytes.byteLength) : null;
  }

  #begin(atMs: number, notBeforeMs: number): Stretch {
    const stretch = { atMs: Math.max(atMs, notBeforeMs), byteLength: 0, pieces: [] };
    this.#stretches.push(stretch);
    return stretch;
  }

  /** It came with less delay than all before it. It does not reach into the stretch before. */
  #moveBack(stretch: Stretch, byMs: number): void {
    const before = this.#stretches.at(-2);
    const earliestMs = before ? endOf(before, this.format) : -Infinity;
    stretch.atMs = Math.max(earliestMs, stretch.atMs - byMs);
  }

  /** Whether there is a sound in it. */
  #add(stretch: Stretch, bytes: Uint8Array): boolean {
    const { byteLength } = bytes;
    stretch.byteLength += byteLength;
    const isSilent = isSilence(bytes, this.format);
    const last = stretch.pieces.at(-1);
    if (isSilent && last && last.bytes === null)
      stretch.pieces[stretch.pieces.length - 1] = { byteLength: last.byteLength + byteLength, bytes: null };
    else stretch.pieces.push({ byteLength, bytes: isSilent ? null : bytes });
    if (!isSilent) this.#byteLength += byteLength;
    return !isSilent;
  }

  /** Drops what ended before. */
  dropBefore(ms: number): void {
    for (let first = this.#stretches[0]; first; first = this.#stretches[0]) {
      let dropped = 0;
      for (const piece of first.pieces) {
        const lengthMs = this.#lengthOf(piece.byteLength);
        if (first.atMs + lengthMs > ms) break;
        first.atMs += lengthMs;
        first.byteLength -= piece.byteLength;
        if (piece.bytes) this.#byteLength -= piece.byteLength;
        dropped += 1;
      }
      first.pieces.splice(0, dropped);
      // The last stretch is still being added to.
      if (first.pieces.length > 0 || this.#stretches.length === 1) return;
      this.#stretches.shift();
    }
  }

  /** The audio in lines of about `everyMs`, without what is silent. */
  *list(everyMs: number): Generator<PlacedAudio> {
    for (const { atMs, pieces } of this.#stretches) {
      let line: Uint8Array[] = [];
      let lineAtMs = atMs;
      let nowMs = atMs;
      for (const { byteLength, bytes } of pieces) {
        if (line.length > 0 && (!bytes || nowMs - lineAtMs >= everyMs)) {
          yield { atMs: lineAtMs, pieces: line };
          line = [];
        }
        if (line.length === 0) lineAtMs = nowMs;
        if (bytes) line.push(bytes);
        nowMs += this.#lengthOf(byteLength);
      }
      if (line.length > 0) yield { atMs: lineAtMs, pieces: line };
    }
  }

  #lengthOf(byteLength: number): number {
    return durationMs(byteLength, this.format);
  }
}

function endOf({ atMs, byteLength }: Stretch, format: AudioFormat): number {
  return atMs + durationMs(byteLength, format);
}

function isSilence(bytes: Uint8Array, { encoding }: AudioFormat): boolean {
  if (encoding === 'pcm16') return bytes.every((byte) => byte === 0);
  // Both zeros of a law: 0xff and 0x7f, 0xd5 and 0x55.
  const zero = encoding === 'g711-ulaw' ? 0x7f : 0x55;
  return bytes.every((byte) => (byte & 0x7f) === zero);
}

/** The bytes of a duration of audio, in whole samples. */
export function bytesOfMs(ms: number, { encoding, sampleRateHz }: AudioFormat): number {
  return Math.round((Math.max(0, ms) / 1000) * sampleRateHz) * bytesPerSample(encoding);
}
