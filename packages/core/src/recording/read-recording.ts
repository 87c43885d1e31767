import { RealtimeError } from '../errors/realtime-error.ts';
import { durationMs } from '../protocol/audio-format.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import { decodeBase64 } from '../util/base64.ts';
import { createLazy } from '../util/lazy.ts';
import type { RealtimeSessionOptions } from '../runtime/session-options.ts';
import { readValue } from './recorded-value.ts';
import { RECORDING_VERSION } from './recording.ts';
import type {
  AudioLine,
  RecordedAudio,
  RecordedLevels,
  RecordedStep,
  Recording,
  RecordingManifest,
} from './recording.ts';

/** The largest recording that is read, in characters after it is unpacked. */
const MAX_CHARACTERS = 512_000_000;

/** The options of `readRecording`. */
export interface ReadOptions {
  /**
   * The vendors whose frames a file may hold that the kit has not written: one JSON object a line, with `dir` (`c2s`, `s2c`) and
   * `event`. A session of the adapter that fits lives through them, so that the recording has a transcript; where none fits, it has
   * the frames alone. @default none
   */
  readonly adapters?: readonly RealtimeSessionOptions['adapter'][];
}

/**
 * Reads a recording: a file of `createRecorder`, or the frames of a vendor as lines of JSON. Of a file that is cut off or damaged it reads what comes before the fault, and `problem` says where that is. Of
 * a file that a newer version of the kit wrote it reads what this version knows, and `problem` says so.
 *
 * @throws RealtimeError `invalid-config` for a file that is not a recording.
 */
export async function readRecording(
  file: Blob | ArrayBuffer | Uint8Array<ArrayBuffer>,
  { adapters = [] }: ReadOptions = {},
): Promise<Recording> {
  const blob = new Blob([file]);
  if (blob.size > MAX_CHARACTERS) throw refuse(`holds more than ${MAX_CHARACTERS} characters`);
  if (!(await isZipped(blob))) return readFrames(await blob.text(), adapters);
  return readLines(blob);
}

async function isZipped(file: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}

const frameRunner = createLazy(() => import('./run-frames.ts'));

/** Reads frames of a vendor. The reader is loaded with the first such file. */
async function readFrames(text: string, adapters: NonNullable<ReadOptions['adapters']>): Promise<Recording> {
  const { runFrames } = await frameRunner.load();
  const recording = await runFrames(text, adapters, readLines);
  if (!recording)
    throw refuse('is not a recording that createRecorder() wrote, and has no frames of a vendor');
  return recording;
}

async function readLines(file: Blob): Promise<Recording> {
  const { lines, problem: cut } = await unpack(file);
  const manifest = readManifest(lines[0]);
  const steps: RecordedStep[] = [];
  const audio: RecordedAudio[] = [];
  const isNewer = manifest.version > RECORDING_VERSION;
  let problem = isNewer ? newer(manifest.version) : null;
  for (const [at, line] of lines.entries()) {
    if (at === 0) continue;
    const read = readLineAs(line);
    if (read === UNKNOWN) continue;
    if (read === null) {
      problem ??= cut ?? damaged(at + 1);
      // A newer version may write a known kind in another way: the lines behind it may still be read.
      if (isNewer) continue;
      break;
    }
    if ('bytes' in read) audio.push(read);
    else if (read.kind !== 'levels') steps.push(read);
  }
  return { manifest, steps, audio, problem: problem ?? cut };
}

/**
 * Reads one line of a recording, as `follow` of a recorder gives it: the manifest, a step, or the levels of a stretch of audio. `null`
 * for audio, and for a kind of line that this version does not know.
 *
 * @throws RealtimeError `invalid-config` for a line that is damaged.
 */
export function readLine(line: string): RecordingManifest | RecordedStep | RecordedLevels | null {
  const read = parse(line) as Record<string, unknown> | undefined;
  if (read && 'format' in read) return readManifest(line);
  const step = readLineAs(line);
  if (step === null) throw refuse('has a damaged line');
  return step === UNKNOWN || 'bytes' in step ? null : step;
}

const UNKNOWN = Symbol('a kind of line that this version does not know');

interface Unpacked {
  readonly lines: readonly string[];
  readonly problem: RealtimeError | null;
}

async function unpack(file: Blob): Promise<Unpacked> {
  const text = file
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeThrough(new TextDecoderStream());
  const reader = text.getReader();
  let read = '';
  let problem: RealtimeError | null = null;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      read += part.value;
      if (read.length > MAX_CHARACTERS) throw refuse(`holds more than ${MAX_CHARACTERS} characters`);
    }
  } catch (cause) {
    problem = refuse('is cut off or damaged: it was read up to there', cause);
    await reader.cancel().catch(() => {}); // It has failed already.
  }
  const lines = read.split('\n');
  // The last line of a whole file is empty; that of another one is half a line.
  const rest = lines.pop();
  if (rest && !problem) problem = damaged(lines.length + 1);
  return { lines, problem };
}

function readManifest(line: string | undefined): RecordingManifest {
  const manifest = parse(line ?? '') as Partial<RecordingManifest> | undefined;
  if (manifest?.format !== 'repartee-recording')
    throw refuse('is not a recording that createRecorder() wrote, or too little of one');
  if (!Number.isInteger(manifest.version)) throw refuse('does not say its version');
  const { startedAt, startedAtMs, durationMs, capabilities } = manifest;
  if (![startedAt, startedAtMs, durationMs].every(Number.isFinite) || typeof capabilities !== 'object')
    throw refuse('has a first line without its times or capabilities');
  return manifest as RecordingManifest;
}

/** Reads a line: `null` where it is damaged, `UNKNOWN` for a kind that this version does not know. */
function readLineAs(line: string): RecordedStep | RecordedAudio | RecordedLevels | typeof UNKNOWN | null {
  const read = parse(line) as Record<string, unknown> | undefined;
  if (!read || !Number.isFinite(read['atMs'])) return null;
  const isRight = IS_RIGHT[String(read['kind'])];
  if (!isRight) return UNKNOWN;
  if (!isRight(read)) return null;
  return read['kind'] === 'audio' ? readAudio(read) : (read as unknown as RecordedStep);
}

type Line = Readonly<Record<string, unknown>>;

/** The checks of each kind of line. */
const IS_RIGHT: Readonly<Record<string, (line: Line) => boolean>> = {
  state: ({ patch }) => isPatch(patch),
  event: ({ type }) => typeof type === 'string',
  frame: ({ text }) => typeof text === 'string',
  stats: (line) => 'speaker' in line && 'connection' in line,
  cost: ({ cost }) => typeof cost === 'object' && cost !== null,
  levels: ({ side, everyMs, levels }) =>
    (side === 'user' || side === 'agent') && Number(everyMs) > 0 && isNumbers(levels),
  page: ({ change }) => typeof change === 'string',
  audio: ({ side, data, format }) =>
    (side === 'user' || side === 'agent') && typeof data === 'string' && isFormat(format),
};

const isNumbers = (list: unknown) =>
  Array.isArray(list) && list.every((value) => typeof value === 'number' && Number.isFinite(value));

function isFormat(format: unknown): boolean {
  const { encoding, sampleRateHz } = (format ?? {}) as Partial<AudioFormat>;
  const isKnown = encoding === 'pcm16' || encoding === 'g711-ulaw' || encoding === 'g711-alaw';
  return isKnown && typeof sampleRateHz === 'number' && sampleRateHz > 0;
}

function readAudio(line: Line): RecordedAudio | null {
  const { side, atMs, itemId = null, isHeard = true, format, data } = line as unknown as AudioLine;
  const bytes = decodeBase64(data);
  if (!bytes) return null;
  return { side, isHeard, atMs, durationMs: durationMs(bytes.byteLength, format), itemId, format, bytes };
}

function isPatch(patch: unknown): boolean {
  const {
    fields,
    lists = {},
    transcript,
  } = (patch ?? {}) as Readonly<Record<string, Record<string, unknown>>>;
  const { entries, order } = transcript ?? {};
  const { from, ids } = (order ?? {}) as { readonly from?: unknown; readonly ids?: unknown };
  const isRows = !transcript || (Array.isArray(entries) && Array.isArray(ids) && Number.isInteger(from));
  const isLists = Object.values(lists as Record<string, { readonly added?: unknown }>).every((list) =>
    Array.isArray(list?.added),
  );
  return typeof fields === 'object' && fields !== null && isRows && isLists;
}

function parse(line: string): unknown {
  try {
    return readValue(JSON.parse(line));
  } catch {
    return undefined;
  }
}

const newer = (version: number) =>
  refuse(
    `was written by a newer version of the kit (format ${version}, this version reads ${RECORDING_VERSION}): it shows what it knows`,
  );

const damaged = (line: number) => refuse(`is damaged in line ${line}: it was read up to there`);

function refuse(what: string, cause?: unknown): RealtimeError {
  return new RealtimeError('invalid-config', `The recording ${what}.`, { cause });
}
