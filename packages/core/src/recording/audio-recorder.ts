import type { ItemId } from '../protocol/conversation-item.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import { AudioTrack, bytesOfMs } from './audio-track.ts';
import type { RawStep } from './raw-steps.ts';
import type { RecordedAudio } from './recording.ts';
import { listenToSpeaker } from './speaker-listener.ts';

/** Audio of so many items is kept until it is known whether it is heard. */
const MAX_ITEMS = 4;

/** A line of audio is about so long, in milliseconds. */
const LINE_MS = 1_000;

/** A stretch of audio before it is written. */
export interface KeptAudio extends Pick<RecordedAudio, 'side' | 'isHeard' | 'atMs' | 'itemId' | 'format'> {
  readonly pieces: readonly Uint8Array[];
}

export interface AudioRecorderOptions {
  readonly session: RealtimeSession;
  readonly sides: 'agent' | 'both';
  readonly maxBytes: number;
  /** Where the time line begins, in milliseconds on the session's clock. */
  readonly startedAtMs: number;
}

/** Keeps what the user and the agent said, as it went to the vendor and as it was heard. */
export class AudioRecorder {
  readonly #options: AudioRecorderOptions;
  #user: AudioTrack | null = null;
  #agent: AudioTrack | null = null;
  #listened: unknown = null;
  #endListening: () => void = () => {};
  readonly #received = new Map<ItemId, Uint8Array[]>();
  #unheard: KeptAudio[] = [];
  #unheardBytes = 0;

  constructor(options: AudioRecorderOptions) {
    this.#options = options;
    this.listen();
  }

  /** Listens to the speaker that is open now. To be called whenever it may have changed. */
  listen(): void {
    const paths = this.#options.session.getAudioPaths();
    const speaker = paths?.speaker ?? null;
    if (speaker === this.#listened) return;
    this.#endListening();
    this.#listened = speaker;
    this.#endListening = () => {};
    if (!speaker || !paths) return;
    const { sampleRateHz } = paths.outputFormat;
    const track = (this.#agent ??= new AudioTrack({ encoding: 'g711-ulaw', sampleRateHz }));
    this.#endListening = listenToSpeaker(speaker, track.format, (bytes, endAtMs) => {
      track.push(bytes, endAtMs - this.#options.startedAtMs);
      this.#limit();
    });
  }

  /** Takes the audio in what has happened, in its order. */
  take(raw: RawStep): void {
    if (raw.kind !== 'event') return;
    if (raw.type === 'command-sent') {
      if (raw.event.type === 'append-audio') this.#send(raw.event.audio, raw.atMs);
    } else if (raw.type === 'server-event') {
      if (raw.event.type === 'audio-delta') this.#receive(raw.event.itemId, raw.event.audio);
    } else if (raw.type === 'interruption') this.#cut(raw.event.itemId, raw.event.heardMs, raw.atMs);
  }

  /** What went to the vendor, at `atMs` on the time line. */
  #send(audio: Uint8Array, atMs: number): void {
    if (this.#options.sides === 'agent') return;
    const format = this.#options.session.getAudioPaths()?.inputFormat;
    if (!format) return;
    this.#user ??= new AudioTrack(format);
    this.#user.push(audio, atMs);
    this.#limit();
  }

  #receive(itemId: ItemId, audio: Uint8Array): void {
    const known = this.#received.get(itemId);
    if (known) return void known.push(audio);
    this.#received.set(itemId, [audio]);
    for (const oldest of this.#received.keys()) {
      if (this.#received.size <= MAX_ITEMS) break;
      this.#received.delete(oldest);
    }
  }

  /** The agent was cut: what has arrived beyond is never heard. */
  #cut(itemId: ItemId, heardMs: number, atMs: number): void {
    const format = this.#options.session.getAudioPaths()?.outputFormat;
    const received = this.#received.get(itemId);
    this.#received.delete(itemId);
    if (!received || !format) return;
    const pieces = dropFirst(received, bytesOfMs(heardMs, format));
    if (pieces.length === 0) return;
    this.#unheard.push({ side: 'agent', isHeard: false, atMs, itemId, format, pieces });
    this.#unheardBytes += sizeOf(pieces);
    this.#limit();
  }

  get #byteLength(): number {
    return (this.#user?.byteLength ?? 0) + (this.#agent?.byteLength ?? 0) + this.#unheardBytes;
  }

  #limit(): void {
    while (this.#byteLength > this.#options.maxBytes) {
      const starts = [this.#user?.firstAtMs, this.#agent?.firstAtMs, this.#unheard[0]?.atMs];
      this.dropBefore(Math.min(...starts.map((atMs) => atMs ?? Infinity)) + LINE_MS);
    }
  }

  dropBefore(ms: number): void {
    this.#user?.dropBefore(ms);
    this.#agent?.dropBefore(ms);
    if ((this.#unheard[0]?.atMs ?? ms) >= ms) return;
    this.#unheard = this.#unheard.filter(({ atMs }) => atMs >= ms);
    this.#unheardBytes = this.#unheard.reduce((sum, { pieces }) => sum + sizeOf(pieces), 0);
  }

  /** All that sounded from then on, in the order of time. */
  list(fromMs: number): readonly KeptAudio[] {
    const lists = [...listTrack('user', this.#user), ...listTrack('agent', this.#agent), ...this.#unheard];
    return lists.flatMap((kept) => cutBefore(kept, fromMs)).toSorted((one, other) => one.atMs - other.atMs);
  }

  stop(): void {
    this.#endListening();
    this.#endListening = () => {};
    this.#received.clear();
  }
}

function listTrack(side: 'user' | 'agent', track: AudioTrack | null): readonly KeptAudio[] {
  if (!track) return [];
  const { format } = track;
  return [...track.list(LINE_MS)].map((placed) => ({ side, isHeard: true, itemId: null, format, ...placed }));
}

/** Audio that began before, from then on. */
function cutBefore(kept: KeptAudio, fromMs: number): readonly KeptAudio[] {
  if (kept.atMs >= fromMs) return [kept];
  const pieces = dropFirst(kept.pieces, bytesOfMs(fromMs - kept.atMs, kept.format));
  return pieces.length > 0 ? [{ ...kept, atMs: fromMs, pieces }] : [];
}

function dropFirst(pieces: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  let left = count;
  const rest: Uint8Array[] = [];
  for (const piece of pieces) {
    if (piece.byteLength > left) rest.push(left > 0 ? piece.subarray(left) : piece);
    left = Math.max(0, left - piece.byteLength);
  }
  return rest;
}

/** The size of several pieces, in bytes. */
export function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
