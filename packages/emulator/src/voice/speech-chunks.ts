import { resampleAll } from '../audio/resample-all.ts';
import { untilAborted } from '../clock.ts';
import { splitSentences } from './sentences.ts';
import type { Speech, Voice } from './voice.ts';

/** A piece of speech and the words that go with it, each with the separators before it. */
export interface SpeechChunk {
  readonly words: readonly string[];
  /** At the rate that was asked for. */
  readonly samples: Float32Array;
  readonly durationMs: number;
}

export interface SpeechChunkOptions {
  readonly voice: Voice;
  readonly voiceName: string;
  readonly rateHz: number;
  /** Length of one piece, in milliseconds. */
  readonly chunkMs: number;
  /** A change of playback rate, pitch included. @default 1 */
  readonly speed?: number;
  /** The share of a sentence's words that has been sent with chunk `index` of `count`. @default the share of its audio */
  readonly dueShare?: (index: number, count: number) => number;
  readonly signal: AbortSignal;
}

/** Speaks a text in chunks, sentence by sentence: while one goes out the next is being spoken. Rejects on the abort. */
export async function* speakInChunks(text: string, options: SpeechChunkOptions): AsyncIterable<SpeechChunk> {
  const { voice, voiceName, signal } = options;
  const sentences = splitSentences(text);
  const speak = (index: number): Promise<Speech> | null => {
    const sentence = sentences[index];
    const speech = sentence === undefined ? null : voice.speak(sentence, voiceName);
    // The loop awaits the promise later. Until then its rejection must not be unhandled.
    speech?.catch(() => {});
    return speech;
  };
  let next = speak(0);
  for (const [index, sentence] of sentences.entries()) {
    if (!next) return;
    const speech: Speech = await untilAborted(next, signal);
    next = speak(index + 1);
    yield* cut(`${index === 0 ? '' : ' '}${sentence}`, speech, options);
  }
}

function* cut(text: string, speech: Speech, options: SpeechChunkOptions): Iterable<SpeechChunk> {
  const { rateHz, chunkMs, speed = 1, dueShare = (index, count) => (index + 1) / count } = options;
  const words = text.match(/\s*\S+/g) ?? [];
  const samples = resampleAll(speech.samples, Math.round((speech.sampleRateHz * speed) / 100) * 100, rateHz);
  const size = (rateHz * chunkMs) / 1000;
  const count = Math.ceil(samples.length / size);
  let sent = 0;
  for (let index = 0; index < count; index += 1) {
    const isLast = index === count - 1;
    const due = isLast
      ? words.length
      : Math.min(words.length, Math.ceil(words.length * dueShare(index, count)));
    const piece = samples.subarray(index * size, (index + 1) * size);
    yield { words: words.slice(sent, due), samples: piece, durationMs: (piece.length / rateHz) * 1000 };
    sent = Math.max(sent, due);
  }
}
