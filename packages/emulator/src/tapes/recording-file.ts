import { readFileSync, writeFileSync } from 'node:fs';
import { constants, gunzipSync, gzipSync } from 'node:zlib';

/** A frame of a recording, seen from the client: `in` came from the vendor. */
export interface TapeFrame {
  readonly direction: 'in' | 'out';
  /** The number of the connection. */
  readonly connection: number;
  /** In milliseconds since the recording began. */
  readonly atMs: number;
  readonly text: string;
  /** Whether it carries audio of the user, which is never the same again. */
  readonly isUserAudio: boolean;
}

type Line = Readonly<Record<string, unknown>>;

/** Between two frames of a raw recording, which has no times, in milliseconds. */
const RAW_GAP_MS = 5;

/** Audio that the kit left out of a frame is written as its length. */
const LEFT_OUT = /\[(\d+) characters\]/g;

/** By this a frame is known to carry the user's audio. */
const USER_AUDIO =
  /^\{"type":\s*"input_audio_buffer\.append"|^\{"user_audio_chunk"|^\{"real(?:timeI|time_i)nput":\s*\{\s*"(?:audio|media)/;

/**
 * Reads the frames of a recording: a `.repartee` file, or rows with `dir` (`c2s`, `s2c`) and `event`, one a line or in a list. The
 * inspector reads the same rows with core's `readRecording`; the emulator takes only types and audio code of core.
 *
 * @throws RangeError for a file that is neither, or that has no frames.
 */
export function readTape(path: string): readonly TapeFrame[] {
  const bytes = readFileSync(path);
  const lines = readLines(bytes);
  const isKit = lines[0]?.['format'] === 'repartee-recording';
  const frames = isKit ? lines.flatMap(readKitLine) : lines.flatMap(readRawLine);
  if (frames.length > 0) return frames;
  throw new RangeError(`The file ${path} has no frames of a recording.`);
}

/** The objects of a file, one a line or in a list. A file that is cut off is read up to there. */
function readLines(bytes: Buffer): readonly Line[] {
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const unzipped = isZipped ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
  const text = unzipped.toString('utf8');
  const list = text.trimStart().startsWith('[') ? parse(text) : null;
  const rows: readonly unknown[] = Array.isArray(list) ? list : text.split('\n').map(parse);
  return rows.filter((row): row is Line => typeof row === 'object' && row !== null);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readKitLine(line: Line): readonly TapeFrame[] {
  const { kind, direction, connection, atMs, text, audio } = line;
  if (kind !== 'frame' || typeof text !== 'string' || !text.startsWith('{')) return [];
  const isUserAudio = direction === 'out' && (audio !== undefined || USER_AUDIO.test(text));
  // Base64 of silence, as long as the audio was.
  const whole = text.replace(LEFT_OUT, (_, length: string) => 'A'.repeat(Number(length)));
  return [
    {
      direction: direction === 'out' ? 'out' : 'in',
      connection: Number(connection),
      atMs: Number(atMs),
      text: whole,
      isUserAudio,
    },
  ];
}

function readRawLine({ dir, event }: Line, index: number): readonly TapeFrame[] {
  if ((dir !== 'c2s' && dir !== 's2c') || typeof event !== 'object' || event === null) return [];
  const text = JSON.stringify(event);
  const direction = dir === 'c2s' ? 'out' : 'in';
  const isUserAudio = direction === 'out' && USER_AUDIO.test(text);
  return [{ direction, connection: 1, atMs: index * RAW_GAP_MS, text, isUserAudio }];
}

/** Writes frames as a recording that the kit, the inspector and the emulator read. */
export function writeTape(path: string, startedAt: number, frames: readonly TapeFrame[]): void {
  const manifest = {
    format: 'repartee-recording',
    version: 1,
    startedAt,
    startedAtMs: 0,
    durationMs: frames.at(-1)?.atMs ?? 0,
    words: 'keep',
    capabilities: {},
  };
  const lines = frames.map(({ direction, connection, atMs, text }) => ({
    kind: 'frame',
    atMs,
    direction,
    connection,
    text,
    length: text.length,
  }));
  writeFileSync(path, gzipSync([manifest, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('')));
}
