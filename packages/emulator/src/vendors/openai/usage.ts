import type { SeenImage } from '../../vision/see-image.ts';
import type { StoredItem } from './conversation.ts';
import type { Wire } from './frames.ts';

/** User audio: one token for 100 ms; agent audio: one for 50 ms (realtime costs guide, captured 2026-06-27). */
const INPUT_MS_PER_TOKEN = 100;
const OUTPUT_MS_PER_TOKEN = 50;

/** About four letters make a token of English text. */
const LETTERS_PER_TOKEN = 4;

/**
 * An image costs 65 tokens and 129 for each tile of 512 px, after its short side is scaled down to 512 px. The vendor publishes no
 * figure: the rule fits both recorded usages (194 and 323; litellm PR 31565 and a recording of 2026-09-14).
 */
const TOKENS_PER_IMAGE = 65;
const TOKENS_PER_TILE = 129;
const TILE_PX = 512;

/** Every item carries a few tokens of its own (realtime costs guide); recordings fit three. */
const TOKENS_PER_ITEM = 3;

/** The cache works in blocks of so many tokens: every cached count that was recorded is a multiple of it. */
const CACHE_BLOCK_TOKENS = 64;

/** Tokens by modality. */
export interface TokenCounts {
  readonly text: number;
  readonly audio: number;
  readonly image: number;
}

/** Counts the tokens of a text. */
export function textTokens(text: string): number {
  return Math.ceil(text.length / LETTERS_PER_TOKEN);
}

/** Counts the tokens of the agent's audio while it is produced. */
export function outputAudioTokens(audioMs: number): number {
  return Math.ceil(audioMs / OUTPUT_MS_PER_TOKEN);
}

/** Counts what an item costs as input. What the user spoke is audio only; what the agent spoke has its words beside it. */
export function itemTokens(item: StoredItem): TokenCounts {
  const content = (item.wire['content'] ?? []) as readonly Wire[];
  const details = content.filter((part) => part['type'] === 'input_image').map((part) => part['detail']);
  const call =
    item.wire['type'] === 'function_call'
      ? `${String(item.wire['name'])}${String(item.wire['arguments'])}`
      : '';
  const words = item.inputAudio ? '' : item.words;
  return {
    text: TOKENS_PER_ITEM + textTokens(words) + textTokens(call),
    audio: Math.ceil(item.inputMs / INPUT_MS_PER_TOKEN) + outputAudioTokens(item.audioMs ?? 0),
    image: item.images.reduce((sum, image, index) => sum + imageTokens(image, details[index]), 0),
  };
}

/** Counts the tokens of an image. With the detail `low` only its fixed part is counted: the emulator's own choice. */
function imageTokens({ width, height }: SeenImage, detail: unknown): number {
  if (detail === 'low') return TOKENS_PER_IMAGE;
  const scale = Math.min(1, TILE_PX / Math.min(width, height));
  const tiles = (side: number) => Math.ceil(Math.round(side * scale) / TILE_PX);
  return TOKENS_PER_IMAGE + TOKENS_PER_TILE * tiles(width) * tiles(height);
}

/** The tokens before the conversation: instructions and tools. */
export function preambleTokens(config: Wire): number {
  const tools = config['tools'] as readonly Wire[];
  return (
    textTokens(String(config['instructions'])) + (tools.length > 0 ? textTokens(JSON.stringify(tools)) : 0)
  );
}

interface Entry {
  readonly key: string;
  readonly tokens: TokenCounts;
}

/** The input of one response. */
export interface InputCount {
  readonly all: TokenCounts;
  readonly cached: TokenCounts;
}

/**
 * Counts the input of responses. The whole conversation is counted every time; what begins like something that an earlier
 * response has seen is cached, so a change of instructions or tools, or a deleted item, costs the cache.
 */
export class InputMeter {
  #seen: readonly Entry[] = [];

  count(config: Wire, items: readonly StoredItem[]): InputCount {
    const preamble: Entry = {
      key: JSON.stringify([config['instructions'], config['tools']]),
      tokens: { text: preambleTokens(config), audio: 0, image: 0 },
    };
    const entries = [preamble, ...items.map(entryOf)];
    const length = entries.findIndex((entry, index) => entry.key !== this.#seen[index]?.key);
    const known = sum(entries.slice(0, length < 0 ? entries.length : length));
    this.#seen = entries;
    const block = (tokens: number) => Math.floor(tokens / CACHE_BLOCK_TOKENS) * CACHE_BLOCK_TOKENS;
    return {
      all: sum(entries),
      cached: { text: block(known.text), audio: block(known.audio), image: block(known.image) },
    };
  }

  /** Adds a response's output to the cache: the input of the next one begins with it. */
  addOutput(items: readonly StoredItem[]): void {
    this.#seen = [...this.#seen, ...items.map(entryOf)];
  }
}

function entryOf(item: StoredItem): Entry {
  // To the cache, a truncated item is a different item.
  return { key: `${String(item.wire['id'])} ${item.words} ${item.audioMs ?? ''}`, tokens: itemTokens(item) };
}

function sum(entries: readonly Entry[]): TokenCounts {
  const total = (modality: keyof TokenCounts) =>
    entries.reduce((all, entry) => all + entry.tokens[modality], 0);
  return { text: total('text'), audio: total('audio'), image: total('image') };
}

/** The output of one response. */
export interface Produced {
  readonly textTokens: number;
  readonly audioMs: number;
  /** Counted inside the text, as on the wire; `null` for models that do not reason. */
  readonly reasoningTokens: number | null;
}

/** Writes the usage of a response. */
export function describeUsage({ all, cached }: InputCount, produced: Produced): Wire {
  const inputTokens = all.text + all.audio + all.image;
  const textOut = produced.textTokens + (produced.reasoningTokens ?? 0);
  const audioOut = outputAudioTokens(produced.audioMs);
  const reasoning = produced.reasoningTokens === null ? {} : { reasoning_tokens: produced.reasoningTokens };
  return {
    total_tokens: inputTokens + textOut + audioOut,
    input_tokens: inputTokens,
    output_tokens: textOut + audioOut,
    input_token_details: {
      text_tokens: all.text,
      audio_tokens: all.audio,
      image_tokens: all.image,
      cached_tokens: cached.text + cached.audio + cached.image,
      cached_tokens_details: {
        text_tokens: cached.text,
        audio_tokens: cached.audio,
        image_tokens: cached.image,
      },
    },
    output_token_details: { text_tokens: textOut, audio_tokens: audioOut, ...reasoning },
  };
}

/** The usage of a transcription: tokens for the models that are priced so, seconds for those priced by the minute. */
export function transcriptionUsage(model: string, audioMs: number, words: string): Wire {
  if (!/^gpt-4o/.test(model)) return { type: 'duration', seconds: Math.round(audioMs / 1000) };
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
