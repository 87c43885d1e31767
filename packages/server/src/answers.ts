import { isRealtimeError } from '@repartee/core/server';
import type { RealtimeErrorCode } from '@repartee/core/server';

/** A refusal or a failure, in the form that the browser gets. */
export interface Problem {
  readonly status: number;
  readonly code: RealtimeErrorCode;
  readonly message: string;
  /** The wait before the next request, in milliseconds; becomes the header `Retry-After`. */
  readonly retryAfterMs?: number | null;
}

/** A refusal by this server's own rules, on its way to the answer. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(status: number, code: RealtimeErrorCode, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.problem = { status, code, message, retryAfterMs };
  }
}

/** The refusal of a client that has gone: there is no one to answer, and nothing has failed. */
export const clientGone = () => new Refused(408, 'aborted', 'The client closed the request.');

/** No cache may store a credential, and no browser may interpret it as anything but JSON. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Answers with JSON that no cache may store. */
export function answerJson(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: HEADERS });
}

/** Answers the offer of a call. */
export function answerSdp(sdp: string): Response {
  return new Response(sdp, { status: 201, headers: { ...HEADERS, 'content-type': 'application/sdp' } });
}

/** Answers with `{ error: { code, message } }`. */
export function answerProblem({ status, code, message, retryAfterMs = null }: Problem): Response {
  const response = answerJson({ error: { code, message } }, status);
  if (retryAfterMs !== null) response.headers.set('retry-after', String(Math.ceil(retryAfterMs / 1000)));
  if (status === 405) response.headers.set('allow', 'POST, OPTIONS');
  return response;
}

const SEE_LOG = 'See the log of the server.';

/** Answers by the code of the error. The vendor's own words stay on the server. */
const PROBLEMS: Partial<Record<RealtimeErrorCode, Problem>> = {
  // The vendor refused the app's key, not the user. A 401 would send a signed-in user to the sign-in page.
  'credential-rejected': {
    status: 502,
    code: 'credential-fetch-failed',
    message: `The vendor refused the key of this app. ${SEE_LOG}`,
  },
  'rate-limited': {
    status: 429,
    code: 'rate-limited',
    message: 'Too many requests for credentials. Try again later.',
  },
  'quota-exhausted': {
    status: 503,
    code: 'quota-exhausted',
    message: `This app has no credit left with the vendor. ${SEE_LOG}`,
  },
  'invalid-config': {
    status: 500,
    code: 'invalid-config',
    message: `The vendor refused the configuration of the credential. ${SEE_LOG}`,
  },
  'unsupported-capability': {
    status: 500,
    code: 'invalid-config',
    message: `The vendor does not support the configuration of the credential. ${SEE_LOG}`,
  },
  aborted: {
    status: 504,
    code: 'credential-fetch-failed',
    message: 'The vendor did not answer in time. Try again.',
  },
  'vendor-failed': { status: 502, code: 'vendor-failed', message: 'The vendor failed. Try again.' },
  'credential-fetch-failed': {
    status: 502,
    code: 'credential-fetch-failed',
    message: `The vendor could not be reached. ${SEE_LOG}`,
  },
};

/** Describes an error in words that may leave the server. */
export function describeProblem(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  const known = isRealtimeError(error) ? PROBLEMS[error.code] : undefined;
  if (known) return { ...known, retryAfterMs: isRealtimeError(error) ? error.retryAfterMs : null };
  return {
    status: 500,
    code: 'credential-fetch-failed',
    message: `The server could not mint a credential. ${SEE_LOG}`,
  };
}
