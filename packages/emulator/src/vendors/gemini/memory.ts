import type { AgentMemory } from '../../agent/agent.ts';

/** Tokens of a second of audio, in both directions (by the vendor's prices per minute). */
const AUDIO_TOKENS_PER_SECOND = 25;

/** Tokens of a picture in the middle resolution (Live API guide). */
const TOKENS_PER_IMAGE = 256;

/** About four letters make a token of English text. */
const LETTERS_PER_TOKEN = 4;

/** One thing that a session remembers, and what it is made of. */
export interface MemoryEntry extends AgentMemory {
  readonly audioMs?: number;
  readonly images?: number;
}

/** Tokens by modality. */
export interface TokenCounts {
  readonly text: number;
  readonly audio: number;
  readonly image: number;
}

/** Counts the tokens of a text. */
export function countText(text: string): number {
  return Math.ceil(text.length / LETTERS_PER_TOKEN);
}

/** Counts the tokens of audio. */
export function countAudio(audioMs: number): number {
  return Math.ceil((audioMs / 1000) * AUDIO_TOKENS_PER_SECOND);
}

/** What a session remembers. It outlives its connections. */
export class Memory {
  readonly entries: MemoryEntry[];

  constructor(entries: readonly MemoryEntry[] = []) {
    this.entries = [...entries];
  }

  add(entry: MemoryEntry): void {
    this.entries.push(entry);
  }

  /** The user's pictures count, and say nothing: the emulated agent sees none. */
  addImage(): void {
    this.add({ role: 'user', text: '', images: 1 });
  }

  /** What the agent may answer: words. */
  get words(): readonly AgentMemory[] {
    return this.entries.filter(({ text }) => text !== '').map(({ role, text }) => ({ role, text }));
  }

  /** Counts everything, as every turn is billed for all of it again. What was spoken counts as audio alone. */
  count(preamble: string): TokenCounts {
    const counts = { text: countText(preamble), audio: 0, image: 0 };
    for (const { text, audioMs = 0, images = 0 } of this.entries) {
      if (audioMs > 0) counts.audio += countAudio(audioMs);
      else counts.text += countText(text);
      counts.image += images * TOKENS_PER_IMAGE;
    }
    return counts;
  }
}
