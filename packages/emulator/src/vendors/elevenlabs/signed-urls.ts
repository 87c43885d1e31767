import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';

/** A conversation must start within this time after its URL was signed (docs, autumn 2026), in milliseconds. */
export const SIGNED_URL_MS = 15 * 60_000;

interface SignedUrl {
  readonly agentId: string;
  readonly expiresAtMs: number;
  /** Set if the client asked for it. The URL then opens one conversation only. */
  readonly conversationId: string | null;
}

/** The signed URLs of conversations with private agents. */
export class SignedUrls {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #urls = new Map<string, SignedUrl>();

  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  mint(agentId: string, conversationId: string | null): string {
    const signature = randomLetters(this.#random, 40);
    this.#urls.set(signature, { agentId, conversationId, expiresAtMs: this.#now() + SIGNED_URL_MS });
    return signature;
  }

  /** Returns the conversation that a signature opens, or the vendor's message of refusal. */
  redeem(signature: string, agentId: string): SignedUrl | string {
    const signed = this.#urls.get(signature);
    if (!signed || signed.agentId !== agentId) return 'Invalid conversation signature: authorization failed.';
    if (signed.expiresAtMs <= this.#now()) return 'The signed URL has expired.';
    if (signed.conversationId !== null) this.#urls.delete(signature);
    return signed;
  }
}
