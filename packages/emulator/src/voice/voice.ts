import { Worker } from 'node:worker_threads';
import { pcm16ToFloat } from '@repartee/core/audio';
import { readWav } from '../audio/wav.ts';

/** Spoken words. */
export interface Speech {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Turns words into sound. Replaceable: tests of timing use one that needs no time. */
export interface Voice {
  /** Speaks one sentence. Names of voices are the vendor's; each is mapped to one that is there. */
  speak(text: string, voiceName: string): Promise<Speech>;
  close(): Promise<void>;
}

/** The voices inside Flite that speak at 16 kHz. Asked for by name they are used as they are. */
const VOICES = ['slt', 'rms', 'awb', 'kal16'] as const;

/** Those that sound human enough to stand for a vendor's voice. */
const HUMAN_VOICES = ['slt', 'rms', 'awb'] as const;

/** How many sentences are kept. */
const MAX_KEPT = 200;

interface Reply {
  readonly id: number;
  readonly wav?: Uint8Array;
  readonly error?: string;
}

/** Creates the voice of the emulator: CMU Flite in a worker thread, each sentence spoken once and kept. */
export function createFliteVoice(): Voice {
  return new FliteVoice();
}

class FliteVoice implements Voice {
  #worker: Worker | null = null;
  #nextId = 1;
  readonly #waiting = new Map<
    number,
    { resolve: (wav: Uint8Array) => void; reject: (error: Error) => void }
  >();
  readonly #kept = new Map<string, Promise<Speech>>();

  speak(text: string, voiceName: string): Promise<Speech> {
    const voice = pickVoice(voiceName);
    const key = `${voice} ${text}`;
    let speech = this.#kept.get(key);
    if (!speech) {
      speech = this.#synthesize(text, voice);
      this.#kept.set(key, speech);
      speech.catch(() => this.#kept.delete(key));
      const [oldest] = this.#kept.keys();
      if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    }
    return speech;
  }

  async #synthesize(text: string, voice: string): Promise<Speech> {
    const id = this.#nextId;
    this.#nextId += 1;
    const wav = await new Promise<Uint8Array>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const worker = this.#start();
      // Whoever waits for a sentence keeps the process alive; a voice at rest does not.
      worker.ref();
      worker.postMessage({ id, text: pronounceable(text), voice });
    });
    const { pcm16, sampleRateHz } = readWav(wav);
    return { samples: pcm16ToFloat(pcm16), sampleRateHz };
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./flite-worker.mjs', import.meta.url), {
      execArgv: ['--no-warnings'],
    });
    worker.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (this.#waiting.size === 0) worker.unref();
      if (reply.wav) waiting?.resolve(reply.wav);
      else waiting?.reject(new Error(`Flite could not speak: ${reply.error ?? 'no reason given'}`));
    });
    worker.on('error', (error) => this.#fail(error));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #fail(error: Error): void {
    this.#worker = null;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#fail(new Error('The voice was closed.'));
    await worker?.terminate();
  }
}

function pickVoice(name: string): string {
  if ((VOICES as readonly string[]).includes(name)) return name;
  const sum = [...name].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return HUMAN_VOICES[sum % HUMAN_VOICES.length] ?? 'slt';
}

/** Flite reads letters and figures; what it cannot read would be silence or noise. */
function pronounceable(text: string): string {
  const plain = text
    .replace(/°\s*C\b/g, ' degrees')
    .replace(/[^\p{L}\p{N}\s.,;:!?'’()-]/gu, ' ')
    .trim();
  return plain === '' ? 'Hm.' : plain;
}
