import { floatToPcm16 } from '@repartee/core/audio';
import { WebSocket } from 'ws';
import type { Emulator } from '../src/create-emulator.ts';
import { tone } from './fake-speech.ts';

/** A frame as a test reads it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Frame = Readonly<Record<string, any>> & { readonly type: string };

/** The end of a connection. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** The options of a connection. */
export interface ConnectOptions {
  readonly path?: string;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
}

/** A bare client: sends frames and waits for those that come back, in their order. */
export class WireClient {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<Closed>;
  readonly opened: Promise<void>;
  #read = 0;
  #wake: () => void = () => {};

  constructor(emulator: Emulator, options: ConnectOptions = {}) {
    const {
      path = '/v1/realtime?model=gpt-realtime',
      key = 'sk-test',
      headers = {},
      protocols = [],
    } = options;
    const authorization = key === null ? {} : { Authorization: `Bearer ${key}` };
    this.socket = new WebSocket(`${emulator.origin.replace('http', 'ws')}${path}`, [...protocols], {
      headers: { ...authorization, ...headers },
    });
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      this.#wake();
    });
  }

  send(frame: Readonly<Record<string, unknown>>): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Waits for the next unread frame of any type. */
  async take(): Promise<Frame> {
    for (;;) {
      const frame = this.frames[this.#read];
      if (frame) {
        this.#read += 1;
        return frame;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Reads on to the next frame of a type, or of one that fits. */
  async until(wanted: string | ((frame: Frame) => boolean)): Promise<Frame> {
    for (;;) {
      const frame = await this.take();
      if (typeof wanted === 'string' ? frame.type === wanted : wanted(frame)) return frame;
    }
  }

  /** Sends a frame and reads on to the answer of a type. */
  ask(frame: Readonly<Record<string, unknown>>, answer: string): Promise<Frame> {
    this.send(frame);
    return this.until(answer);
  }

  /** Sends a frame that is to be refused and gives the error. */
  async refusal(frame: Readonly<Record<string, unknown>>): Promise<Frame> {
    return (await this.ask(frame, 'error'))['error'] as Frame;
  }

  update(session: Readonly<Record<string, unknown>>): Promise<Frame> {
    return this.ask({ type: 'session.update', session: { type: 'realtime', ...session } }, 'session.updated');
  }

  /** Adds what the user wrote. */
  write(text: string, id?: string): Promise<Frame> {
    const item = {
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text }],
      ...(id ? { id } : {}),
    };
    return this.ask({ type: 'conversation.item.create', item }, 'conversation.item.done');
  }

  /** Sends samples as the default format, 20 ms at a time. */
  hear(samples: Float32Array): void {
    for (let at = 0; at < samples.length; at += 480)
      this.append(floatToPcm16(samples.subarray(at, at + 480)));
  }

  append(bytes: Uint8Array): void {
    this.send({ type: 'input_audio_buffer.append', audio: Buffer.from(bytes).toString('base64') });
  }

  /** Sends silence, a tone, and silence, in milliseconds. */
  speak({
    before = 0,
    voice = 600,
    after = 0,
  }: { before?: number; voice?: number; after?: number } = {}): void {
    this.hear(new Float32Array(before * 24));
    this.hear(tone(voice, 24_000));
    this.hear(new Float32Array(after * 24));
  }

  /** The types of all frames so far, runs of the same type as one. */
  get types(): readonly string[] {
    return this.frames.map((frame) => frame.type).filter((type, index, all) => type !== all[index - 1]);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** Connects and reads the greeting. */
export async function connect(emulator: Emulator, options?: ConnectOptions): Promise<WireClient> {
  const client = new WireClient(emulator, options);
  await client.opened;
  await client.until('session.created');
  return client;
}
