import * as v from 'valibot';
import type { Random } from '../../random.ts';
import { randomLetters } from '../../random.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The longest life of an access token, in seconds (cartesia-js 4.2.0). */
const MAX_SECONDS = 3_600;

/** A session's token must be used within this time, in seconds: the emulator's own choice, because the vendor documents none. */
const SESSION_SECONDS = 300;

const accessRequest = v.strictObject({
  grants: v.optional(
    v.strictObject({
      agent: v.optional(v.boolean()),
      tts: v.optional(v.boolean()),
      stt: v.optional(v.boolean()),
    }),
  ),
  expires_in: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_SECONDS)),
    MAX_SECONDS,
  ),
});

const sessionRequest = v.strictObject({
  dynamic_variables: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
  config_overrides: v.optional(
    v.strictObject({
      instructions: v.optional(v.string()),
      initial_message: v.optional(v.string()),
      language: v.optional(v.string()),
      audio: v.optional(
        v.strictObject({
          output: v.strictObject({ voice_id: v.optional(v.string()), speed: v.optional(v.number()) }),
        }),
      ),
    }),
    {},
  ),
});

/** The overrides of one call. */
export type Overrides = v.InferOutput<typeof sessionRequest>['config_overrides'];

/** The result of a checked credential. */
export interface Admission {
  readonly isToken: boolean;
  /** Set for a session that was minted for one call. */
  readonly overrides: Overrides;
  readonly variables: Wire;
}

interface Token extends Admission {
  readonly expiresAtMs: number;
  readonly canCall: boolean;
  readonly canSpeak: boolean;
  /** The only agent that it opens; `null` for all. It is then good for one call. */
  readonly agentId: string | null;
}

const NOTHING: Omit<Admission, 'isToken'> = { overrides: {}, variables: {} };

/** Mints and checks tokens. */
export class Tokens {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #apiKeys: readonly string[];
  readonly #tokens = new Map<string, Token>();

  constructor({ random, now, apiKeys }: { random: Random; now: () => number; apiKeys: readonly string[] }) {
    this.#random = random;
    this.#now = now;
    this.#apiKeys = apiKeys;
  }

  /** Whether a key may mint: a configured key, or, if there are none, every key of the right shape. */
  isApiKey(key: string): boolean {
    return this.#apiKeys.length > 0 ? this.#apiKeys.includes(key) : /^sk[_-].+/.test(key);
  }

  /** Answers `POST /access-token`. @throws Refusal */
  mintAccess(body: unknown): Wire {
    const { grants = {}, expires_in: seconds } = check(accessRequest, body);
    const token = { isToken: true, ...NOTHING, canCall: grants.agent === true };
    const grant = { ...token, canSpeak: grants.tts === true, agentId: null };
    return { token: this.#keep('at', seconds, grant) };
  }

  /** Answers `POST /v1/agents/websocket/{agent_id}/sessions`. The names of the answer's fields are not documented. */
  mintSession(agentId: string, body: unknown): Wire {
    const { config_overrides: overrides, dynamic_variables: variables } = check(sessionRequest, body);
    const token = { isToken: true, overrides, variables, canCall: true, canSpeak: false, agentId };
    const expiresAt = new Date(this.#now() + SESSION_SECONDS * 1000).toISOString();
    return { token: this.#keep('st', SESSION_SECONDS, token), expires_at: expiresAt };
  }

  #keep(prefix: string, seconds: number, token: Omit<Token, 'expiresAtMs'>): string {
    const now = this.#now();
    // Expired tokens are kept for an hour, so that their refusal says “expired” and not “unknown”.
    for (const [key, { expiresAtMs }] of this.#tokens)
      if (expiresAtMs < now - 3_600_000) this.#tokens.delete(key);
    const value = `${prefix}_${randomLetters(this.#random, 40)}`;
    this.#tokens.set(value, { ...token, expiresAtMs: now + seconds * 1000 });
    return value;
  }

  /** Checks the credential of a call. @throws Refusal */
  redeem(key: string | null, agentId: string): Admission {
    if (key !== null && this.isApiKey(key)) return { isToken: false, ...NOTHING };
    const token = this.#find(key);
    if (!token.canCall || (token.agentId !== null && token.agentId !== agentId))
      throw new Refusal('unauthorized', 'The access token has no grant for this agent.', true);
    if (token.agentId !== null && key !== null) this.#tokens.delete(key);
    return token;
  }

  /** Checks the credential of the text-to-speech socket. @throws Refusal */
  redeemForSpeech(key: string | null): void {
    if (key !== null && this.isApiKey(key)) return;
    if (!this.#find(key).canSpeak)
      throw new Refusal('unauthorized', 'The access token has no grant for text to speech.', true);
  }

  #find(key: string | null): Token {
    const token = key === null ? undefined : this.#tokens.get(key);
    if (!token) throw new Refusal('unauthorized', 'Invalid API key or access token.', true);
    if (token.expiresAtMs <= this.#now())
      throw new Refusal('unauthorized', 'The access token has expired.', true);
    return token;
  }
}

function check<Schema extends v.GenericSchema>(schema: Schema, body: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Refusal('invalid_request', `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
}
