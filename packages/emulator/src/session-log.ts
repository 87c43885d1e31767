import { EventEmitter } from 'node:events';
import type { FaultMoment, PlannedFault } from './faults/fault.ts';
import type { SeenImage } from './vision/see-image.ts';

/** A JSON frame of the connection. Long strings, which hold audio, are shortened. */
export type LoggedFrame = Readonly<Record<string, unknown>>;

/** One frame and its direction, seen from the emulator. */
export interface FrameRecord {
  readonly direction: 'in' | 'out';
  readonly frame: LoggedFrame;
}

/** One emulated session as a test sees it. */
export interface SessionRecord {
  readonly vendor: string;
  /** Path and query with which the client connected. */
  readonly path: string;
  /** A WebSocket, a call, or a room on a server of rooms. */
  readonly kind: 'socket' | 'call' | 'room';
  /** The number of the connection among those of the vendor, from 1. Refused attempts count. */
  readonly connection: number;
  /** The moment that the connection is in, as the emulated vendor sees it. */
  readonly phase: FaultMoment;
  /** Frames in both directions, audio shortened, newest last; bounded to the last 5,000. */
  readonly frames: readonly FrameRecord[];
  /** The amount of the user's audio that has arrived, in milliseconds. */
  readonly receivedMs: number;
  /** The level of the loudest chunk: root mean square, 0 to 1. */
  readonly loudest: number;
  /** The last 8 MiB of the user's audio, in the format of the connection. */
  readonly receivedAudio: Uint8Array;
  /** The images that have arrived, newest last; bounded to the last 500. */
  readonly images: readonly SeenImage[];
  /** The number of them that came faster than the vendor looks at images. */
  readonly wastedImages: number;
  readonly isOpen: boolean;
  /** Breaks the connection as a failing network does, or closes it with a code and a reason. */
  drop(code?: number, reason?: string): void;
  /** Sends a frame of the test's own. A string is sent unchanged. */
  send(frame: LoggedFrame | string): void;
  /** Holds back all outgoing frames for a time in milliseconds, then sends them at once, in order. */
  stall(durationMs: number): void;
  /**
   * Makes a fault happen: now, or at the moment that its trigger names.
   *
   * @throws RangeError for a fault that is not valid, or that cannot happen on an open connection of this kind.
   * @example
   * ```ts
   * emulator.sessions[0]?.inject({ kind: 'drop', how: 'half-open' });
   * ```
   */
  inject(fault: PlannedFault): void;
}

/** The events of an emulator. */
export interface EmulatorEvents {
  readonly 'session-opened': SessionRecord;
  readonly frame: FrameRecord & { readonly session: SessionRecord };
  readonly 'session-closed': SessionRecord;
}

const MAX_FRAMES = 5_000;
const MAX_IMAGES = 500;
const MAX_AUDIO_BYTES = 8 * 1024 * 1024;
const MAX_TEXT = 1_000;

/** Inside of a frame, only what is this long is shortened: images, and large results of tools. */
const MAX_INNER_TEXT = 16_000;

/** Only this many of the latest sessions keep their frames and audio, because a demo may run for days. */
const MAX_FULL_SESSIONS = 50;

/** The parts of a record. */
export interface SessionPorts extends Pick<
  SessionRecord,
  'vendor' | 'path' | 'kind' | 'connection' | 'drop' | 'send' | 'stall' | 'inject'
> {
  readonly readPhase: () => FaultMoment;
  /** Called with every frame before it is sent, or before it is read. */
  readonly onFrame: (direction: 'in' | 'out', frame: LoggedFrame) => void;
}

/** The record while it is being written. */
export class WritableSession implements SessionRecord {
  readonly vendor: string;
  readonly path: string;
  readonly drop: SessionRecord['drop'];
  readonly send: SessionRecord['send'];
  readonly stall: SessionRecord['stall'];
  readonly inject: SessionRecord['inject'];
  readonly kind: SessionRecord['kind'];
  readonly connection: number;
  readonly frames: FrameRecord[] = [];
  readonly images: SeenImage[] = [];
  wastedImages = 0;
  receivedMs = 0;
  loudest = 0;
  isOpen = true;
  readonly #ports: SessionPorts;
  readonly #emitter: EventEmitter;
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(ports: SessionPorts, emitter: EventEmitter) {
    this.vendor = ports.vendor;
    this.path = ports.path;
    this.drop = ports.drop;
    this.send = ports.send;
    this.stall = ports.stall;
    this.inject = ports.inject;
    this.kind = ports.kind;
    this.connection = ports.connection;
    this.#ports = ports;
    this.#emitter = emitter;
  }

  get phase(): FaultMoment {
    return this.#ports.readPhase();
  }

  get receivedAudio(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }

  addFrame(direction: 'in' | 'out', frame: LoggedFrame): void {
    const record = { direction, frame: shorten(frame) };
    this.frames.push(record);
    if (this.frames.length > MAX_FRAMES) this.frames.shift();
    this.#ports.onFrame(direction, frame);
    this.#emitter.emit('frame', { ...record, session: this });
  }

  addAudio(bytes: Uint8Array, durationMs: number, level: number): void {
    this.receivedMs += durationMs;
    this.loudest = Math.max(this.loudest, level);
    this.#chunks.push(bytes);
    this.#bytes += bytes.byteLength;
    while (this.#bytes > MAX_AUDIO_BYTES && this.#chunks.length > 1)
      this.#bytes -= this.#chunks.shift()?.byteLength ?? 0;
  }

  addImage(image: SeenImage): void {
    this.images.push(image);
    if (this.images.length > MAX_IMAGES) this.images.shift();
  }

  /** Frees the frames, the images and the audio. */
  forget(): void {
    this.frames.length = 0;
    this.images.length = 0;
    this.#chunks = [];
    this.#bytes = 0;
  }

  markClosed(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#emitter.emit('session-closed', this);
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
    this.#emitter.emit('session-opened', session);
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
  return shortenWithin(frame, MAX_TEXT) as LoggedFrame;
}

/** Shortens long texts. A value without any is kept as it is: frames are logged by the thousand. */
function shortenWithin(value: unknown, maxText: number): unknown {
  if (typeof value === 'string') return value.length > maxText ? `${value.slice(0, 64)}…` : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const short = entries.map(
    ([key, entry]) =>
      [
        key,
        shortenWithin(entry, maxText === MAX_TEXT && typeof entry === 'string' ? maxText : MAX_INNER_TEXT),
      ] as const,
  );
  if (short.every(([, entry], index) => entry === entries[index]?.[1])) return value;
  return Array.isArray(value) ? short.map(([, entry]) => entry) : Object.fromEntries(short);
}
