import { RealtimeError } from '../errors/realtime-error.ts';
import type { CredentialSource } from './session-options.ts';

/** The default time limit of the endpoint, in milliseconds: its own limit for the vendor is 10 seconds. */
const TIMEOUT_MS = 12_000;

type Fields<Value> = Readonly<Record<string, Value>>;
type Given<Value> = Fields<Value> | (() => Fields<Value> | Promise<Fields<Value>>);

/** Options of `credentialFrom`. */
export interface CredentialFromOptions {
  /** Headers to add, such as the token of a signed-in user. A function is called for each request, and may return a promise. */
  readonly headers?: Given<string>;
  /** Fields to add to the JSON body, where the server's `authorize` reads them. A function is called for each request. */
  readonly body?: Given<unknown>;
  /** `include` sends cookies to an endpoint of another origin. @default 'same-origin' */
  readonly credentials?: 'same-origin' | 'include' | 'omit';
  /** The time limit of one request, in milliseconds. @default 12000 */
  readonly timeoutMs?: number;
  /** @default the global fetch */
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>;
}

/**
 * Creates a credential source that asks an endpoint of `@repartee/server`: a POST of `{ vendor, reason }` as JSON, which no form
 * of another site can send. It follows no redirect, because a redirect leads to a page for signing in. A session takes the address
 * itself too: `credential: '/api/realtime'`.
 *
 * The session rejects with `credential-rejected` (401, 403), `rate-limited` (429), or `credential-fetch-failed`: any other status
 * such as 503, a redirect, an answer that is not JSON, a time-out. The error has `httpStatus`, and `retryAfterMs` where the
 * answer has `Retry-After`. A code in the answer's body goes before its status.
 *
 * @example
 * ```ts
 * const credential = credentialFrom('/api/realtime', {
 *   headers: async () => ({ authorization: `Bearer ${await getToken()}` }),
 * });
 * ```
 */
export function credentialFrom(address: string | URL, options: CredentialFromOptions = {}): CredentialSource {
  return async ({ adapterId, reason, signal }) => {
    const { timeoutMs = TIMEOUT_MS, credentials = 'same-origin' } = options;
    const send = options.fetch ?? fetch;
    // Not AbortSignal.any, which Safari has since 17.4.
    const abort = new AbortController();
    const aborted = new Promise<never>((_, reject) => {
      abort.signal.onabort = () => reject(abort.signal.reason as Error);
    });
    const cancel = () => abort.abort(signal.reason);
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
    const late = new RealtimeError(
      'credential-fetch-failed',
      `The credential endpoint did not answer within ${timeoutMs} ms. Try again.`,
      { adapterId },
    );
    const timer = setTimeout(() => abort.abort(late), timeoutMs);
    try {
      const given = Promise.all([read(options.headers), read(options.body)]);
      const [headers, body] = await Promise.race([given, aborted]);
      const response = await send(String(address), {
        method: 'POST',
        credentials,
        redirect: 'manual',
        cache: 'no-store',
        signal: abort.signal,
        headers: {
          'content-type': 'application/json',
          // No form and no link can set a header: the server knows by it that a script of an allowed origin asks.
          'x-requested-with': 'repartee',
          ...headers,
        },
        body: JSON.stringify({ ...body, vendor: adapterId, reason }),
      });
      return await withBody(response);
    } catch (cause) {
      // The error of an abort differs between engines and replacements of fetch.
      throw abort.signal.reason === late ? late : cause;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    }
  };
}

/** Reads the body within the time limit. A Response cannot be made again with the address and the type of another. */
async function withBody(response: Response): Promise<Response> {
  const { status, ok, type, redirected, url, headers } = response;
  const text = await response.text();
  return { status, ok, type, redirected, url, headers, text: () => Promise.resolve(text) } as Response;
}

function read<Value>(given: Given<Value> | undefined): Fields<Value> | undefined | Promise<Fields<Value>> {
  return typeof given === 'function' ? given() : given;
}
