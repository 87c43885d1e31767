import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '@repartee/core/server';
import type { WebSocket } from 'ws';
import { readTape, writeTape } from './recording-file.ts';
import type { TapeFrame } from './recording-file.ts';
import { serveReplay } from './replay-socket.ts';

/** The recording to serve, the folder to write to, and the clocks of both. */
export interface TapeOptions {
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly replay?: string | undefined;
  readonly record?: string | undefined;
  readonly pace: number;
}

/** Records sockets, and serves recorded ones. */
export class Tapes {
  readonly #options: TapeOptions;
  /** The recorded connections that have not been served yet. */
  readonly #recorded: (readonly TapeFrame[])[];
  #files = 0;

  /** @throws RangeError for a file to replay that is not a recording; whatever the system throws for a folder that cannot be made. */
  constructor(options: TapeOptions) {
    this.#options = options;
    const frames = options.replay === undefined ? [] : readTape(options.replay);
    const numbers = [...new Set(frames.map(({ connection }) => connection))];
    this.#recorded = numbers.map((number) => frames.filter(({ connection }) => connection === number));
    if (options.record !== undefined) mkdirSync(options.record, { recursive: true });
  }

  /** Takes a socket that has been opened. Returns whether it is served from a recording. */
  take(socket: WebSocket, vendor: string): boolean {
    if (this.#options.record !== undefined) this.#record(socket, vendor, this.#options.record);
    if (this.#options.replay === undefined) return false;
    const { clock, wallClock, pace } = this.#options;
    const frames = this.#recorded.shift() ?? [];
    serveReplay(socket, frames, { clock, wallClock, pace, isFollowed: this.#recorded.length > 0 });
    return true;
  }

  #record(socket: WebSocket, vendor: string, folder: string): void {
    const { clock, wallClock } = this.#options;
    const startedAt = wallClock();
    const startedAtMs = clock.now();
    const frames: TapeFrame[] = [];
    const keep = (direction: 'in' | 'out', data: unknown) => {
      const text = typeof data === 'string' ? data : String(data);
      // Frames of other protocols than JSON are not for reading.
      if (!text.startsWith('{')) return;
      const atMs = clock.now() - startedAtMs;
      frames.push({ direction, connection: 1, atMs, text, isUserAudio: false });
    };
    const send = socket.send.bind(socket) as (data: unknown, ...rest: readonly unknown[]) => void;
    socket.send = ((data: unknown, ...rest: readonly unknown[]) => {
      keep('in', data);
      send(data, ...rest);
    }) as WebSocket['send'];
    socket.on('message', (data) => keep('out', data));
    socket.on('close', () => {
      this.#files += 1;
      const time = new Date(startedAt).toISOString().replaceAll(/[:.]/g, '-');
      writeTape(path.join(folder, `${vendor}-${time}-${this.#files}.repartee`), startedAt, frames);
    });
  }
}
