import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pcm16ToFloat } from '@repartee/core/audio';
import { readWav } from '../audio/wav.ts';

/** Synthesised speech. */
export interface Speech {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
}

/** Synthesises speech. Tests of timing replace it by one that needs no time. */
export interface Voice {
  /** Synthesises one sentence. Voice names are the vendor's; each is mapped to an available voice. */
  speak(text: string, voiceName: string): Promise<Speech>;
  close(): Promise<void>;
}

/** The voices of Flite that speak at 16 kHz. They can be requested by name. */
const VOICES = ['slt', 'rms', 'awb', 'kal16'] as const;

/** The voices that stand for the vendors' voices, because they sound most human. */
const HUMAN_VOICES = ['slt', 'rms', 'awb'] as const;

const PROGRAM = fileURLToPath(new URL('./flite-process.mjs', import.meta.url));

/** The size of the cache of sentences. */
const MAX_KEPT = 200;

interface Reply {
  readonly id: number;
  readonly wav?: Uint8Array;
  readonly error?: string;
}

/** The process crashed with a signal. */
class VoiceCrash extends Error {}

/** Creates the voice of the emulator: CMU Flite in a process of its own, each sentence spoken once and kept. */
export function createFliteVoice(): Voice {
  return new FliteVoice();
}

class FliteVoice implements Voice {
  #child: ChildProcess | null = null;
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

  /** Node 20 sometimes crashes a process that has run WebAssembly often. A new process gives the same result. */
  async #synthesize(text: string, voice: string, lives = 3): Promise<Speech> {
    try {
      return await this.#speakOnce(text, voice);
    } catch (error) {
      if (!(error instanceof VoiceCrash) || lives === 0) throw error;
      return this.#synthesize(text, voice, lives - 1);
    }
  }

  async #speakOnce(text: string, voice: string): Promise<Speech> {
    const id = this.#nextId;
    this.#nextId += 1;
    const wav = await new Promise<Uint8Array>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const child = this.#start();
      hold(child, true);
      child.send({ id, text: pronounceable(text), voice });
    });
    const { pcm16, sampleRateHz } = readWav(wav);
    return { samples: pcm16ToFloat(pcm16), sampleRateHz };
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    const child = fork(PROGRAM, { execArgv: ['--no-warnings'], serialization: 'advanced' });
    child.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (this.#waiting.size === 0) hold(child, false);
      if (reply.wav) waiting?.resolve(reply.wav);
      else waiting?.reject(new Error(`Flite could not speak: ${reply.error ?? 'no reason given'}`));
    });
    child.on('error', (error) => this.#fail(child, error));
    child.on('exit', (code, signal) => {
      const Cause = signal === null ? Error : VoiceCrash;
      this.#fail(child, new Cause(`Flite ended, with ${signal ?? `code ${code}`}.`));
    });
    hold(child, false);
    this.#child = child;
    return child;
  }

  #fail(child: ChildProcess | null, error: Error): void {
    if (child !== this.#child) return;
    this.#child = null;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }

  async close(): Promise<void> {
    const child = this.#child;
    this.#fail(child, new Error('The voice was closed.'));
    if (!child) return;
    const ended = once(child, 'exit');
    child.ref();
    // The process ends by itself when its channel closes, and cleans up before.
    if (child.connected) child.disconnect();
    await ended;
  }
}

/** A pending sentence keeps the process alive; an idle voice does not. */
function hold(child: ChildProcess, isHeld: boolean): void {
  const act = isHeld ? 'ref' : 'unref';
  child[act]();
  child.channel?.[act]();
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
