import type { StoredItem } from './conversation.ts';
import type { Wire } from './frames.ts';

/** User audio: one token for 100 ms; agent audio: one for 50 ms (realtime costs guide, captured 2026-06-27). */
const INPUT_MS_PER_TOKEN = 100;
const OUTPUT_MS_PER_TOKEN = 50;

/** About four letters make a token of English text. */
const LETTERS_PER_TOKEN = 4;

/** Counts the tokens of a text. */
export function textTokens(text: string): number {
  return Math.ceil(text.length / LETTERS_PER_TOKEN);
}

/** What one response has produced. */
export interface Produced {
  readonly text: string;
  readonly audioMs: number;
  readonly reasoningTokens: number;
}

/**
 * Counts what a response costs: the whole conversation again as input, of which what an earlier response has seen is
 * cached, and what was produced as output. Reasoning is inside the text and is not added.
 */
export function measureUsage(
  context: readonly StoredItem[],
  instructions: string,
  cachedItems: number,
  produced: Produced,
): Wire {
  const text = (items: readonly StoredItem[]) =>
    items.reduce((sum, item) => sum + (item.inputMs > 0 ? 0 : textTokens(item.words)), 0);
  const audio = (items: readonly StoredItem[]) =>
    items.reduce(
      (sum, item) =>
        sum +
        Math.ceil(item.inputMs / INPUT_MS_PER_TOKEN) +
        Math.ceil((item.audioMs ?? 0) / OUTPUT_MS_PER_TOKEN),
      0,
    );
  const seen = context.slice(0, cachedItems);
  const cachedText = cachedItems > 0 ? textTokens(instructions) + text(seen) : 0;
  const cachedAudio = audio(seen);
  const textIn = textTokens(instructions) + text(context);
  const audioIn = audio(context);
  const textOut = textTokens(produced.text) + produced.reasoningTokens;
  const audioOut = Math.ceil(produced.audioMs / OUTPUT_MS_PER_TOKEN);
  return {
    total_tokens: textIn + audioIn + textOut + audioOut,
    input_tokens: textIn + audioIn,
    output_tokens: textOut + audioOut,
    input_token_details: {
      text_tokens: textIn,
      audio_tokens: audioIn,
      image_tokens: 0,
      cached_tokens: cachedText + cachedAudio,
      cached_tokens_details: { text_tokens: cachedText, audio_tokens: cachedAudio, image_tokens: 0 },
    },
    output_token_details: {
      text_tokens: textOut,
      audio_tokens: audioOut,
      reasoning_tokens: produced.reasoningTokens,
    },
  };
}

/** The usage of a transcription: seconds for the models that are priced by the minute, tokens for the others. */
export function transcriptionUsage(model: string, audioMs: number, words: string): Wire {
  if (!/^gpt-4o/.test(model)) return { type: 'duration', seconds: Math.round(audioMs / 100) / 10 };
  const audioTokens = Math.ceil(audioMs / INPUT_MS_PER_TOKEN);
  const output = textTokens(words);
  return {
    type: 'tokens',
    total_tokens: audioTokens + output,
    input_tokens: audioTokens,
    output_tokens: output,
    input_token_details: { text_tokens: 0, audio_tokens: audioTokens },
  };
}
