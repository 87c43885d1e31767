import { chunkLevel } from '../audio/chunk-level.ts';
import { encodeAudio } from '../audio/wire-audio.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { Microphone, MicrophoneOpenOptions, MicrophonePort } from '../media/microphone-port.ts';
import { createFixedLevel } from './fixed-level.ts';

/** Length of one chunk where the opener does not say, in milliseconds: what the real microphone uses. */
const CHUNK_MS = 20;

/** The pitch of the fake voice, in hertz. */
const PITCH_HZ = 220;

/** A microphone whose user is a test. */
export interface FakeMicrophone extends MicrophonePort {
  readonly isOpen: boolean;
  readonly isMuted: boolean;
  /** The number of times that it has been opened, and that it has been released. */
  readonly opened: number;
  readonly closed: number;
  /** The options of the last opening. */
  readonly lastOptions: MicrophoneOpenOptions | null;
  /** Length of one chunk in milliseconds. */
  readonly chunkMs: number;
  /** Passes one encoded chunk to the session, unless the microphone is muted or closed. */
  push(chunk: Uint8Array<ArrayBuffer>): void;
  /** Gives one chunk of a voice. @param level its root mean square, 0 to 1. @default 0.2 */
  pushVoice(level?: number): void;
  /** Gives one chunk of silence: an open microphone never stops. */
  pushSilence(): void;
  /** The device is pulled out. */
  lose(): void;
  /** A device is plugged in, or the microphone is allowed again. */
  plugIn(): void;
  /** The number of listeners that wait for a device. */
  readonly watchers: number;
  /** The system takes it, as for a phone call: what it gives is silence. */
  interrupt(): void;
  /** The system gives it back. @param hasSound whether there is sound again. @default true */
  endInterruption(hasSound?: boolean): void;
  /** The next attempt to open it fails. */
  failNext(error: RealtimeError): void;
  /** The next attempt waits until the returned function is called: a user who thinks about it. */
  holdNext(): () => void;
}

/** Creates a microphone without a device. */
export function createFakeMicrophone(): FakeMicrophone {
  return new Fake();
}

class Fake implements FakeMicrophone {
  opened = 0;
  closed = 0;
  isMuted = false;
  lastOptions: MicrophoneOpenOptions | null = null;
  #current: MicrophoneOpenOptions | null = null;
  readonly #open = new Set<MicrophoneOpenOptions>();
  #failure: RealtimeError | null = null;
  #hold: Promise<void> | null = null;
  #level = 0;
  #phase = 0;

  readonly #listeners = new Set<() => void>();

  get watchers(): number {
    return this.#listeners.size;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  plugIn(): void {
    Array.from(this.#listeners, (listener) => listener());
  }

  get isOpen(): boolean {
    return this.#current !== null;
  }

  get chunkMs(): number {
    return this.#current?.chunkMs ?? CHUNK_MS;
  }

  async open(options: MicrophoneOpenOptions): Promise<Microphone> {
    const [failure, hold] = [this.#failure, this.#hold];
    this.#failure = null;
    this.#hold = null;
    this.lastOptions = options;
    await hold;
    if (failure) throw failure;
    if (options.signal.aborted) {
      throw new RealtimeError('aborted', 'The microphone was given up while it was being opened.');
    }
    this.#current = options;
    this.#open.add(options);
    this.isMuted = false;
    this.opened += 1;
    return {
      level: { level: () => this.#level, bands: (into) => createFixedLevel(this.#level).bands(into) },
      deviceId: options.deviceId ?? null,
      setMuted: (isMuted) => {
        if (this.#current === options) this.isMuted = isMuted;
      },
      close: () => this.#close(options),
    };
  }

  #close(options: MicrophoneOpenOptions): void {
    // Another one may have been opened meanwhile; either is closed once.
    if (!this.#open.delete(options)) return;
    this.closed += 1;
    if (this.#current !== options) return;
    this.#current = null;
    this.#level = 0;
  }

  push(chunk: Uint8Array<ArrayBuffer>): void {
    const current = this.#current;
    if (!current) return;
    this.#level = this.isMuted ? 0 : chunkLevel(chunk, current.format);
    if (!this.isMuted) current.onChunk(chunk);
  }

  pushVoice(level = 0.2): void {
    this.#pushTone(level * Math.SQRT2);
  }

  pushSilence(): void {
    this.#pushTone(0);
  }

  #pushTone(amplitude: number): void {
    const current = this.#current;
    if (!current) return;
    const { sampleRateHz } = current.format;
    const samples = new Float32Array(Math.round((this.chunkMs / 1000) * sampleRateHz));
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = amplitude * Math.sin(this.#phase);
      this.#phase += (2 * Math.PI * PITCH_HZ) / sampleRateHz;
    }
    this.push(encodeAudio(samples, current.format));
  }

  lose(): void {
    const current = this.#current;
    if (!current) return;
    this.#close(current);
    current.onLost(
      new RealtimeError('microphone-lost', 'The microphone was pulled out. Plug it in and connect again.'),
    );
  }

  interrupt(): void {
    this.#current?.onInterruption?.('interrupted');
  }

  endInterruption(hasSound = true): void {
    this.#current?.onInterruption?.(hasSound ? 'resumed' : 'silent');
  }

  failNext(error: RealtimeError): void {
    this.#failure = error;
  }

  holdNext(): () => void {
    let release: () => void = () => {};
    this.#hold = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }
}
