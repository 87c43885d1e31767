import { durationMs } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import { AudioTrack, bytesOfMs } from './audio-track.ts';
import type { RawStep } from './raw-steps.ts';
import type { RecordedAudio } from './recording.ts';
import { listenToSpeaker } from './speaker-listener.ts';

/** Audio of so many items is kept until it is known whether it is heard. */
const MAX_ITEMS = 4;

/** The share of the limit that audio which is not heard yet may take: its beginning goes first. */
const WAITING_SHARE = 0.5;

/** A line of audio is about so long, in milliseconds. */
const LINE_MS = 1_000;

/** A stretch of audio before it is written. */
export interface KeptAudio extends Pick<RecordedAudio, 'side' | 'isHeard' | 'atMs' | 'itemId' | 'format'> {
  readonly pieces: readonly Uint8Array[];
}

/** The audio of an item that has arrived, as far as it is kept. */
interface Received {
  readonly pieces: Uint8Array[];
  /** The bytes of its beginning that are not kept. */
  droppedBytes: number;
}

export interface AudioRecorderOptions {
  readonly session: RealtimeSession;
  readonly sides: 'agent' | 'both';
  readonly maxBytes: number;
  /** The start of the timeline, in milliseconds on the session's clock. */
  readonly startedAtMs: number;
  /** Called with each stretch as it is placed on the timeline. What arrives with less delay may move what is before it, by less than that. */
  readonly onPlaced?: (kept: KeptAudio) => void;
}

/** Keeps what the user and the agent said, as it went to the vendor and as it was heard. */
export class AudioRecorder {
  readonly #options: AudioRecorderOptions;
  #user: AudioTrack | null = null;
  #agent: AudioTrack | null = null;
  #listened: unknown = null;
  #endListening: () => void = () => {};
  readonly #received = new Map<ItemId, Received>();
  #receivedBytes = 0;
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
    const end = this.#endListening;
    this.#listened = speaker;
    this.#endListening = () => {};
    end();
    if (!speaker || !paths) return;
    const { sampleRateHz } = paths.outputFormat;
    const track = (this.#agent ??= new AudioTrack({ encoding: 'g711-ulaw', sampleRateHz }));
    this.#endListening = listenToSpeaker(speaker, track.format, (bytes, endAtMs) => {
      this.#place('agent', track, bytes, endAtMs - this.#options.startedAtMs);
    });
  }

  #place(side: 'user' | 'agent', track: AudioTrack, bytes: Uint8Array, endAtMs: number): void {
    const { format } = track;
    const atMs = track.push(bytes, endAtMs);
    if (atMs !== null)
      this.#options.onPlaced?.({ side, isHeard: true, atMs, itemId: null, format, pieces: [bytes] });
    this.#limit();
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

  /** Records audio that went to the vendor, at `atMs` on the timeline. */
  #send(audio: Uint8Array, atMs: number): void {
    if (this.#options.sides === 'agent') return;
    const format = this.#options.session.getAudioPaths()?.inputFormat;
    if (!format) return;
    this.#user ??= new AudioTrack(format);
    this.#place('user', this.#user, audio, atMs);
  }

  #receive(itemId: ItemId, audio: Uint8Array): void {
    const known = this.#received.get(itemId);
    if (known) known.pieces.push(audio);
    else this.#received.set(itemId, { pieces: [audio], droppedBytes: 0 });
    this.#receivedBytes += audio.byteLength;
    for (const oldest of this.#received.keys()) {
      if (this.#received.size <= MAX_ITEMS) break;
      this.#forget(oldest);
    }
    this.#limitReceived();
    this.#limit();
  }

  #forget(itemId: ItemId): Received | null {
    const received = this.#received.get(itemId) ?? null;
    this.#received.delete(itemId);
    this.#receivedBytes -= sizeOf(received?.pieces ?? []);
    return received;
  }

  /** Drops the beginning of the oldest item: of all that waits, it is the likeliest to have been heard. */
  #limitReceived(): void {
    for (const [itemId, received] of this.#received) {
      while (this.#receivedBytes > this.#options.maxBytes * WAITING_SHARE) {
        const first = received.pieces.shift();
        if (!first) break;
        received.droppedBytes += first.byteLength;
        this.#receivedBytes -= first.byteLength;
      }
      if (received.pieces.length > 0) return;
      if (this.#received.size > 1) this.#received.delete(itemId);
    }
  }

  /** The agent was cut: what has arrived beyond is never heard. */
  #cut(itemId: ItemId, heardMs: number, atMs: number): void {
    const format = this.#options.session.getAudioPaths()?.outputFormat;
    const received = this.#forget(itemId);
    if (!received || !format) return;
    const heardBytes = bytesOfMs(heardMs, format);
    const { droppedBytes } = received;
    const pieces = dropFirst(received.pieces, heardBytes - droppedBytes);
    if (pieces.length === 0) return;
    const missingMs = durationMs(Math.max(0, droppedBytes - heardBytes), format);
    const kept: KeptAudio = { side: 'agent', isHeard: false, atMs: atMs + missingMs, itemId, format, pieces };
    this.#unheard.push(kept);
    this.#options.onPlaced?.(kept);
    this.#unheardBytes += sizeOf(pieces);
    this.#limit();
  }

  /** The memory of the audio, in bytes. */
  get byteLength(): number {
    const heard = (this.#user?.byteLength ?? 0) + (this.#agent?.byteLength ?? 0);
    return heard + this.#unheardBytes + this.#receivedBytes;
  }

  #limit(): void {
    const { maxBytes } = this.#options;
    // An answer behind which another one has begun has mostly been heard.
    for (const oldest of this.#received.keys()) {
      if (this.byteLength <= maxBytes || this.#received.size <= 1) break;
      this.#forget(oldest);
    }
    while (this.byteLength > maxBytes) {
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
    this.#receivedBytes = 0;
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
