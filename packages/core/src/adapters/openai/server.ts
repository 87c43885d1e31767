import { RealtimeError } from '../../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CredentialMinter, MintRequest } from '../../protocol/credential-minter.ts';
import type { Credential } from '../../protocol/provider-adapter.ts';
import { readError } from './errors.ts';
import { BASE_URL, MODEL } from './plan.ts';
import { object, numberOrNull, stringOrNull } from './read.ts';
import { writeSession } from './session-payload.ts';

/** What the minter works with. */
export interface OpenAIMinterOptions {
  /** The secret key. It stays on the server. */
  readonly apiKey: string;
  /** @default 'https://api.openai.com/v1' */
  readonly baseUrl?: string;
  /** @default 'gpt-realtime-2.1' */
  readonly model?: string;
  readonly organization?: string;
  readonly project?: string;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** The vendor's bounds on a secret's life, in seconds (API reference, November 2026). */
const MIN_SECONDS = 10;
const MAX_SECONDS = 7_200;

/** Creates the minter of client secrets: `POST /realtime/client_secrets`. */
export function openaiMinter(options: OpenAIMinterOptions): CredentialMinter {
  return { adapterId: 'openai', mint: (request = {}) => mint(options, request) };
}

async function mint(options: OpenAIMinterOptions, request: MintRequest): Promise<Credential> {
  const { expiresInSeconds: seconds } = request;
  if (seconds !== undefined && !(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) {
    throw failure('invalid-config', `A secret may live ${MIN_SECONDS} to ${MAX_SECONDS} seconds, and not ${seconds}.`);
  }
  const model = request.config?.model ?? options.model ?? MODEL;
  const body = {
    ...(seconds === undefined ? {} : { expires_after: { anchor: 'created_at', seconds } }),
    session: { ...writeSession(request.config ?? {}, null), model },
  };
  const response = await send(options, request, body);
  const answer: unknown = await response.json().catch(() => null); // Not JSON: judged by its status below.
  if (!response.ok) throw explain(response.status, answer);
  const value = stringOrNull(object(answer)['value']);
  const expiresAt = numberOrNull(object(answer)['expires_at']);
  if (!value) throw failure('credential-fetch-failed', 'The vendor answered without a secret.', answer);
  return { value, expiresAtMs: expiresAt === null ? null : expiresAt * 1000 };
}

async function send(options: OpenAIMinterOptions, request: MintRequest, body: unknown): Promise<Response> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.apiKey}`,
    'content-type': 'application/json',
  };
  if (options.organization) headers['OpenAI-Organization'] = options.organization;
  if (options.project) headers['OpenAI-Project'] = options.project;
  // The vendor asks for a stable id that says nothing of the person.
  if (request.userId) headers['OpenAI-Safety-Identifier'] = await hash(request.userId);
  const url = `${(options.baseUrl ?? BASE_URL).replace(/\/+$/, '')}/realtime/client_secrets`;
  try {
    const send = options.fetch ?? fetch;
    return await send(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...(request.signal ? { signal: request.signal } : {}),
    });
  } catch (cause) {
    const code = request.signal?.aborted ? 'aborted' : 'credential-fetch-failed';
    throw new RealtimeError(code, 'The vendor could not be reached, so no secret was minted. Try again.', {
      adapterId: 'openai',
      cause,
    });
  }
}

function explain(status: number, answer: unknown): RealtimeError {
  const { code, message } = readError(object(answer)['error']);
  if (status === 401 || status === 403) {
    return failure('credential-rejected', 'The vendor refused the API key. Check it and what it may do.', answer);
  }
  if (status === 429) return failure(code === 'quota-exhausted' ? code : 'rate-limited', message, answer);
  if (status >= 500) return failure('vendor-failed', `The vendor failed with status ${status}. Try again.`, answer);
  return failure('invalid-config', `The vendor refused the configuration: ${message}`, answer);
}

function failure(code: RealtimeErrorCode, message: string, wire: unknown = null): RealtimeError {
  return new RealtimeError(code, message, { adapterId: 'openai', wire });
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
