import { RealtimeError, redactSecrets } from '../../errors/realtime-error.ts';
import type { CredentialMinter, MintRequest } from '../../protocol/credential-minter.ts';
import type { Credential } from '../../protocol/provider-adapter.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { failure } from './errors.ts';
import { resolveUrl, VERSION } from './address.ts';
import { addressOf } from './plan.ts';
import { object, text } from './read.ts';
import type { WireSessionRequest } from './wire-types.ts';

/** What the minter works with. */
export interface CartesiaMinterOptions {
  /** The secret key. It stays on the server. */
  readonly apiKey: string;
  /** The agent to talk to. With it the credential carries the address, and the page needs to know of no agent. */
  readonly agentId?: string;
  /** Whether the agent was deployed as code with Line. @default false */
  readonly isLine?: boolean;
  /** @default 'https://api.cartesia.ai' */
  readonly baseUrl?: string | URL;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** A token opens one connection right away: a minute is plenty. The vendor takes up to an hour. */
const DEFAULT_SECONDS = 60;
const MAX_SECONDS = 3_600;

/**
 * Creates the minter of tokens. Without a configuration it asks for an access token (`POST /access-token`), which opens
 * calls with any agent of the account. With `instructions`, `voice`, `speed`, a language or `vendorOptions` it asks for a
 * session of one agent (`POST /v1/agents/websocket/{agentId}/sessions`), whose token is bound to one call.
 *
 * @throws RealtimeError `invalid-config` for an empty key.
 */
export function cartesiaMinter(options: CartesiaMinterOptions): CredentialMinter {
  checkKey(options.apiKey);
  return { adapterId: 'cartesia', mint: (request = {}) => mint(options, request) };
}

/**
 * Creates the minter of what opens Sonic: access tokens with the grant `tts`, and with no other.
 *
 * @throws RealtimeError `invalid-config` for an empty key.
 */
export function sonicMinter(options: Omit<CartesiaMinterOptions, 'agentId' | 'isLine'>): CredentialMinter {
  checkKey(options.apiKey);
  return {
    adapterId: 'sonic',
    mint: ({ config: _none, ...request } = {}) => mint(options, request, 'tts'),
  };
}

function checkKey(apiKey: string): void {
  if (apiKey) return;
  throw failure(
    'invalid-config',
    'The API key is empty, so no token can be minted. Set it in the environment of the server.',
  );
}

async function mint(
  options: CartesiaMinterOptions,
  request: MintRequest,
  grant: 'agent' | 'tts' = 'agent',
): Promise<Credential> {
  const seconds = request.expiresInSeconds ?? DEFAULT_SECONDS;
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_SECONDS) {
    throw failure(
      'invalid-config',
      `A token lives 1 to ${MAX_SECONDS} whole seconds; ${seconds} is refused.`,
    );
  }
  const session = options.isLine ? null : writeSession(request.config ?? {});
  const url = session
    ? resolveUrl(`${addressOf(false, options).href}/sessions`)
    : resolveUrl(options.baseUrl, '/access-token');
  const body = session ?? { grants: { [grant]: true }, expires_in: seconds };
  const startedAtMs = Date.now();
  const answer = await ask(options, request, url, body);
  // How the answer to a session is written is not documented: the likely names are tried.
  const told = object<Record<string, string>>(answer);
  const value = ['token', 'session_token', 'access_token'].map((name) => text(told[name])).find(Boolean);
  if (!value) {
    throw failure(
      'credential-fetch-failed',
      'The vendor answered without a token, so no connection can be opened. Check the base URL.',
      answer,
    );
  }
  const expiresAtMs = session ? readExpiry(told['expires_at']) : startedAtMs + seconds * 1000;
  return { value, expiresAtMs, ...(options.agentId && { url: socketOf(options) }) };
}

function socketOf(options: CartesiaMinterOptions): string {
  const url = addressOf(options.isLine ?? false, options);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

/** Not documented either: a time in seconds, in milliseconds or as text is taken, and nothing else. */
function readExpiry(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof time !== 'number' || !(time > 0)) return null;
  return time < 1e11 ? time * 1000 : time;
}

/** What one call does differently; `null` where it is nothing. `vendorOptions` are laid over it. */
function writeSession(config: SessionConfig): WireSessionRequest | null {
  const { instructions, voice, speed, transcription, vendorOptions } = config;
  const language = typeof transcription === 'object' ? transcription.language : undefined;
  const output = { voice_id: typeof voice === 'object' ? voice.id : voice, speed };
  const hasOutput = voice !== undefined || speed !== undefined;
  const config_overrides = { instructions, language, ...(hasOutput && { audio: { output } }) };
  const isPlain = instructions === undefined && language === undefined && !hasOutput;
  if (isPlain && !vendorOptions) return null;
  return { ...(!isPlain && { config_overrides }), ...vendorOptions } as WireSessionRequest;
}

async function ask(
  { apiKey, fetch: send = fetch }: CartesiaMinterOptions,
  { signal }: MintRequest,
  url: URL,
  body: object,
): Promise<unknown> {
  url.protocol = url.protocol.replace('ws', 'http');
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'cartesia-version': VERSION,
    'content-type': 'application/json',
  };
  try {
    const response = await send(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: signal ?? null,
    });
    const answer: unknown = await response.json().catch(() => null); // Not JSON: judged by its status.
    if (!response.ok) throw explain(response.status, answer);
    return answer;
  } catch (cause) {
    if (cause instanceof RealtimeError) throw cause;
    const isAborted = signal?.aborted === true;
    throw new RealtimeError(
      isAborted ? 'aborted' : 'credential-fetch-failed',
      isAborted
        ? 'The minting was called off, so there is no token.'
        : 'The vendor could not be reached, so no token was minted. Check the network and the base URL, and try again.',
      { adapterId: 'cartesia', cause },
    );
  }
}

function explain(status: number, answer: unknown): RealtimeError {
  const wire = object<{ message: string; error: string }>(answer);
  // Vendors repeat what they were sent in their messages.
  const told = String(redactSecrets(text(wire.message) || text(wire.error) || 'no reason given'));
  if (status === 401 || status === 403) {
    return failure(
      'credential-rejected',
      'The vendor refused the API key. Check it and what it may do.',
      answer,
    );
  }
  if (status === 402) return failure('quota-exhausted', told, answer);
  if (status === 429) return failure('rate-limited', told, answer);
  if (status >= 500)
    return failure('vendor-failed', `The vendor failed with status ${status}. Try again.`, answer);
  return failure(
    'invalid-config',
    `The vendor refused the configuration (status ${status}): ${told}`,
    answer,
  );
}
