import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';

/** A conversation must start within this time of the minting of its link (docs, autumn 2026), in milliseconds. */
export const LINK_MS = 15 * 60_000;

interface Link {
  readonly agentId: string;
  readonly expiresAtMs: number;
  /** Known beforehand where it was asked for; the link is then good for one conversation. */
  readonly conversationId: string | null;
}

/** The signed links to conversations with private agents. */
export class Links {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #links = new Map<string, Link>();

  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  mint(agentId: string, conversationId: string | null): string {
    const signature = randomLetters(this.#random, 40);
    this.#links.set(signature, { agentId, conversationId, expiresAtMs: this.#now() + LINK_MS });
    return signature;
  }

  /** Tells what a link opens, or in words why it opens nothing. */
  redeem(signature: string, agentId: string): Link | string {
    const link = this.#links.get(signature);
    if (!link || link.agentId !== agentId) return 'Invalid conversation signature: authorization failed.';
    if (link.expiresAtMs <= this.#now()) return 'The signed URL has expired.';
    if (link.conversationId !== null) this.#links.delete(signature);
    return link;
  }
}
