import { RealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import { readRetryAfterMs } from '../util/retry-after.ts';

/** The reasons for a missing credential that no server refused. */
export const CREDENTIAL_FAILURES = {
  missing:
    'The credential source returned no credential, so no connection can be opened. Return the Response of your credential ' +
    'endpoint, or an object { value, expiresAtMs }.',
  unreachable:
    'The credential could not be fetched, so no connection can be opened. Check that the credential endpoint of your ' +
    'server is running and can be reached from this page.',
  expired:
    'The credential had already expired when it arrived, so the vendor would refuse it. Mint one for each call, check that ' +
    'no cache answers for the endpoint, and check the clock of the server.',
};

export type CredentialFailure = keyof typeof CREDENTIAL_FAILURES;

/** JSON of a server, unchecked. */
export interface RefusalBody {
  readonly error?: { readonly code?: unknown; readonly message?: unknown } | null;
}

/** An answer of the credential endpoint that is not a credential. */
export interface Refusal {
  readonly response: Response;
  readonly text: string;
  /** The text as JSON; `null` where it is none. */
  readonly body: RefusalBody | null;
  readonly adapterId: string;
  /** The code that the body or the status gives. */
  readonly code: RealtimeErrorCode;
}

/** Explains an answer that is not a credential, and what to check. */
export function explainRefusal({ response, text, body, adapterId, code }: Refusal): RealtimeError {
  const { status, redirected, ok } = response;
  const message = body?.error?.message;
  const options = { adapterId, wire: body, retryAfterMs: readRetryAfterMs(response), httpStatus: status };
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400) || (redirected && !body)) {
    return failure(
      adapterId,
      `The credential endpoint answered with a redirect${redirected ? ` to ${withoutQuery(response.url)}` : ''}, most often ` +
        'to a page for signing in. Check that the user is signed in, and that the address of the endpoint is the final one.',
    );
  }
  if (/^\s*</.test(text)) {
    return new RealtimeError(
      'credential-fetch-failed',
      `The credential endpoint answered with an HTML page and status ${status}. Check the address: a server answers so when ` +
        'the route does not exist, or when it serves a page for every address.',
      options,
    );
  }
  const reason = typeof message === 'string' ? message.trim().replace(/[.!?]+$/, '') : '';
  const what = text.trim() === '' ? 'an empty body' : 'a body without a credential';
  const details = reason && `: ${reason}`;
  if (ok) {
    return failure(
      adapterId,
      `The credential endpoint answered with status ${status} and ${what}${details}. Send JSON of the form { value, expiresAtMs }.`,
      status,
    );
  }
  const advice = ADVICE[code] ?? 'Look at the log of your server.';
  return new RealtimeError(
    code,
    `The credential endpoint answered with status ${status}${details}. Without a credential no connection ` +
      `can be opened. ${advice}`,
    options,
  );
}

const ADVICE: Readonly<Partial<Record<RealtimeErrorCode, string>>> = {
  'credential-rejected': 'Sign in, or check the conditions of its authorize function.',
  'rate-limited': 'Wait a moment and try again.',
};

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function failure(adapterId: string, message: string, httpStatus?: number): RealtimeError {
  return new RealtimeError('credential-fetch-failed', message, { adapterId, httpStatus: httpStatus ?? null });
}
