import { createResampler, floatToPcm16 } from '@repartee/core/audio';
import { untilAborted } from '../../clock.ts';
import { splitSentences } from '../../voice/sentences.ts';
import type { Voice } from '../../voice/voice.ts';

/** The rate of the agent's audio, in hertz, and the length of one piece of it, in milliseconds (seen in recordings). */
const RATE_HZ = 24_000;
const CHUNK_MS = 200;

/** A piece of speech and the words that belong to it. */
export interface SpeechChunk {
  readonly words: string;
  readonly bytes: Uint8Array;
  readonly durationMs: number;
}

/** Speaks a text in pieces, sentence by sentence. Rejects on the abort. */
export async function* speakInChunks(
  text: string,
  {
    voice,
    voiceName,
    signal,
  }: { readonly voice: Voice; readonly voiceName: string; readonly signal: AbortSignal },
): AsyncIterable<SpeechChunk> {
  for (const [index, sentence] of splitSentences(text).entries()) {
    const speech = await untilAborted(voice.speak(sentence, voiceName), signal);
    const resampler = createResampler({ fromHz: speech.sampleRateHz, toHz: RATE_HZ });
    const bytes = Buffer.concat([
      floatToPcm16(resampler.process(speech.samples)),
      floatToPcm16(resampler.flush()),
    ]);
    yield* cut(`${index === 0 ? '' : ' '}${sentence}`, bytes);
  }
}

function* cut(text: string, bytes: Uint8Array): Iterable<SpeechChunk> {
  const words = text.match(/\s*\S+/g) ?? [];
  const size = (RATE_HZ * 2 * CHUNK_MS) / 1000;
  const count = Math.ceil(bytes.length / size);
  for (let index = 0; index < count; index += 1) {
    const piece = bytes.subarray(index * size, (index + 1) * size);
    const [from, to] = [index, index + 1].map((at) => Math.ceil((words.length * at) / count));
    yield {
      words: words.slice(from, to).join(''),
      bytes: piece,
      durationMs: (piece.length / 2 / RATE_HZ) * 1000,
    };
  }
}
