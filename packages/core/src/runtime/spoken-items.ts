import type { ItemId } from '../protocol/conversation-item.ts';
import type { Machine } from '../session/machine.ts';
import type { SpokenItem } from './barge-in-options.ts';

/** How many responses are remembered: what they were asked for with is told long before they are heard. */
const MAX_NOTED = 16;

/** Knows what the agent says at the moment, and since when. */
export class SpokenItems {
  current: SpokenItem | null = null;
  readonly #noted = new Map<string, SpokenItem['metadata']>();
  #sinceMs: number | null = null;

  get isSpeaking(): boolean {
    return this.#sinceMs !== null;
  }

  /** How long the agent has been heard without a silence, in milliseconds. */
  speakingMs(nowMs: number): number {
    return this.#sinceMs === null ? 0 : nowMs - this.#sinceMs;
  }

  note(responseId: string, metadata: SpokenItem['metadata']): void {
    this.#noted.set(responseId, metadata);
    for (const oldest of this.#noted.keys()) {
      if (this.#noted.size <= MAX_NOTED) return;
      this.#noted.delete(oldest);
    }
  }

  start({ tracks }: Machine, itemId: ItemId, nowMs: number): void {
    const track = tracks.get(itemId);
    if (!track || track.isCut) return;
    const { responseId } = track;
    if (this.current?.responseId !== responseId) this.#sinceMs = nowMs;
    this.current = { itemId, responseId, metadata: this.#noted.get(responseId) ?? null };
  }

  end(): void {
    this.current = null;
    this.#sinceMs = null;
  }

  clear(): void {
    this.end();
    this.#noted.clear();
  }
}
