import { RealtimeError, redactSecrets } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CredentialMinter, MintRequest } from '../../protocol/credential-minter.ts';
import type { Credential } from '../../protocol/provider-adapter.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import type { GeminiOptions } from './options.ts';
import { API_VERSION, resolveUrl } from './plan.ts';
import { object, text } from './read.ts';
import { refuseNaN } from './refused.ts';
import { writeConfig } from './session-payload.ts';

/** What the minter works with. */
export interface GeminiMinterOptions extends Pick<
  GeminiOptions,
  'baseUrl' | 'apiVersion' | 'model' | 'tools'
> {
  /** The secret key. It stays on the server. */
  readonly apiKey: string;
  /** How many sessions one token opens; 0 is any number. Taking a session up again does not count. @default 1 */
  readonly uses?: number;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** How long a token opens sessions, and how long those that it has opened may talk, in seconds (token guide, 2026). */
const OPENS_SECONDS = 60;
const TALKS_SECONDS = 1800;

/** A token must end within 20 hours. */
const MAX_SECONDS = 72_000;

/**
 * Creates the minter of ephemeral tokens: `POST /auth_tokens`. What the request's configuration sets is bound to the
 * token, whatever its holder asks for; the rest is the holder's choice.
 *
 * @throws RealtimeError `invalid-config` for an empty key.
 */
export function geminiMinter(options: GeminiMinterOptions): CredentialMinter {
  if (!options.apiKey) {
    throw failure(
      'invalid-config',
      'The API key is empty, so no token can be minted. Set it in the environment of the server.',
    );
  }
  return { adapterId: 'gemini', mint: (request = {}) => mint(options, request) };
}

async function mint(options: GeminiMinterOptions, request: MintRequest): Promise<Credential> {
  const { expiresInSeconds: seconds = OPENS_SECONDS } = request;
  if (!(Number.isInteger(seconds) && seconds > 0 && seconds < MAX_SECONDS)) {
    throw failure(
      'invalid-config',
      `A token lives 1 to ${MAX_SECONDS - 1} whole seconds; ${seconds} is refused.`,
    );
  }
  const now = Date.now();
  const expiresAtMs = now + seconds * 1000;
  const body = {
    uses: options.uses ?? 1,
    newSessionExpireTime: new Date(expiresAtMs).toISOString(),
    expireTime: new Date(now + Math.max(TALKS_SECONDS, seconds) * 1000).toISOString(),
    ...bind(options, request.config ?? {}),
  };
  const response = await send(options, request, JSON.stringify(body, refuseNaN));
  const answer: unknown = await response.json().catch(() => null); // Not JSON: judged by its status below.
  if (!response.ok) throw explain(response.status, answer);
  const value = text(object<{ name: string }>(answer).name);
  if (!value) {
    const told = 'The vendor answered without a token, so no connection can be opened. Check the base URL.';
    throw failure('credential-fetch-failed', told, answer);
  }
  return { value, expiresAtMs };
}

/** Fields that the mask names part by part: of the others, all of what the holder asks for is overwritten. */
const IN_PARTS = new Set(['generationConfig', 'systemInstruction']);

/** Binds what the configuration sets, and nothing else: without a mask the holder's own setup would be ignored. */
function bind(options: GeminiMinterOptions, config: SessionConfig): object {
  const isModelSet = config.model !== undefined || options.model !== undefined;
  const { model, ...rest } = writeConfig(config, options);
  // Once more as JSON: what is not set is gone.
  const setup = JSON.parse(
    JSON.stringify({ model: isModelSet ? model : undefined, ...rest }, refuseNaN),
  ) as object;
  const mask = Object.entries(setup).flatMap(([key, value]) =>
    IN_PARTS.has(key) ? Object.keys(value as object).map((part) => `${key}.${part}`) : [key],
  );
  return mask.length > 0 ? { bidiGenerateContentSetup: setup, fieldMask: mask.join(',') } : {};
}

async function send(options: GeminiMinterOptions, { signal }: MintRequest, body: string): Promise<Response> {
  const url = resolveUrl(options.baseUrl, `/${options.apiVersion ?? API_VERSION}/auth_tokens`);
  url.protocol = url.protocol.replace('ws', 'http');
  const headers = { 'x-goog-api-key': options.apiKey, 'content-type': 'application/json' };
  try {
    return await (options.fetch ?? fetch)(url, { method: 'POST', headers, body, signal: signal ?? null });
  } catch (cause) {
    const isAborted = signal?.aborted === true;
    throw new RealtimeError(
      isAborted ? 'aborted' : 'credential-fetch-failed',
      isAborted
        ? 'The minting was called off, so there is no token.'
        : 'The vendor could not be reached, so no token was minted. Check the network and the base URL, and try again.',
      { adapterId: 'gemini', cause },
    );
  }
}

function explain(status: number, answer: unknown): RealtimeError {
  const { message } = object<{ message: string }>(object<{ error: object }>(answer).error);
  // Vendors repeat what they were sent in their messages.
  const told = String(redactSecrets(text(message)));
  // A key that is wrong is a bad request to this vendor, as is a bad configuration.
  if (status === 401 || status === 403 || /api key/i.test(told))
    return failure(
      'credential-rejected',
      'The vendor refused the API key. Check it and what it may do.',
      answer,
    );
  if (status === 429)
    return failure(/quota|billing/i.test(told) ? 'quota-exhausted' : 'rate-limited', told, answer);
  if (status >= 500)
    return failure('vendor-failed', `The vendor failed with status ${status}. Try again.`, answer);
  return failure(
    'invalid-config',
    `The vendor refused the configuration (status ${status}): ${told}`,
    answer,
  );
}

function failure(code: RealtimeErrorCode, message: string, wire: unknown = null): RealtimeError {
  return new RealtimeError(code, message, { adapterId: 'gemini', wire });
}
