import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import { checkSession } from './config-schema.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { applyConfig, createConfig } from './session-config.ts';

/** A secret's life: 10 to 7,200 seconds, 600 by default (API reference, November 2026). */
const DEFAULT_SECONDS = 600;
const MIN_SECONDS = 10;
const MAX_SECONDS = 7_200;

/** The model of a session when nobody names one. */
export const DEFAULT_MODEL = 'gpt-realtime-2.1';

/** Models that the vendor knows (openai 7.57.0); others with the same beginning are taken as dated versions. */
const KNOWN_MODEL = /^(gpt-realtime|gpt-audio)(-|$)/;

/** Tells whether a model is one of the turn-based protocol's. */
export function isKnownModel(model: string): boolean {
  return KNOWN_MODEL.test(model) && !/translate|whisper/.test(model);
}

/** Mints and checks short-lived secrets. */
export class ClientSecrets {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #secrets = new Map<string, { readonly expiresAtMs: number; readonly config: Wire }>();

  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  /** Answers `POST /v1/realtime/client_secrets`. @throws Refusal for a body that the vendor refuses. */
  mint(body: unknown): Wire {
    const { expires_after: expiry, session, ...rest } = (body ?? {}) as Wire;
    const [unknown] = Object.keys(rest);
    if (unknown) throw new Refusal('unknown_parameter', `Unknown parameter: '${unknown}'.`, unknown);
    const seconds = readExpiry(expiry);
    const patch = session === undefined ? { type: 'realtime' } : checkSession(session);
    const model = String(patch['model'] ?? DEFAULT_MODEL);
    if (!isKnownModel(model)) {
      throw new Refusal('model_not_found', `The model '${model}' does not exist.`, 'session.model');
    }
    const config = applyConfig(createConfig(model), patch, { hasSpoken: false });
    const value = `ek_${createId(this.#random, 'emulated')}`;
    const expiresAtMs = this.#now() + seconds * 1000;
    this.#secrets.set(value, { expiresAtMs, config });
    return {
      value,
      expires_at: Math.floor(expiresAtMs / 1000),
      session: { ...config, object: 'realtime.session', id: createId(this.#random, 'sess'), expires_at: 0 },
    };
  }

  /** Checks a key that opens a session: an API key of any kind, or a secret that was minted here and has not expired. */
  redeem(key: string): { readonly config: Wire | null } {
    if (key.startsWith('sk-') && key.length > 5) return { config: null };
    const secret = this.#secrets.get(key);
    if (!secret) throw new Refusal('invalid_api_key', 'Incorrect API key provided.');
    if (secret.expiresAtMs <= this.#now()) {
      throw new Refusal(
        'expired_ephemeral_key',
        'The ephemeral key has expired. Mint a new one for each session.',
      );
    }
    return { config: secret.config };
  }
}

function readExpiry(value: unknown): number {
  if (value === undefined) return DEFAULT_SECONDS;
  const { anchor, seconds = DEFAULT_SECONDS } = (value ?? {}) as Wire;
  if (anchor !== 'created_at') {
    throw new Refusal('invalid_value', "Invalid value: expected 'created_at'.", 'expires_after.anchor');
  }
  if (typeof seconds !== 'number' || seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
    const message = `Invalid value: expected a number of seconds from ${MIN_SECONDS} to ${MAX_SECONDS}.`;
    throw new Refusal('invalid_value', message, 'expires_after.seconds');
  }
  return seconds;
}
