import * as v from 'valibot';
import type { Random } from '../../random.ts';
import { createId, randomLetters } from '../../random.ts';
import { check } from './check.ts';
import { checkSession } from './config-schema.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { describeSession } from './describe-session.ts';
import { applyConfig, createConfig } from './session-config.ts';

/** A secret's life: 10 to 7,200 seconds, 600 by default (API reference, November 2026). */
const DEFAULT_SECONDS = 600;
const MIN_SECONDS = 10;
const MAX_SECONDS = 7_200;

/** The default model. */
export const DEFAULT_MODEL = 'gpt-realtime-2.1';

/** Models of the turn-based protocol (openai 7.57.0); what begins like one is taken as a dated version of it. */
const KNOWN_MODEL = /^(gpt-realtime|gpt-audio)(-|$)/;
const OTHER_PROTOCOL = /translate|whisper/;

/** Tells whether a model is one of the turn-based protocol's. */
export function isKnownModel(model: string): boolean {
  return KNOWN_MODEL.test(model) && !OTHER_PROTOCOL.test(model);
}

const request = v.strictObject({
  expires_after: v.nullish(
    v.strictObject({
      anchor: v.literal('created_at'),
      seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(MIN_SECONDS), v.maxValue(MAX_SECONDS))),
    }),
  ),
  session: v.optional(v.unknown()),
});

/** The admission of a client, with the configuration of its session. */
export interface Admission {
  readonly config: Wire | null;
}

/** Mints and checks short-lived secrets. */
export class ClientSecrets {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #apiKeys: readonly string[];
  readonly #secrets = new Map<string, { readonly expiresAtMs: number; readonly config: Wire }>();

  constructor({ random, now, apiKeys }: { random: Random; now: () => number; apiKeys: readonly string[] }) {
    this.#random = random;
    this.#now = now;
    this.#apiKeys = apiKeys;
  }

  /** Tells whether a key may mint secrets: one that was configured, or without any anything that is shaped like one. */
  isApiKey(key: string): boolean {
    return this.#apiKeys.length > 0 ? this.#apiKeys.includes(key) : /^sk-.+/.test(key);
  }

  /** Answers `POST /v1/realtime/client_secrets`. @throws Refusal for a body that the vendor refuses. */
  mint(body: unknown): Wire {
    const { expires_after: expiry, session } = check(request, body ?? {}, '');
    const seconds = Number((expiry as Wire | null | undefined)?.['seconds'] ?? DEFAULT_SECONDS);
    const config = this.configOf(session);
    const value = `ek_${randomLetters(this.#random, 32)}`;
    this.#forgetExpired();
    const expiresAtMs = this.#now() + seconds * 1000;
    this.#secrets.set(value, { expiresAtMs, config });
    const described = describeSession(config, { id: createId(this.#random, 'sess'), expiresAt: 0 });
    return { value, expires_at: Math.floor(expiresAtMs / 1000), session: described };
  }

  /** The configuration of a session as it is described in a request. @throws Refusal */
  configOf(session: unknown): Wire {
    const patch = session === undefined ? { type: 'realtime' } : checkSession(session);
    const model = String(patch['model'] ?? DEFAULT_MODEL);
    if (!isKnownModel(model)) {
      throw new Refusal(
        'model_not_found',
        `The model '${model}' does not exist or you do not have access to it.`,
        'session.model',
      );
    }
    return applyConfig(createConfig(model), patch, { hasSpoken: false });
  }

  #forgetExpired(): void {
    // Expired secrets are kept for an hour, so that their refusal says “expired” and not “unknown”.
    const limitMs = this.#now() - 3_600_000;
    for (const [value, secret] of this.#secrets)
      if (secret.expiresAtMs < limitMs) this.#secrets.delete(value);
  }

  /** Checks a key that opens a session: an API key, or a secret that was minted here and has not expired. */
  redeem(key: string): Admission {
    if (this.isApiKey(key)) return { config: null };
    const secret = this.#secrets.get(key);
    if (!secret) throw new Refusal('invalid_api_key', `Incorrect API key provided: ${key.slice(0, 6)}***.`);
    if (secret.expiresAtMs <= this.#now()) {
      throw new Refusal(
        'invalid_api_key',
        'The client secret has expired. Create a new one for each session.',
      );
    }
    return { config: secret.config };
  }
}
