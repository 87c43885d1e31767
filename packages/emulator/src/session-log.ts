import { EventEmitter } from 'node:events';

/** A JSON frame as it went over the wire; long strings, which are audio, are shortened. */
export type LoggedFrame = Readonly<Record<string, unknown>>;

/** One frame and which way it went, seen from the emulator. */
export interface FrameNote {
  readonly direction: 'in' | 'out';
  readonly frame: LoggedFrame;
}

/** One emulated session as a test sees it. */
export interface SessionRecord {
  readonly vendor: string;
  /** Path and query with which the client connected. */
  readonly path: string;
  /** Frames in both directions, audio shortened, newest last; bounded to the last 5,000. */
  readonly frames: readonly FrameNote[];
  /** How much of the user's audio has arrived, in milliseconds. */
  readonly receivedMs: number;
  /** The loudest of it: root mean square of one chunk, 0 to 1. */
  readonly loudest: number;
  /** The last of it, up to 8 MiB, in the format of the wire. */
  readonly receivedAudio: Uint8Array;
  readonly isOpen: boolean;
  /** Breaks the connection as a failing network does, or closes it with a code and a reason. */
  drop(code?: number, reason?: string): void;
  /** Sends a frame that the protocol did not ask for; text goes out as it is. */
  send(frame: LoggedFrame | string): void;
  /** Holds back everything that is to be sent for so many milliseconds, then sends all of it at once, in order. */
  stall(durationMs: number): void;
}

/** What happens in an emulator, for tests that watch. */
export interface EmulatorEvents {
  readonly session: SessionRecord;
  readonly frame: FrameNote & { readonly session: SessionRecord };
  readonly close: SessionRecord;
}

const MAX_FRAMES = 5_000;
const MAX_AUDIO_BYTES = 8 * 1024 * 1024;
const MAX_TEXT = 1_000;

/** So many of the latest sessions keep their frames and their audio; a demo may run for days. */
const MAX_FULL_SESSIONS = 50;

/** What a vendor gives to open a record. */
export type SessionPorts = Pick<SessionRecord, 'vendor' | 'path' | 'drop' | 'send' | 'stall'>;

/** The record while it is being written. */
export class WritableSession implements SessionRecord {
  readonly vendor: string;
  readonly path: string;
  readonly drop: SessionRecord['drop'];
  readonly send: SessionRecord['send'];
  readonly stall: SessionRecord['stall'];
  readonly frames: FrameNote[] = [];
  receivedMs = 0;
  loudest = 0;
  isOpen = true;
  readonly #emitter: EventEmitter;
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(ports: SessionPorts, emitter: EventEmitter) {
    this.vendor = ports.vendor;
    this.path = ports.path;
    this.drop = ports.drop;
    this.send = ports.send;
    this.stall = ports.stall;
    this.#emitter = emitter;
  }

  get receivedAudio(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }

  note(direction: 'in' | 'out', frame: LoggedFrame): void {
    const note = { direction, frame: shorten(frame) };
    this.frames.push(note);
    if (this.frames.length > MAX_FRAMES) this.frames.shift();
    this.#emitter.emit('frame', { ...note, session: this });
  }

  noteAudio(bytes: Uint8Array, durationMs: number, level: number): void {
    this.receivedMs += durationMs;
    this.loudest = Math.max(this.loudest, level);
    this.#chunks.push(bytes);
    this.#bytes += bytes.byteLength;
    while (this.#bytes > MAX_AUDIO_BYTES && this.#chunks.length > 1)
      this.#bytes -= this.#chunks.shift()?.byteLength ?? 0;
  }

  /** Lets go of what takes room. */
  forget(): void {
    this.frames.length = 0;
    this.#chunks = [];
    this.#bytes = 0;
  }

  noteClose(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#emitter.emit('close', this);
  }
}

/** All sessions of an emulator, in the order of their connections. */
export class SessionLog {
  readonly sessions: WritableSession[] = [];
  readonly #emitter = new EventEmitter();

  open(ports: SessionPorts): WritableSession {
    const session = new WritableSession(ports, this.#emitter);
    this.sessions.push(session);
    this.sessions.at(-1 - MAX_FULL_SESSIONS)?.forget();
    this.#emitter.emit('session', session);
    return session;
  }

  on<K extends keyof EmulatorEvents>(type: K, listener: (event: EmulatorEvents[K]) => void): () => void {
    this.#emitter.on(type, listener);
    return () => void this.#emitter.off(type, listener);
  }

  close(): void {
    for (const session of this.sessions) session.drop();
    this.#emitter.removeAllListeners();
  }
}

function shorten(frame: LoggedFrame): LoggedFrame {
  const isLong = (value: unknown): value is string => typeof value === 'string' && value.length > MAX_TEXT;
  if (!Object.values(frame).some(isLong)) return frame;
  const short = Object.entries(frame).map(([key, value]) => [
    key,
    isLong(value) ? `${value.slice(0, 64)}…` : value,
  ]);
  return Object.fromEntries(short) as LoggedFrame;
}
