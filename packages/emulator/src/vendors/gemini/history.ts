import type { HistoryEntry } from '../../agent/agent.ts';
import type { SeenImage } from '../../vision/see-image.ts';

/** Tokens of a second of audio, in both directions (by the vendor's prices per minute). */
const AUDIO_TOKENS_PER_SECOND = 25;

/** About four letters make a token of English text. */
const LETTERS_PER_TOKEN = 4;

/** One entry of a session's history, with its media. */
export interface SessionHistoryEntry extends HistoryEntry {
  readonly audioMs?: number;
  /** Tokens of its images, by the resolution of the connection that they came over. */
  readonly imageTokens?: number;
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

/** The history of a session. It outlives its connections. */
export class History {
  readonly entries: SessionHistoryEntry[];

  constructor(entries: readonly SessionHistoryEntry[] = []) {
    this.entries = [...entries];
  }

  add(entry: SessionHistoryEntry): void {
    this.entries.push(entry);
  }

  /** Adds an image. With `isReplacing`, it takes the place of the one before it, which has not been looked at. */
  addImage(image: SeenImage, imageTokens: number, isReplacing: boolean): void {
    const at = this.entries.findLastIndex(({ images }) => images);
    const entry = { role: 'user', text: '', images: [image], imageTokens } as const;
    if (isReplacing && at >= 0) this.entries[at] = entry;
    else this.add(entry);
  }

  /** The entries that the agent reads, hears or sees. */
  get words(): readonly HistoryEntry[] {
    return this.entries
      .filter(({ text, images }) => text !== '' || images)
      .map(({ role, text, images }) => ({ role, text, ...(images && { images }) }));
  }

  /** Counts the whole history, which Gemini bills again for every turn. Spoken entries count as audio only. */
  count(preamble: string): TokenCounts {
    const counts = { text: countText(preamble), audio: 0, image: 0 };
    for (const { text, audioMs = 0, imageTokens = 0 } of this.entries) {
      if (audioMs > 0) counts.audio += countAudio(audioMs);
      else counts.text += countText(text);
      counts.image += imageTokens;
    }
    return counts;
  }
}
