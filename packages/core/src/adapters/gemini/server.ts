import type { ServerControl } from '../../protocol/call-control.ts';
import type { CredentialMinter, MintRequest, TermHold, TermName } from '../../protocol/credential-minter.ts';
import type { Credential } from '../../protocol/credential.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { configError, writeJson } from '../../util/config-error.ts';
import { missingCredential, requestCredential, resolveApiKey } from '../../util/mint-request.ts';
import type { ApiKey, MintRefusal } from '../../util/mint-request.ts';
import { readList, readObject, readText } from '../../util/untrusted.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import type { GeminiOptions } from './options.ts';
import { API_VERSION, BASE_URL } from './plan.ts';
import { writeConfig } from './session-payload.ts';

/** Options of `geminiMinter`. */
export interface GeminiMinterOptions extends Pick<
  GeminiOptions,
  'baseUrl' | 'apiVersion' | 'model' | 'tools'
> {
  /**
   * The secret key, or a function that gives it for each credential. It stays on the server. An empty key is an error when a
   * credential is minted, not when the module is imported.
   */
  readonly apiKey: ApiKey;
  /** The number of sessions that one token opens; 0 is any number. Resuming a session does not count. @default 1 */
  readonly uses?: number;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** The time in which a token opens sessions, and the longest time of those sessions, in seconds (token guide, 2026). */
const OPENS_SECONDS = 60;
const LASTS_SECONDS = 1800;

/** A token must end within 20 hours. */
const MAX_SECONDS = 72_000;

/** No other socket joins a session; only its token ends it (API reference, November 2026). */
const CONTROL: ServerControl = {
  canWatch: false,
  canUpdate: false,
  canRunTools: false,
  canEnd: false,
  canLimitDuration: true,
};

/** The mask binds what is set; the token ends at `expireTime` (token guide, 2026). */
const TERMS: Readonly<Record<TermName, TermHold>> = {
  model: 'pinned',
  instructions: 'pinned',
  voice: 'pinned',
  tools: 'pinned',
  outputModality: 'pinned',
  maxOutputTokens: 'pinned',
  duration: 'pinned',
};

/**
 * Creates the minter of ephemeral tokens: `POST /auth_tokens`. The fields that the request's configuration
 * sets are bound to the token, and its holder cannot change them. The holder chooses all other fields.
 */
export function geminiMinter(options: GeminiMinterOptions): CredentialMinter {
  return {
    adapterId: 'gemini',
    terms: TERMS,
    control: CONTROL,
    mint: (request = {}) => mint(options, request),
  };
}

async function mint(options: GeminiMinterOptions, request: MintRequest): Promise<Credential> {
  const { expiresInSeconds: seconds = OPENS_SECONDS } = request;
  if (!(Number.isInteger(seconds) && seconds > 0 && seconds < MAX_SECONDS)) {
    throw configError(
      'gemini',
      `expiresInSeconds is ${seconds}. It must be a whole number from 1 to ${MAX_SECONDS - 1}.`,
    );
  }
  const { maxDurationSeconds: most } = request;
  // A session that begins when the token stops opening them may still last as long as is allowed.
  const lastsSeconds =
    most === undefined ? Math.max(LASTS_SECONDS, seconds) : Math.min(seconds + most, MAX_SECONDS - 1);
  const now = Date.now();
  const expiresAtMs = now + seconds * 1000;
  const body = {
    uses: options.uses ?? 1,
    newSessionExpireTime: new Date(expiresAtMs).toISOString(),
    expireTime: new Date(now + lastsSeconds * 1000).toISOString(),
    ...bind(options, request.config ?? {}),
  };
  const answer = await requestCredential({
    adapterId: 'gemini',
    send: options.fetch ?? fetch,
    url: addressOf(options),
    headers: {
      'x-goog-api-key': await resolveApiKey('gemini', options.apiKey),
      'content-type': 'application/json',
    },
    body,
    signal: request.signal,
    readRefusal,
  });
  const value = readText(readObject<{ name: string }>(answer).name);
  if (!value) throw missingCredential('gemini', 'token', answer);
  return { value, expiresAtMs };
}

/** Fields that the mask names part by part. The token overwrites every other field as a whole. */
const IN_PARTS = new Set(['generationConfig', 'systemInstruction']);

/** Binds the fields that the configuration sets. Without a mask the vendor would ignore the holder's own setup. */
function bind(options: GeminiMinterOptions, config: SessionConfig): object {
  const isModelSet = config.model !== undefined || options.model !== undefined;
  const { model, ...rest } = writeConfig(config, options);
  // A round trip through JSON drops the fields that are not set.
  const setup = readObject(
    JSON.parse(writeJson('gemini', { model: isModelSet ? model : undefined, ...rest })),
  );
  const mask = Object.entries(setup).flatMap(([key, value]) =>
    IN_PARTS.has(key) ? Object.keys(readObject(value)).map((part) => `${key}.${part}`) : [key],
  );
  return mask.length > 0 ? { bidiGenerateContentSetup: setup, fieldMask: mask.join(',') } : {};
}

function addressOf({ baseUrl, apiVersion = API_VERSION }: GeminiMinterOptions): URL {
  return resolveVendorUrl('gemini', 'http', baseUrl ?? BASE_URL, `/${apiVersion}/auth_tokens`);
}

/**
 * The vendor answers a wrong key with status 400 and the status name of any bad request, so that the reason in the details or
 * the message decides (`API_KEY_INVALID`: google.rpc.ErrorInfo).
 */
function readRefusal(answer: unknown, status: number): MintRefusal {
  const { message, details } = readObject<WireError>(readObject<{ error: WireError }>(answer).error);
  const words = readText(message);
  const isKeyInvalid =
    /^API key (not valid|expired|not found)\b/.test(words) ||
    readList(details).some((detail) => readObject<{ reason: string }>(detail).reason === 'API_KEY_INVALID');
  const isQuota = status === 429 && /\b(exceeded your current quota|billing details)\b/.test(words);
  return { message: words, code: isKeyInvalid ? 'credential-rejected' : isQuota ? 'quota-exhausted' : null };
}

interface WireError {
  message?: string;
  details?: readonly object[];
}
