import { untilAborted } from '../../clock.ts';
import { splitSentences } from '../../voice/sentences.ts';
import type { Speech, Voice } from '../../voice/voice.ts';
import { encodeWire, lengthMs, rateOf, resampleAll } from './audio-format.ts';
import type { ResponseTarget } from './response-config.ts';

/** Length of one piece of audio, in milliseconds. */
const CHUNK_MS = 100;

/** How far the words run ahead of their sound: so many chunks, and so many times as fast. */
const LEAD_CHUNKS = 4;
const LEAD_RATIO = 1.5;

/** A piece of speech: the words that go out before it, and its audio. */
export interface SpeechChunk {
  readonly words: readonly string[];
  readonly bytes: Uint8Array;
  readonly durationMs: number;
}

/** What speaks, and in which format. */
export interface SpeechOptions {
  readonly voice: Voice;
  readonly config: ResponseTarget;
  readonly signal: AbortSignal;
}

/** Speaks a text in chunks, sentence by sentence: while one goes out the next is being spoken. Rejects on the abort. */
export async function* speakInChunks(
  text: string,
  { voice, config, signal }: SpeechOptions,
): AsyncIterable<SpeechChunk> {
  const sentences = splitSentences(text);
  const speak = (index: number): Promise<Speech> | null => {
    const sentence = sentences[index];
    const speech = sentence === undefined ? null : voice.speak(sentence, config.voice);
    // A failure is met when its turn comes; until then it is nobody's.
    speech?.catch(() => {});
    return speech;
  };
  let next = speak(0);
  for (const [index, sentence] of sentences.entries()) {
    if (!next) return;
    const speech: Speech = await untilAborted(next, signal);
    next = speak(index + 1);
    const lead = index === 0 ? '' : ' ';
    yield* cut(`${lead}${sentence}`, speech, config);
  }
}

function* cut(text: string, speech: Speech, config: ResponseTarget): Iterable<SpeechChunk> {
  const words = text.match(/\s*\S+/g) ?? [];
  const rateHz = rateOf(config.format);
  // Speed is a change of playback rate, as the vendor describes it.
  const samples = resampleAll(
    speech.samples,
    Math.round((speech.sampleRateHz * config.speed) / 100) * 100,
    rateHz,
  );
  const size = (rateHz * CHUNK_MS) / 1000;
  const count = Math.ceil(samples.length / size);
  let said = 0;
  for (let index = 0; index < count; index += 1) {
    const share = ((index + LEAD_CHUNKS) / count) * LEAD_RATIO;
    const due = index === count - 1 ? words.length : Math.min(words.length, Math.ceil(words.length * share));
    const bytes = encodeWire(samples.subarray(index * size, (index + 1) * size), config.format);
    yield { words: words.slice(said, due), bytes, durationMs: lengthMs(bytes.byteLength, config.format) };
    said = Math.max(said, due);
  }
}
