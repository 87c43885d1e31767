import { RealtimeError, redactSecrets } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CredentialMinter, MintRequest } from '../../protocol/credential-minter.ts';
import type { Credential } from '../../protocol/provider-adapter.ts';
import { readError } from './errors.ts';
import { MODEL, resolveUrl } from './plan.ts';
import { count, object, string } from './read.ts';
import { refuseNaN } from './refused.ts';
import { writeSession } from './session-payload.ts';
import type { WireError, WireSecret, WireSession } from './wire-types.ts';

/** What the minter works with. */
export interface OpenAIMinterOptions {
  /** The secret key. It stays on the server. */
  readonly apiKey: string;
  /** @default 'https://api.openai.com/v1' */
  readonly baseUrl?: string | URL;
  /** @default 'gpt-realtime-2.1' */
  readonly model?: string;
  readonly organization?: string;
  readonly project?: string;
  /** Added to the request, for servers that take the key in another header (Azure: `api-key`). */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** The vendor's bounds on a secret's life, in seconds (API reference, November 2026). */
const MIN_SECONDS = 10;
const MAX_SECONDS = 7_200;

/**
 * Creates the minter of client secrets: `POST /realtime/client_secrets`. The secret carries the configuration as its
 * default; a browser may change that, so it is no limit.
 *
 * @throws RealtimeError `invalid-config` for an empty key.
 */
export function openaiMinter(options: OpenAIMinterOptions): CredentialMinter {
  if (!options.apiKey) {
    throw failure(
      'invalid-config',
      'The API key is empty, so no secret can be minted. Set it in the environment of the server.',
    );
  }
  return { adapterId: 'openai', mint: (request = {}) => mint(options, request) };
}

async function mint(options: OpenAIMinterOptions, request: MintRequest): Promise<Credential> {
  const response = await send(options, request, writeBody(options, request));
  const answer: unknown = await response.json().catch(() => null); // Not JSON: judged by its status below.
  if (!response.ok) throw explain(response.status, answer);
  const secret = object<WireSecret>(answer);
  const value = string(secret.value, '');
  if (!value) {
    const told = 'The vendor answered without a secret, so no connection can be opened. Check the base URL.';
    throw failure('credential-fetch-failed', told, answer);
  }
  return { value, expiresAtMs: count(secret.expires_at) * 1000 || null };
}

function writeBody(
  options: OpenAIMinterOptions,
  { config = {}, expiresInSeconds: seconds }: MintRequest,
): string {
  if (
    seconds !== undefined &&
    !(Number.isInteger(seconds) && seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)
  ) {
    throw failure(
      'invalid-config',
      `A secret lives ${MIN_SECONDS} to ${MAX_SECONDS} whole seconds; ${seconds} is refused.`,
    );
  }
  const expiry = seconds === undefined ? {} : { expires_after: { anchor: 'created_at', seconds } };
  const session: WireSession = { ...writeSession(config), model: config.model ?? options.model ?? MODEL };
  return JSON.stringify({ ...expiry, session }, refuseNaN);
}

async function send(options: OpenAIMinterOptions, request: MintRequest, body: string): Promise<Response> {
  const headers = new Headers({
    authorization: `Bearer ${options.apiKey}`,
    'content-type': 'application/json',
  });
  if (options.organization) headers.set('OpenAI-Organization', options.organization);
  if (options.project) headers.set('OpenAI-Project', options.project);
  // The vendor asks for a stable id that says nothing of the person.
  if (request.userId) headers.set('OpenAI-Safety-Identifier', await hash(request.userId));
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  const url = resolveUrl(options.baseUrl, '/realtime/client_secrets');
  url.protocol = url.protocol.replace('ws', 'http');
  try {
    return await (options.fetch ?? fetch)(url, {
      method: 'POST',
      headers,
      body,
      signal: request.signal ?? null,
    });
  } catch (cause) {
    const isAborted = request.signal?.aborted === true;
    throw new RealtimeError(
      isAborted ? 'aborted' : 'credential-fetch-failed',
      isAborted
        ? 'The minting was called off, so there is no secret.'
        : 'The vendor could not be reached, so no secret was minted. Check the network and the base URL, and try again.',
      { adapterId: 'openai', cause },
    );
  }
}

function explain(status: number, answer: unknown): RealtimeError {
  const { code, message } = readError(object<{ error: WireError }>(answer).error);
  if (status === 401 || status === 403) {
    return failure(
      'credential-rejected',
      'The vendor refused the API key. Check it and what it may do.',
      answer,
    );
  }
  // Vendors repeat what they were sent in their messages.
  const told = String(redactSecrets(message));
  if (status === 429) return failure(code === 'quota-exhausted' ? code : 'rate-limited', told, answer);
  if (status >= 500)
    return failure('vendor-failed', `The vendor failed with status ${status}. Try again.`, answer);
  return failure(
    'invalid-config',
    `The vendor refused the configuration (status ${status}): ${told}`,
    answer,
  );
}

function failure(code: RealtimeErrorCode, message: string, wire: unknown = null): RealtimeError {
  return new RealtimeError(code, message, { adapterId: 'openai', wire });
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
