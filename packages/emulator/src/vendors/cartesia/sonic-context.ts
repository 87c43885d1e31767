import { encodeG711, floatToPcm16 } from '@repartee/core/audio';
import { wait } from '../../clock.ts';
import type { VendorContext } from '../../vendor.ts';
import { speakInChunks } from '../../voice/speech-chunks.ts';
import type { SpeechChunk } from '../../voice/speech-chunks.ts';
import { settingsOf } from './sonic-requests.ts';
import type { Generation } from './sonic-requests.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** Length of one piece of audio, in milliseconds: the emulator's own choice. */
const CHUNK_MS = 100;

/** The number of chunks of a cancelled generation that still arrive. Clients have seen some and must drop them. */
const LATE_CHUNKS = 2;

export interface SonicContextPorts {
  readonly send: (wire: Wire) => void;
  /** Runs a function later. Returns a function that cancels it. */
  readonly later: (delayMs: number, run: () => void) => () => void;
  readonly onEnd: () => void;
}

/** One text that may arrive in pieces. Whole sentences are spoken at once, the rest after a delay or at the end. */
export class SonicContext {
  readonly #vendor: VendorContext;
  readonly #first: Generation;
  readonly #settings: string;
  readonly #ports: SonicContextPorts;
  readonly #stopped = new AbortController();
  #buffer = '';
  #work: Promise<void> = Promise.resolve();
  #endDelay: () => void = () => {};
  #flushes = 0;
  #isComplete = false;
  #lateChunks: number | null = null;
  /** The end of the audio so far, in milliseconds from the context's first sample. */
  #spokenMs = 0;

  constructor(vendor: VendorContext, first: Generation, ports: SonicContextPorts) {
    this.#vendor = vendor;
    this.#first = first;
    this.#settings = settingsOf(first);
    this.#ports = ports;
  }

  /** Takes a piece. @throws Refusal */
  add(request: Generation): void {
    if (settingsOf(request) !== this.#settings)
      throw new Refusal('invalid_request', 'Only the transcript of a context may change.');
    if (this.#isComplete) throw new Refusal('invalid_request', 'The context has been completed.');
    const { transcript, flush } = request;
    const hasText = `${this.#buffer}${transcript}`.trim() !== '';
    if (!request.continue && !hasText && this.#spokenMs === 0 && this.#flushes === 0)
      throw new Refusal('invalid_request', 'The transcript is empty.');
    // Pieces are joined without spaces: the client sends the spaces.
    this.#buffer += transcript;
    this.#endDelay();
    this.#isComplete = !request.continue;
    if (flush) return this.#flush();
    if (this.#isComplete) return this.#complete();
    const whole = /^[^]*[.!?](?=\s)/.exec(this.#buffer)?.[0] ?? '';
    this.#buffer = this.#buffer.slice(whole.length);
    this.#speak(whole);
    this.#endDelay = this.#ports.later(request.max_buffer_delay_ms, () => this.#speak(this.#rest()));
  }

  #rest(): string {
    const rest = this.#buffer;
    this.#buffer = '';
    return rest;
  }

  #flush(): void {
    this.#flushes += 1;
    const flush_id = this.#flushes;
    this.#speak(this.#rest());
    this.#then(() => {
      this.#ports.send({ type: 'flush_done', flush_id, flush_done: true, done: false, status_code: 206 });
      return Promise.resolve();
    });
  }

  #complete(): void {
    this.#speak(this.#rest());
    this.#then(() => {
      this.#end();
      return Promise.resolve();
    });
  }

  #end(): void {
    this.#ports.send({ type: 'done', done: true, status_code: 200 });
    this.stop();
  }

  /** Cancels text that has not begun. Some chunks of the current text still arrive. */
  cancel(): void {
    this.#endDelay();
    this.#isComplete = true;
    this.#lateChunks ??= LATE_CHUNKS;
    this.#then(() => {
      this.#end();
      return Promise.resolve();
    });
  }

  /** The socket has closed. */
  stop(): void {
    this.#endDelay();
    this.#stopped.abort();
    this.#ports.onEnd();
  }

  #speak(text: string): void {
    if (text.trim() !== '') this.#then(() => this.#generate(text.trim()));
  }

  /** Speaks one text after the other. The rest is dropped when the socket closes. */
  #then(act: () => Promise<void>): void {
    this.#work = this.#work.then(async () => {
      if (!this.#stopped.signal.aborted) await act();
    });
    this.#work.catch(() => {});
  }

  async #generate(text: string): Promise<void> {
    const { voice, clock, timing } = this.#vendor;
    const { generation_config, output_format, voice: asked } = this.#first;
    const { speed = 1 } = generation_config;
    const voiceName = typeof asked === 'string' ? asked : asked.id;
    const { signal } = this.#stopped;
    const options = { voice, voiceName, speed, rateHz: output_format.sample_rate, chunkMs: CHUNK_MS, signal };
    if (this.#isCalledOff()) return;
    for await (const chunk of speakInChunks(text, options)) {
      if (this.#isCalledOff() && !this.#isLateAllowed()) return;
      signal.throwIfAborted();
      this.#send(chunk);
      await wait(clock, chunk.durationMs / timing.pace, signal);
    }
  }

  #isCalledOff(): boolean {
    return this.#lateChunks !== null;
  }

  #isLateAllowed(): boolean {
    const left = this.#lateChunks ?? 0;
    this.#lateChunks = Math.max(0, left - 1);
    return left > 0;
  }

  #send({ words, samples, durationMs }: SpeechChunk): void {
    const { add_timestamps, output_format, generation_config } = this.#first;
    const { volume = 1 } = generation_config;
    const loud = volume === 1 ? samples : samples.map((sample) => sample * volume);
    const data = encode(loud, output_format.encoding).toString('base64');
    this.#ports.send({ type: 'chunk', data, done: false, status_code: 206, step_time: 20 });
    if (add_timestamps && words.length > 0) {
      const at = (index: number) => (this.#spokenMs + (durationMs * index) / words.length) / 1000;
      this.#ports.send({
        type: 'timestamps',
        word_timestamps: {
          words: words.map((word) => word.trim()),
          start: words.map((_, index) => at(index)),
          end: words.map((_, index) => at(index + 1)),
        },
        done: false,
        status_code: 206,
      });
    }
    this.#spokenMs += durationMs;
  }
}

function encode(samples: Float32Array, encoding: Generation['output_format']['encoding']): Buffer {
  switch (encoding) {
    case 'pcm_s16le':
      return Buffer.from(floatToPcm16(samples));
    case 'pcm_f32le':
      return Buffer.from(new Float32Array(samples).buffer);
    case 'pcm_mulaw':
      return Buffer.from(encodeG711(samples, 'ulaw'));
    case 'pcm_alaw':
      return Buffer.from(encodeG711(samples, 'alaw'));
  }
}
