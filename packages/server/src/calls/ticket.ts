import { RealtimeError } from '@repartee/core/server';
import { Refused } from '../answers.ts';

/** The fewest characters of a secret that cannot be guessed. */
const MIN_SECRET = 32;

/** A ticket travels in a header, for which servers have about 16 KB in all. */
const MAX_CHARACTERS = 6_000;

const IV_BYTES = 12;
const PREFIX = 'ticket.';

/** Its own name is only known with the library of the DOM. */
type SealKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The options that tickets of one kind share. */
export interface SealOptions {
  /** A ticket for one purpose opens nothing else, though the secret is the same. */
  readonly purpose: string;
  /** Makes the content smaller, and large again. @default as it is */
  readonly pack?: (plain: Uint8Array) => Uint8Array<ArrayBuffer>;
  readonly unpack?: (packed: Uint8Array) => Uint8Array;
}

/** Seals what the server has decided, so that the browser can carry it back but neither read nor change it. */
export class TicketSeal<Content extends object> {
  readonly #key: Promise<SealKey>;
  readonly #options: SealOptions;

  /** @throws RealtimeError `invalid-config` for a short secret */
  constructor(secret: string, options: SealOptions) {
    this.#options = options;
    if (secret.length < MIN_SECRET)
      throw new RealtimeError(
        'invalid-config',
        `The secret of the tickets has ${secret.length} characters. It needs ${MIN_SECRET} at least, from a random source, the same on every instance.`,
      );
    this.#key = createKey(secret);
  }

  /** @throws Refused with 413 where there is too much for a header */
  async seal(content: Content, expiresAtMs: number): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const { pack = (bytes) => bytes as Uint8Array<ArrayBuffer> } = this.#options;
    const plain = pack(new TextEncoder().encode(JSON.stringify({ content, expiresAtMs })));
    const sealed = await crypto.subtle.encrypt(this.#algorithm(iv), await this.#key, plain);
    const ticket = `${PREFIX}${write(iv)}.${write(new Uint8Array(sealed))}`;
    if (ticket.length <= MAX_CHARACTERS) return ticket;
    throw new Refused(
      413,
      'invalid-config',
      `The ticket has ${ticket.length} characters, and a header takes ${MAX_CHARACTERS}. Send a smaller request, or shorter terms.`,
    );
  }

  /** Opens a ticket; `null` for one that is not of this server, was changed, or has expired. */
  async open(ticket: string, nowMs: number): Promise<Content | null> {
    const [, iv = '', sealed = ''] = /^ticket\.([\w-]{16})\.([\w-]{22,6000})$/.exec(ticket) ?? [];
    if (!sealed) return null;
    try {
      const { unpack = (bytes) => bytes } = this.#options;
      const plain = await crypto.subtle.decrypt(this.#algorithm(read(iv)), await this.#key, read(sealed));
      const text = new TextDecoder().decode(unpack(new Uint8Array(plain)));
      const { content, expiresAtMs } = JSON.parse(text) as {
        content: Content;
        expiresAtMs: number;
      };
      return expiresAtMs > nowMs ? content : null;
    } catch {
      return null; // Forged, for something else, or sealed with another secret.
    }
  }

  #algorithm(iv: Uint8Array<ArrayBuffer>): {
    name: string;
    iv: Uint8Array<ArrayBuffer>;
    additionalData: Uint8Array<ArrayBuffer>;
  } {
    return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(this.#options.purpose) };
  }
}

async function createKey(secret: string): Promise<SealKey> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return crypto.subtle.importKey('raw', digest, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

function write(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function read(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}
