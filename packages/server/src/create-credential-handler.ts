import { isRealtimeError, RealtimeError } from '@repartee/core';
import type { CredentialMinter, RealtimeErrorCode, SessionConfig } from '@repartee/core';
import { allowOrigin } from './allow-origin.ts';

/** Who asks. `id` is the app's own id of the user; the vendor is told a hash of it at most. */
export interface HandlerUser {
  readonly id?: string;
}

/**
 * Decides whether somebody may talk. Give the user, or `null` to refuse; a thrown error refuses too. Read your session
 * cookie or token here: whoever passes can spend your money.
 */
export type Authorize<User extends HandlerUser> = (request: Request) => Promise<User | null> | User | null;

/** What a credential endpoint is made of. */
export interface CredentialHandlerOptions<User extends HandlerUser> {
  /** The vendor's minter, from `@repartee/core/adapters/<vendor>/server`. */
  readonly minter: CredentialMinter;
  readonly authorize: Authorize<User>;
  /**
   * The configuration that a credential carries, fixed or made for the user. Its holder may change it: put nothing in it
   * that must hold as a limit.
   */
  readonly config?:
    | SessionConfig
    | ((request: Request, user: User) => SessionConfig | Promise<SessionConfig>);
  /** How long a credential opens connections, in seconds. @default the vendor's own */
  readonly expiresInSeconds?: number;
  /** Pages of other origins that may ask. Pages of the same origin always may. @default none */
  readonly allowedOrigins?: readonly string[];
  /** Told of everything that went wrong, with its cause. Only code and a general message go out. */
  readonly onError?: (error: RealtimeError) => void;
}

/** How an error shows in HTTP, by its code; everything else is a fault behind us. */
const STATUS: Partial<Record<RealtimeErrorCode, number>> = {
  'rate-limited': 429,
  'quota-exhausted': 429,
  aborted: 499,
};

/** What the page is told. The vendor's own words stay on the server: they may name the account. */
const MESSAGES: Partial<Record<RealtimeErrorCode, string>> = {
  'credential-rejected': 'The server’s own key was refused by the vendor.',
  'rate-limited': 'The vendor allows no more sessions right now. Try again in a moment.',
  'quota-exhausted': 'The quota of this app is used up.',
  'invalid-config': 'The server asks the vendor for a configuration that it refuses.',
};

/**
 * Creates the endpoint that mints short-lived credentials: a function from a fetch-standard Request to a Response, for
 * every server that speaks them. It answers POST with `{ value, expiresAtMs, url? }`, which the session's `credential`
 * reads as it is.
 *
 * @example
 * ```ts
 * export const POST = createCredentialHandler({
 *   minter,
 *   authorize: async (request) => userOf(request),
 * });
 * ```
 */
export function createCredentialHandler<User extends HandlerUser>(
  options: CredentialHandlerOptions<User>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const cors = allowOrigin(request, options.allowedOrigins ?? []);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors });
    if (request.method !== 'POST') {
      return answer(
        405,
        { error: { code: 'invalid-state', message: 'Ask with POST.' } },
        { ...cors, allow: 'POST' },
      );
    }
    const user = await admit(request, options);
    if (!user) {
      const message = 'You may not open a conversation. Sign in first.';
      return answer(401, { error: { code: 'credential-rejected', message } }, cors);
    }
    try {
      return answer(200, await mint(request, user, options), cors);
    } catch (thrown) {
      const error = toError(thrown);
      options.onError?.(error);
      const message = MESSAGES[error.code] ?? 'No credential could be had from the vendor. Try again.';
      return answer(STATUS[error.code] ?? 502, { error: { code: error.code, message } }, cors);
    }
  };
}

async function admit<User extends HandlerUser>(
  request: Request,
  { authorize, onError }: CredentialHandlerOptions<User>,
): Promise<User | null> {
  try {
    return await authorize(request);
  } catch (cause) {
    onError?.(
      new RealtimeError('credential-rejected', 'The authorize hook threw; the request was refused.', {
        cause,
      }),
    );
    return null;
  }
}

async function mint<User extends HandlerUser>(
  request: Request,
  user: User,
  { minter, config, expiresInSeconds }: CredentialHandlerOptions<User>,
) {
  const fixed = typeof config === 'function' ? await config(request, user) : config;
  return minter.mint({
    ...(fixed ? { config: fixed } : {}),
    ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
    ...(user.id === undefined ? {} : { userId: user.id }),
    signal: request.signal,
  });
}

function toError(thrown: unknown): RealtimeError {
  if (isRealtimeError(thrown)) return thrown;
  return new RealtimeError('credential-fetch-failed', 'The credential could not be minted.', {
    cause: thrown,
  });
}

function answer(status: number, body: unknown, headers: Record<string, string>): Response {
  // A credential in a cache would be a credential for somebody else.
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } });
}
