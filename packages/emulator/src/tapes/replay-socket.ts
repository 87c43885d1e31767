import type { Clock } from '@repartee/core/server';
import type { WebSocket } from 'ws';
import type { TapeFrame } from './recording-file.ts';

/** The end of the session, in seconds since 1970. A client would leave a session whose end is over. */
const EXPIRY = /"expires_at":\s*(\d{9,10})\b/g;
const LIFE_SECONDS = 1_800;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The options of a replay. */
export interface ReplayOptions {
  readonly clock: Clock;
  readonly wallClock: () => number;
  /** The speed, as a multiple of the recorded one. */
  readonly pace: number;
  /** Whether a connection of the recording follows: this one then breaks at its end. */
  readonly isFollowed: boolean;
}

/**
 * Serves the vendor's frames of one recorded connection, in their order and with their pauses. A frame that followed a frame of the client
 * waits until the client has sent one of that kind. Ids that the client makes take the place of those that were recorded.
 */
export function serveReplay(socket: WebSocket, frames: readonly TapeFrame[], options: ReplayOptions): void {
  new SocketReplay(socket, frames, options).goOn();
}

class SocketReplay {
  readonly #socket: WebSocket;
  readonly #frames: readonly TapeFrame[];
  readonly #options: ReplayOptions;
  /** The client's messages that nothing has waited for yet, by their kind. */
  readonly #received = new Map<string, Json[]>();
  readonly #ids = new Map<string, string>();
  #next = 0;
  #lastAtMs: number;
  #timer: ReturnType<Clock['setTimeout']> | null = null;

  constructor(socket: WebSocket, frames: readonly TapeFrame[], options: ReplayOptions) {
    this.#socket = socket;
    this.#frames = frames;
    this.#options = options;
    this.#lastAtMs = frames[0]?.atMs ?? 0;
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('close', () => this.#end());
  }

  /** Goes on until it has to wait for the time, or for the client. */
  goOn(): void {
    if (this.#timer !== null) return;
    for (let frame = this.#frames[this.#next]; frame; frame = this.#frames[this.#next]) {
      if (frame.direction === 'in') {
        const waitMs = Math.max(0, frame.atMs - this.#lastAtMs) / this.#options.pace;
        this.#lastAtMs = frame.atMs;
        if (waitMs > 0) return this.#wait(waitMs);
        this.#send(frame.text);
      } else if (!frame.isUserAudio) {
        if (!this.#isAnswered(frame)) return;
        this.#lastAtMs = frame.atMs;
      }
      this.#next += 1;
    }
    if (this.#options.isFollowed) this.#socket.terminate();
  }

  #wait(ms: number): void {
    this.#timer = this.#options.clock.setTimeout(() => {
      this.#timer = null;
      this.goOn();
    }, ms);
  }

  #send(text: string): void {
    let translated = text.replace(EXPIRY, (known, seconds: string) => {
      const nowSeconds = Math.floor(this.#options.wallClock() / 1000);
      return Number(seconds) < nowSeconds ? `"expires_at":${nowSeconds + LIFE_SECONDS}` : known;
    });
    for (const [recorded, own] of this.#ids) translated = translated.replaceAll(`"${recorded}"`, `"${own}"`);
    this.#socket.send(translated);
  }

  /** Whether the client has sent what it sent then. */
  #isAnswered({ text }: TapeFrame): boolean {
    const recorded = parse(text);
    const own = this.#received.get(kindOf(recorded))?.shift();
    if (own === undefined) return false;
    learnIds(recorded, own, this.#ids);
    return true;
  }

  #receive(text: string): void {
    const frame = parse(text);
    const kind = kindOf(frame);
    this.#received.set(kind, [...(this.#received.get(kind) ?? []), frame]);
    this.goOn();
  }

  #end(): void {
    if (this.#timer !== null) this.#options.clock.clearTimeout(this.#timer);
    this.#next = this.#frames.length;
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The type of a frame, or the name of its first field. */
function kindOf(frame: Json): string {
  if (!isObject(frame)) return '';
  const { type } = frame;
  return typeof type === 'string' ? type : (Object.keys(frame)[0] ?? '');
}

/** Learns from two frames that mean the same which id stands for which. */
function learnIds(
  recorded: Json | undefined,
  own: Json | undefined,
  ids: Map<string, string>,
  key = '',
): void {
  if (typeof recorded === 'string' && typeof own === 'string') {
    if (recorded !== own && /(?:^|_)id$|Id$/.test(key)) ids.set(recorded, own);
  } else if (Array.isArray(recorded) && Array.isArray(own)) {
    for (const [at, each] of recorded.entries()) learnIds(each as Json, own[at] as Json, ids, key);
  } else if (isObject(recorded) && isObject(own)) {
    for (const [name, each] of Object.entries(recorded)) learnIds(each, own[name], ids, name);
  }
}
