import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import { configError, writeJson } from './config-error.ts';
import { requireTls } from './vendor-url.ts';
import { readRetryAfterMs } from './retry-after.ts';

/**
 * A vendor's secret key, or a function that gives it. A function is called for each credential, so that a module can be
 * imported without the key, and keys can be rotated.
 */
export type ApiKey = string | undefined | (() => string | undefined | Promise<string | undefined>);

/** The error in an answer that refuses a credential. */
export interface MintRefusal {
  /** The vendor's own words; empty when the answer has none. */
  readonly message: string;
  /** The code that the vendor's answer implies; `null` to let the status decide. */
  readonly code: RealtimeErrorCode | null;
}

/** One request to a vendor's endpoint for credentials. */
export interface MintCall {
  readonly adapterId: string;
  /** The app's `fetch`, or the global one: this floor does no I/O of its own. */
  readonly send: (url: URL, init: RequestInit) => Promise<Response>;
  readonly url: URL;
  readonly headers: Headers | Readonly<Record<string, string>>;
  /** Sent as JSON by POST, or as a form. Without it the request is a GET. */
  readonly body?: unknown;
  /** @default POST with a body, GET without one */
  readonly method?: 'POST';
  readonly signal?: AbortSignal | undefined;
  /** Reads the vendor's error out of an answer, which is `null` where it was not JSON. */
  readonly readRefusal: (answer: unknown, status: number) => MintRefusal;
}

/**
 * Gets the secret key of a minter.
 *
 * @throws RealtimeError `invalid-config` when there is none.
 */
export async function resolveApiKey(adapterId: string, apiKey: ApiKey): Promise<string> {
  const key = typeof apiKey === 'function' ? await apiKey() : apiKey;
  if (key) return key;
  throw configError(
    adapterId,
    'The API key is empty, so no credential can be minted. Set it in the environment of the server.',
  );
}

/**
 * Asks a vendor for a credential and returns the parsed answer. Redirects are not followed: the key would go to another
 * address, and that address's answer to the browser.
 *
 * @throws RealtimeError `credential-rejected`, `rate-limited`, `quota-exhausted`, `invalid-config`, `vendor-failed`,
 * `credential-fetch-failed` or `aborted`.
 */
export async function requestCredential(call: MintCall): Promise<unknown> {
  return (await requestVendor(call)).answer;
}

/** Sends a request as `requestCredential` does, and returns the response, its text, and its JSON (`null` where it is none). */
export async function requestVendor(
  call: MintCall,
): Promise<{ readonly response: Response; readonly text: string; readonly answer: unknown }> {
  const { adapterId, signal } = call;
  requireTls(adapterId, call.url);
  const { response, text, answer } = await post(call).catch((cause: unknown) => {
    throw isRealtimeError(cause) ? cause : unreachable(adapterId, signal, cause);
  });
  // `manual` and not `error`, which Cloudflare Workers refuse. Browsers hide the status of a redirect.
  if (response.redirected || response.type === 'opaqueredirect' || isRedirect(response.status)) {
    const message =
      'The vendor answered with a redirect. It is not followed, because the API key would go to another address. Check the base URL.';
    throw new RealtimeError('credential-fetch-failed', message, { adapterId, isRetryable: false });
  }
  if (!response.ok) throw refusal(call, response, answer);
  return { response, text, answer };
}

const isRedirect = (status: number) => status >= 300 && status < 400;

async function post({ adapterId, url, headers, body, method, signal, send }: MintCall) {
  const isForm = body instanceof FormData;
  const sent = body === undefined ? null : isForm ? body : writeJson(adapterId, body);
  const response = await send(url, {
    method: method ?? (sent === null ? 'GET' : 'POST'),
    headers,
    body: sent,
    redirect: 'manual',
    signal: signal ?? null,
  });
  const text = await response.text().catch(() => ''); // A body that breaks off is judged by its status.
  if (signal?.aborted) throw signal.reason;
  return { response, text, answer: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Not JSON: judged by its status.
  }
}

function unreachable(adapterId: string, signal: AbortSignal | undefined, cause: unknown): RealtimeError {
  const isAborted = signal?.aborted === true;
  return new RealtimeError(
    isAborted ? 'aborted' : 'credential-fetch-failed',
    isAborted
      ? 'The request for a credential was cancelled.'
      : 'The vendor could not be reached, so no credential was minted. Check the network and the base URL, and try again.',
    { adapterId, cause },
  );
}

function refusal({ adapterId, readRefusal }: MintCall, response: Response, wire: unknown): RealtimeError {
  const { status } = response;
  const { message, code: known } = readRefusal(wire, status);
  const code = known ?? codeOf(status);
  // Vendors quote the key that they refuse. RealtimeError redacts it.
  const words = message || 'The vendor gave no reason.';
  const retryAfterMs = readRetryAfterMs(response);
  return new RealtimeError(code, describe(code, status, words), { adapterId, wire, retryAfterMs });
}

function codeOf(status: number): RealtimeErrorCode {
  if (status === 401 || status === 403) return 'credential-rejected';
  if (status === 402) return 'quota-exhausted';
  if (status === 429) return 'rate-limited';
  return status >= 500 ? 'vendor-failed' : 'invalid-config';
}

function describe(code: RealtimeErrorCode, status: number, words: string): string {
  if (code === 'credential-rejected')
    return 'The vendor refused the API key. Check the key and its permissions.';
  if (code === 'rate-limited' || code === 'quota-exhausted') return words;
  if (code === 'vendor-failed') return `The vendor failed with status ${status}. Try again.`;
  return `The vendor refused the request for a credential (status ${status}): ${words}`;
}

/** Makes the error for an answer that succeeded and holds no credential. `what` names it: "secret", "token". */
export function missingCredential(adapterId: string, what: string, answer: unknown): RealtimeError {
  const message = `The vendor answered without a ${what}, so no connection can be opened. Check the base URL.`;
  return new RealtimeError('credential-fetch-failed', message, { adapterId, wire: answer });
}

/** Hashes a user's id with SHA-256, for vendors that want a stable id that does not identify the person. */
export async function hashUserId(userId: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(userId));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
