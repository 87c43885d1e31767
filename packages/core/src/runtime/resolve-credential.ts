import { aborted } from '../errors/aborted.ts';
import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { Credential } from '../protocol/credential.ts';
import type { Emitter } from '../util/emitter.ts';
import { readRetryAfterMs } from '../util/retry-after.ts';
import type { CredentialFailure, Refusal, RefusalBody } from './credential-errors.ts';
import { credentialFrom } from './credential-from.ts';
import type { CredentialPurpose, CredentialRequest } from './credential-request.ts';
import type { SessionEvents } from './realtime-session.ts';
import type { CredentialOption, CredentialSource } from './session-options.ts';

/** The source of a credential, and the listener that is told of each request. */
export interface CredentialOptions {
  readonly session: { readonly credential: CredentialOption };
  readonly emitter: Pick<Emitter<SessionEvents>, 'emit'>;
}

/**
 * Asks the app for a fresh credential and checks the answer.
 *
 * @throws RealtimeError `credential-fetch-failed`, `credential-rejected`, `credential-expired`, `aborted`, or a code that the
 * app's server named: `rate-limited`, `quota-exhausted`, `budget-exceeded`, `invalid-config`, `vendor-failed`.
 */
export async function resolveCredential(
  { session: { credential: option }, emitter }: CredentialOptions,
  purpose: CredentialPurpose,
  signal: AbortSignal,
): Promise<Credential> {
  emitter.emit('credential-requested', purpose);
  const { adapterId } = purpose;
  const request = { ...purpose, signal };
  let answer: unknown = typeof option === 'string' ? { endpoint: option } : await ask(option, request);
  if (isEndpoint(answer)) answer = await ask(credentialFrom(answer.endpoint), request);
  if (isResponse(answer)) return readResponse(answer, adapterId);
  const credential = readValue(answer);
  if (credential) return credential;
  throw await fail('missing', adapterId);
}

async function ask(source: CredentialSource, request: CredentialRequest): Promise<unknown> {
  try {
    return await source(request);
  } catch (error) {
    if (isRealtimeError(error)) throw error;
    if (request.signal.aborted) throw aborted('The session');
    throw await fail('unreachable', request.adapterId, error);
  }
}

async function readResponse(response: Response, adapterId: string): Promise<Credential> {
  const text = await response.text().catch(() => ''); // A body that breaks off is judged as an empty one.
  const body = parse(text) as RefusalBody | null;
  const credential = response.ok ? readValue(body) : null;
  if (!credential)
    throw await explain({ response, text, body, adapterId, code: codeOf(response.status, body) });
  const dated = await checkExpiry(credential, response.headers.get('date'), adapterId);
  // Behind a proxy a server does not know its own address, so it may write one that is relative to the endpoint.
  return dated.url && response.url ? { ...dated, url: new URL(dated.url, response.url).href } : dated;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not JSON: `explainRefusal` says so.
  }
}

/**
 * The server's clock judges whether the credential has expired: the visitor's may be minutes off. Without a `Date` header,
 * which servers of another origin do not show to pages, the vendor judges. The time is given on the clock of the page.
 */
async function checkExpiry(
  credential: Credential,
  date: string | null,
  adapterId: string,
): Promise<Credential> {
  const { expiresAtMs } = credential;
  const serverMs = Date.parse(date ?? '');
  if (expiresAtMs === null || Number.isNaN(serverMs)) return credential;
  if (expiresAtMs <= serverMs) throw await fail('expired', adapterId);
  return { ...credential, expiresAtMs: expiresAtMs + Date.now() - serverMs };
}

/** The sentence of an error whose explanation cannot be loaded. It has at least the code and the status. */
const UNEXPLAINED = 'There is no credential to connect with.';

async function explain(refusal: Refusal): Promise<RealtimeError> {
  const module = await loadErrors();
  if (module) return module.explainRefusal(refusal);
  const { code, response, adapterId, body } = refusal;
  return new RealtimeError(code, UNEXPLAINED, {
    adapterId,
    wire: body,
    retryAfterMs: readRetryAfterMs(response),
    httpStatus: response.status,
  });
}

async function fail(reason: CredentialFailure, adapterId: string, cause?: unknown): Promise<RealtimeError> {
  const code = reason === 'expired' ? 'credential-expired' : 'credential-fetch-failed';
  const module = await loadErrors();
  return new RealtimeError(code, module?.CREDENTIAL_FAILURES[reason] ?? UNEXPLAINED, { adapterId, cause });
}

function loadErrors() {
  return import('./credential-errors.ts').catch(() => null);
}

/** Codes of a server that are more precise than its status. */
const SERVER_CODES: readonly RealtimeErrorCode[] = [
  'rate-limited',
  'quota-exhausted',
  'budget-exceeded',
  'credential-fetch-failed',
  'credential-rejected',
  'invalid-config',
  'invalid-state',
  'vendor-failed',
];

function codeOf(status: number, body: RefusalBody | null): RealtimeErrorCode {
  const named = SERVER_CODES.find((code) => code === body?.error?.code);
  if (named) return named;
  if (status === 401 || status === 403) return 'credential-rejected';
  return status === 429 ? 'rate-limited' : 'credential-fetch-failed';
}

function readValue(body: unknown): Credential | null {
  if (typeof body === 'string') return body === '' ? null : { value: body, expiresAtMs: null };
  if (typeof body !== 'object' || body === null) return null;
  const { value, expiresAtMs, url } = body as Record<string, unknown>;
  if (typeof value !== 'string' || value === '') return null;
  return {
    value,
    expiresAtMs: Number.isFinite(expiresAtMs) ? (expiresAtMs as number) : null,
    ...(typeof url === 'string' && { url }),
  };
}

const isEndpoint = (value: unknown): value is { readonly endpoint: string } =>
  typeof (value as { readonly endpoint?: unknown } | null)?.endpoint === 'string';

/** Recognises a response by its shape: the app's fetch may come from another realm, or from a polyfill. */
function isResponse(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && typeof (value as Response).text === 'function';
}
