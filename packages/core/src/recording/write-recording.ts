import { decodeAudio, encodeAudio } from '../audio/wire-audio.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { encodeBase64 } from '../util/base64.ts';
import { sizeOf } from './audio-recorder.ts';
import type { KeptAudio } from './audio-recorder.ts';
import type { WriteOptions } from './recorded-value.ts';
import { writeValue } from './recorded-value.ts';
import type { AudioLine, RecordedStep, RecordingManifest } from './recording.ts';
import { silence } from './redaction.ts';
import type { Redaction } from './redaction.ts';

/** The characters that are compressed at once: the page can do something else in between. */
const PIECE = 65_536;

/** The contents of a file. */
export interface RecordingParts {
  readonly manifest: RecordingManifest;
  /** In the order of time, which counts from the start of the recorder. */
  readonly steps: readonly RecordedStep[];
  readonly audio: readonly KeptAudio[];
  /** The start of the file, on the same timeline. */
  readonly firstAtMs: number;
  readonly options: WriteOptions;
  readonly redaction: Redaction | null;
}

/** Writes the lines of a file, steps and audio in the order of time. */
export function* writeLines(parts: RecordingParts): Generator<string, void> {
  const { manifest, steps, audio, firstAtMs, options, redaction } = parts;
  // The manifest holds nothing that was said.
  yield JSON.stringify(writeValue(manifest, { isMasked: false }));
  let next = 0;
  const writeAudioBefore = function* (ms: number) {
    for (let kept = audio[next]; kept && kept.atMs < ms; kept = audio[next]) {
      next += 1;
      yield JSON.stringify(writeAudio(kept, firstAtMs, redaction));
    }
  };
  for (const step of steps) {
    yield* writeAudioBefore(step.atMs);
    yield JSON.stringify(writeValue({ ...step, atMs: step.atMs - firstAtMs }, options));
  }
  yield* writeAudioBefore(Infinity);
}

function writeAudio(kept: KeptAudio, firstAtMs: number, redaction: Redaction | null): AudioLine {
  const { side, isHeard, atMs, itemId } = kept;
  const isRedacted = itemId !== null && redaction?.ids.has(itemId);
  const spans = isRedacted ? ([[-Infinity, Infinity]] as const) : (redaction?.[side] ?? []);
  const format = { encoding: 'g711-ulaw', sampleRateHz: kept.format.sampleRateHz } as const;
  const bytes = silence(join(kept.pieces), kept.format, atMs, spans);
  // Eight bits a sample are enough to hear what happened, and half of the file.
  const written =
    kept.format.encoding === 'pcm16' ? encodeAudio(decodeAudio(bytes, kept.format), format) : bytes;
  return {
    kind: 'audio',
    atMs: atMs - firstAtMs,
    side,
    ...(!isHeard && { isHeard }),
    ...(itemId !== null && { itemId }),
    format: kept.format.encoding === 'pcm16' ? format : kept.format,
    data: encodeBase64(written),
  };
}

function join(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}

/** Compresses lines. @throws RealtimeError `unsupported-capability` in a browser without `CompressionStream`. */
export async function zipLines(lines: Iterator<string, void>): Promise<Blob> {
  if (!('CompressionStream' in globalThis))
    throw new RealtimeError(
      'unsupported-capability',
      'This browser has no CompressionStream, which writes recordings. Save the recording in a newer browser.',
    );
  const text = new ReadableStream<string>({
    pull(controller) {
      let piece = '';
      while (piece.length < PIECE) {
        const next = lines.next();
        if (next.done) {
          if (piece) controller.enqueue(piece);
          return controller.close();
        }
        piece += `${next.value}\n`;
      }
      controller.enqueue(piece);
    },
  });
  const zipped = text.pipeThrough(new TextEncoderStream()).pipeThrough(new CompressionStream('gzip'));
  const bytes = await new Response(zipped).arrayBuffer();
  return new Blob([bytes], { type: 'application/x-repartee-recording' });
}
