import * as v from 'valibot';
import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';
import { check } from './check.ts';
import { Closing, invalid } from './frames.ts';
import type { Wire } from './frames.ts';

/** The default times in which a token opens sessions and in which their messages are accepted (token guide, 2026). */
const OPENS_MS = 60_000;
const TALKS_MS = 30 * 60_000;

/** Every time of a token lies less than so far ahead. */
const LIMIT_MS = 20 * 3_600_000;

const time = v.pipe(v.string(), v.isoTimestamp());

const requestSchema = v.strictObject({
  uses: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  expireTime: v.optional(time),
  newSessionExpireTime: v.optional(time),
  bidiGenerateContentSetup: v.optional(v.record(v.string(), v.unknown())),
  fieldMask: v.optional(v.string()),
});

interface Token {
  left: number;
  readonly opensUntilMs: number;
  readonly expiresAtMs: number;
  readonly setup: Wire | null;
  readonly mask: readonly string[] | null;
}

/** The effect of a token on its session. */
export interface Admission {
  /** The time from which messages are refused, in milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** Lays what is bound to the token over what the client asks for. */
  bind(setup: Wire): Wire;
  /** Counts the session, unless it takes up an earlier one. @throws Closing where the token opens no more. */
  open(isResumed: boolean): void;
}

/** Mints and checks ephemeral tokens. */
export class AuthTokens {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #tokens = new Map<string, Token>();

  constructor({ random, now }: { random: Random; now: () => number }) {
    this.#random = random;
    this.#now = now;
  }

  /** Answers `POST /{version}/auth_tokens`. @throws Closing for a body that the vendor refuses. */
  mint(body: unknown): Wire {
    const wire = check(requestSchema, body, 'auth_token');
    const now = this.#now();
    const read = (name: string, defaultMs: number): number => {
      const atMs = wire[name] === undefined ? now + defaultMs : Date.parse(String(wire[name]));
      if (atMs > now && atMs < now + LIMIT_MS) return atMs;
      throw invalid(`${name} must be in the future and less than 20 hours ahead.`);
    };
    const name = `auth_tokens/${randomLetters(this.#random, 40)}`;
    const setup = (wire['bidiGenerateContentSetup'] ?? null) as Wire | null;
    const mask = typeof wire['fieldMask'] === 'string' ? wire['fieldMask'].split(',').filter(Boolean) : null;
    if (mask && !setup) throw invalid('field_mask needs bidi_generate_content_setup.');
    this.#tokens.set(name, {
      left: Number(wire['uses'] ?? 1) || Infinity,
      opensUntilMs: read('newSessionExpireTime', OPENS_MS),
      expiresAtMs: read('expireTime', TALKS_MS),
      setup,
      mask,
    });
    return { name };
  }

  /** Checks the token of a connection. @throws Closing for one that is unknown or has expired. */
  admit(name: string): Admission {
    const token = this.#tokens.get(name);
    if (!token) throw new Closing(1008, 'The ephemeral token is not valid.');
    if (token.expiresAtMs <= this.#now()) throw new Closing(1008, 'The ephemeral token has expired.');
    return {
      expiresAtMs: token.expiresAtMs,
      bind: (setup) => bind(token, setup),
      open: (isResumed) => {
        if (isResumed) return;
        if (token.opensUntilMs <= this.#now())
          throw new Closing(1008, 'The ephemeral token has expired for new sessions.');
        if (token.left < 1) throw new Closing(1008, 'The ephemeral token has no uses left.');
        token.left -= 1;
      },
    };
  }
}

function bind({ setup, mask }: Token, asked: Wire): Wire {
  if (!setup) return asked;
  if (!mask) return { ...setup };
  return mask.reduce((bound, path) => overwrite(bound, setup, path.split('.')), asked);
}

/** Puts what one setup has at a path into a copy of another; what it does not have there is taken away. */
function overwrite(target: Wire, source: Wire, [key = '', ...rest]: readonly string[]): Wire {
  const value = source[key];
  const { [key]: before, ...others } = target;
  if (rest.length === 0) return value === undefined ? others : { ...others, [key]: value };
  return { ...others, [key]: overwrite((before ?? {}) as Wire, (value ?? {}) as Wire, rest) };
}
