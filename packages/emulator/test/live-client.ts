import { floatToPcm16 } from '@repartee/core/audio';
import { WebSocket } from 'ws';
import type { Emulator } from '../src/create-emulator.ts';
import { tone } from './fake-speech.ts';
import type { Closed } from './wire-client.ts';

/** A message as a test reads it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Message = Readonly<Record<string, any>>;

/** The options of a connection. */
export interface LiveOptions {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const METHOD = '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent';

/** The address of a session that is opened with a key. */
export const KEY_PATH = `${METHOD}?key=AIza-test`;

/** The address of a session that is opened with a token. */
export const tokenPath = (name: string) => `${METHOD}Constrained?access_token=${name}`;

/** A bare client of the live protocol: sends messages and waits for those that come back, in their order. */
export class LiveClient {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  /** Whether each frame was binary. */
  readonly isBinary: boolean[] = [];
  readonly closed: Promise<Closed>;
  #read = 0;
  #wake: () => void = () => {};

  constructor(emulator: Emulator, { path = KEY_PATH, headers = {} }: LiveOptions = {}) {
    this.socket = new WebSocket(`${emulator.origin.replace('http', 'ws')}${path}`, {
      headers: { ...headers },
    });
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
    this.socket.on('message', (data: Buffer, isBinary) => {
      this.messages.push(JSON.parse(data.toString()) as Message);
      this.isBinary.push(isBinary);
      this.#wake();
    });
  }

  get opened(): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.readyState === WebSocket.OPEN) resolve();
      else this.socket.once('open', () => resolve());
    });
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Reads on to the next message with the given one among its own, or among those of its content. */
  async until(name: string): Promise<Message> {
    for (;;) {
      const message = this.messages[this.#read];
      if (!message) await new Promise<void>((resolve) => (this.#wake = resolve));
      else {
        this.#read += 1;
        if (name in message || name in ((message['serverContent'] ?? {}) as object)) return message;
      }
    }
  }

  /** Writes what is to be answered. */
  write(text: string): void {
    this.send({ clientContent: { turns: [{ role: 'user', parts: [{ text }] }], turnComplete: true } });
  }

  /** Sends silence, a tone, and silence, in milliseconds. */
  speak({ before = 200, voice = 600, after = 1_000 } = {}): void {
    for (const samples of [new Float32Array(before * 16), tone(voice, 16_000), new Float32Array(after * 16)])
      for (let at = 0; at < samples.length; at += 640)
        this.append(floatToPcm16(samples.subarray(at, at + 640)));
  }

  append(bytes: Uint8Array, mimeType = 'audio/pcm;rate=16000'): void {
    this.send({ realtimeInput: { audio: { data: Buffer.from(bytes).toString('base64'), mimeType } } });
  }

  /** The frames by name: of contents their fields, runs of the same as one. */
  get names(): readonly string[] {
    return this.messages
      .flatMap((message) =>
        'serverContent' in message ? Object.keys(message['serverContent'] as object) : Object.keys(message),
      )
      .filter((name, index, all) => name !== all[index - 1]);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** Connects and sets a session up. */
export async function openLive(
  emulator: Emulator,
  setup: Readonly<Record<string, unknown>> = {},
  options?: LiveOptions,
): Promise<LiveClient> {
  const client = new LiveClient(emulator, options);
  await client.opened;
  client.send({ setup: { model: 'models/gemini-3.8-live', ...setup } });
  await client.until('setupComplete');
  return client;
}

/** Connects, sends a message that the server refuses, and returns the close. */
export async function refusedBy(
  emulator: Emulator,
  messages: readonly unknown[],
  options?: LiveOptions,
): Promise<Closed> {
  const client = new LiveClient(emulator, options);
  await client.opened;
  for (const message of messages) client.send(message);
  return client.closed;
}
