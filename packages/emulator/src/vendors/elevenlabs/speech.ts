import { untilAborted } from '../../clock.ts';
import { splitSentences } from '../../voice/sentences.ts';
import type { Speech, Voice } from '../../voice/voice.ts';
import { encodeWire, rateOf, resampleAll } from './audio-format.ts';
import type { FormatName } from './wire.ts';

/** Length of one piece of audio, in milliseconds. */
const CHUNK_MS = 200;

/** A piece of speech and the words that are spoken in it, with the separators before them. */
export interface SpeechChunk {
  readonly words: readonly string[];
  readonly bytes: Uint8Array;
  readonly durationMs: number;
}

/** What speaks, and how. */
export interface SpeechOptions {
  readonly voice: Voice;
  readonly voiceId: string;
  readonly speed: number;
  readonly format: FormatName;
  readonly signal: AbortSignal;
}

/** Speaks a text in chunks, sentence by sentence: while one goes out the next is being spoken. Rejects on the abort. */
export async function* speakInChunks(text: string, options: SpeechOptions): AsyncIterable<SpeechChunk> {
  const sentences = splitSentences(text);
  const speak = (index: number): Promise<Speech> | null => {
    const sentence = sentences[index];
    const speech = sentence === undefined ? null : options.voice.speak(sentence, options.voiceId);
    // A failure is met when its turn comes; until then it is nobody's.
    speech?.catch(() => {});
    return speech;
  };
  let next = speak(0);
  for (const [index, sentence] of sentences.entries()) {
    if (!next) return;
    const speech: Speech = await untilAborted(next, options.signal);
    next = speak(index + 1);
    yield* cut(`${index === 0 ? '' : ' '}${sentence}`, speech, options);
  }
}

function* cut(text: string, speech: Speech, { format, speed }: SpeechOptions): Iterable<SpeechChunk> {
  const words = text.match(/\s*\S+/g) ?? [];
  const rateHz = rateOf(format);
  const fromHz = Math.round((speech.sampleRateHz * speed) / 100) * 100;
  const samples = resampleAll(speech.samples, fromHz, rateHz);
  const size = (rateHz * CHUNK_MS) / 1000;
  const count = Math.ceil(samples.length / size);
  let said = 0;
  for (let index = 0; index < count; index += 1) {
    const due = Math.ceil((words.length * (index + 1)) / count);
    const piece = samples.subarray(index * size, (index + 1) * size);
    yield {
      words: words.slice(said, due),
      bytes: encodeWire(piece, format),
      durationMs: (piece.length / rateHz) * 1000,
    };
    said = due;
  }
}
