import { RealtimeError } from '@repartee/core';
import type { Credential } from '@repartee/core';
import { answerJson, answerProblem, describeProblem } from './answers.ts';
import type { AuthorizedUser, CredentialHandler, CredentialHandlerOptions } from './handler-options.ts';
import { answerPreflight, isOriginAllowed, shareWith } from './origins.ts';

/** How long minting may take unless the app says otherwise, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Creates the handler that gives browsers their short-lived credentials: a fetch-standard function from Request to
 * Response, for Node, Deno, Bun and workers. It answers with `{ value, expiresAtMs, url? }`, or with
 * `{ error: { code, message } }`.
 *
 * @throws RealtimeError `invalid-config` without `authorize`: an open endpoint would let anybody spend the app's money.
 *
 * @example
 * ```ts
 * const handler = createCredentialHandler({ minter, authorize: (request) => findUser(request) });
 * ```
 */
export function createCredentialHandler<User extends AuthorizedUser = AuthorizedUser>(
  options: CredentialHandlerOptions<User>,
): CredentialHandler {
  if (typeof options.authorize !== 'function') {
    throw new RealtimeError(
      'invalid-config',
      'The credential handler has no authorize hook, so anybody could spend your money. Return the user from it, or null.',
    );
  }
  return async (request) => {
    try {
      return shareWith(await answer(options, request), request, options.cors);
    } catch (error) {
      report(options, error, request);
      return shareWith(answerProblem(describeProblem(error)), request, options.cors);
    }
  };
}

async function answer<User extends AuthorizedUser>(
  options: CredentialHandlerOptions<User>,
  request: Request,
): Promise<Response> {
  const methods = options.isGetAllowed ? ['POST', 'GET'] : ['POST'];
  if (!isOriginAllowed(request, options.cors)) {
    const message =
      'This origin may not have credentials. Add it to the origins of the handler’s cors option.';
    return answerProblem({ status: 403, code: 'credential-rejected', message });
  }
  if (request.method === 'OPTIONS') return answerPreflight(methods);
  if (!methods.includes(request.method)) {
    const message = `Credentials are given to ${methods.join(' and ')} requests only.`;
    const refusal = answerProblem({ status: 405, code: 'invalid-state', message });
    refusal.headers.set('allow', [...methods, 'OPTIONS'].join(', '));
    return refusal;
  }
  const user = await options.authorize(request);
  if (user === false) {
    return answerProblem({
      status: 403,
      code: 'credential-rejected',
      message: 'You may not have a credential.',
    });
  }
  // A hook that forgets to return, or returns something odd, must not open the door.
  if (typeof user !== 'object' || user === null) {
    return answerProblem({
      status: 401,
      code: 'credential-rejected',
      message: 'Sign in to get a credential.',
    });
  }
  return answerJson(publish(await mint(options, request, user)));
}

async function mint<User extends AuthorizedUser>(
  { minter, config, configure, expiresInSeconds, timeoutMs = TIMEOUT_MS }: CredentialHandlerOptions<User>,
  request: Request,
  user: User,
): Promise<Credential> {
  const own = await configure?.(request, user);
  const limit = AbortSignal.timeout(timeoutMs);
  return minter.mint({
    config: { ...config, ...own },
    signal: AbortSignal.any([request.signal, limit]),
    ...(user.id === undefined ? {} : { userId: user.id }),
    ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
  });
}

/** Only what the browser needs, whatever else a minter returns. */
function publish({ value, expiresAtMs, url }: Credential): Credential {
  return { value, expiresAtMs, ...(url === undefined ? {} : { url }) };
}

function report<User extends AuthorizedUser>(
  { onError = logError }: CredentialHandlerOptions<User>,
  error: unknown,
  request: Request,
): void {
  try {
    onError(error, request);
  } catch (fault) {
    // The browser waits for an answer, and the app must hear that its own hook is broken.
    logError(fault);
  }
}

function logError(error: unknown): void {
  // oxlint-disable-next-line no-console -- a server without a hook of its own has no other place for what went wrong
  console.error('A credential could not be made.', error);
}
