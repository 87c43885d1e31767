import { RealtimeError } from '@repartee/core/server';
import { Refused } from './answers.ts';
import type { AuthorizedUser } from './authorized-user.ts';
import type { CredentialHandlerOptions, RequestContext } from './handler-options.ts';
import { isOriginAllowed } from './origins.ts';

/** 127.0.0.0/8 and ::1, also as an IPv4 address inside an IPv6 one. */
const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
const LOOPBACK_HOST = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** The headers that proxies add. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Requires `authorize` or its dangerous replacement.
 *
 * @throws RealtimeError `invalid-config`
 */
export function checkAdmission<User extends AuthorizedUser>({
  authorize,
  dangerouslyAllowAnonymous = false,
}: CredentialHandlerOptions<User>): void {
  if ((typeof authorize === 'function') !== dangerouslyAllowAnonymous) return;
  throw new RealtimeError(
    'invalid-config',
    'The credential handler needs an authorize function, because anyone could spend your money without it. Return the user from it, or null. ' +
      'For development on this machine alone, leave it out and set dangerouslyAllowAnonymous.',
  );
}

/** Checks that a script of an allowed page asks, or a client that is no page. @throws Refused with 403, 405 or 415 */
export function checkRequest(request: Request, cors: CredentialHandlerOptions['cors'], type: RegExp): void {
  if (!isOriginAllowed(request, cors)) {
    const message = 'This origin may not get credentials. Add it to cors.origins of the handler.';
    throw new Refused(403, 'credential-rejected', message);
  }
  if (request.method === 'OPTIONS') return;
  if (request.method !== 'POST')
    throw new Refused(405, 'invalid-state', 'Only POST requests get a credential.');
  // A form of another site can send text, but not JSON: that takes a preflight.
  if (!type.test(request.headers.get('content-type') ?? ''))
    throw new Refused(415, 'invalid-config', 'Send the request as application/json.');
}

/** Finds the user of a request. @throws Refused with 401 or 403 */
export async function admit<User extends AuthorizedUser>(
  { authorize, dangerouslyAllowAnonymous }: CredentialHandlerOptions<User>,
  request: Request,
  context: object | undefined,
): Promise<User> {
  if (!authorize) {
    if (dangerouslyAllowAnonymous && isLocal(request, context)) return { id: 'anonymous' } as User;
    throw new Refused(403, 'credential-rejected', 'Only this machine gets credentials without signing in.');
  }
  const user = await authorize(request);
  if (user === false) throw new Refused(403, 'credential-rejected', 'This user may not get a credential.');
  // An authorize function that returns nothing, or anything but a user with an id, gives no access.
  if (typeof user === 'object' && user !== null && typeof user.id === 'string' && user.id !== '') return user;
  throw new Refused(401, 'credential-rejected', 'Sign in to get a credential.');
}

/** Whether this machine itself asks. The `Host` header alone proves nothing: it is the client's to write. */
function isLocal(request: Request, context: object | undefined): boolean {
  const { remoteAddress } = (context ?? {}) as RequestContext;
  return (
    typeof remoteAddress === 'string' &&
    LOOPBACK_ADDRESS.test(remoteAddress) &&
    LOOPBACK_HOST.test(new URL(request.url).hostname) &&
    !PROXY_HEADERS.some((name) => request.headers.has(name))
  );
}
