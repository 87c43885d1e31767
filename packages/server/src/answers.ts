import { isRealtimeError } from '@repartee/core';
import type { RealtimeErrorCode } from '@repartee/core';

/** A refusal or a failure as it is told to the browser. */
export interface Problem {
  readonly status: number;
  readonly code: RealtimeErrorCode;
  readonly message: string;
}

/** Nothing on the way may keep a credential, and no browser may take it for anything but JSON. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Answers with JSON that nothing may store. */
export function answerJson(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: HEADERS });
}

/** Answers with `{ error: { code, message } }`. */
export function answerProblem({ status, code, message }: Problem): Response {
  return answerJson({ error: { code, message } }, status);
}

const LOOK = 'The log of the server says why.';

/** What minting can end in, as a browser may know it. The vendor's own words stay on the server. */
const PROBLEMS: Partial<Record<RealtimeErrorCode, Problem>> = {
  // The app's key was refused, not the user: a 401 here would send a signed-in user to the sign-in page.
  'credential-rejected': {
    status: 502,
    code: 'credential-fetch-failed',
    message: `The vendor refused to give a credential. ${LOOK}`,
  },
  'rate-limited': {
    status: 429,
    code: 'rate-limited',
    message: 'Too many credentials were asked for. Try again in a while.',
  },
  'quota-exhausted': {
    status: 503,
    code: 'quota-exhausted',
    message: `The account of this app has no credit left with the vendor. ${LOOK}`,
  },
  'invalid-config': {
    status: 500,
    code: 'invalid-config',
    message: `The configuration of the credential is not right. ${LOOK}`,
  },
  aborted: {
    status: 504,
    code: 'credential-fetch-failed',
    message: 'The vendor did not give a credential in time. Try again.',
  },
  'vendor-failed': { status: 502, code: 'vendor-failed', message: 'The vendor is out of order. Try again.' },
  'credential-fetch-failed': {
    status: 502,
    code: 'credential-fetch-failed',
    message: `The vendor could not be reached. ${LOOK}`,
  },
};

/** What went wrong, in words that may leave the server. */
export function describeProblem(error: unknown): Problem {
  const known = isRealtimeError(error) ? PROBLEMS[error.code] : undefined;
  return (
    known ?? {
      status: 500,
      code: 'credential-fetch-failed',
      message: `The server could not make a credential. ${LOOK}`,
    }
  );
}
