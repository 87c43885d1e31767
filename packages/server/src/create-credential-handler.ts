import { isRealtimeError, RealtimeError } from '@repartee/core/server';
import type { Credential, CredentialMinter, MintedCredential } from '@repartee/core/server';
import { admit, checkAdmission, checkRequest } from './admit.ts';
import { answerJson, answerProblem, answerSdp, clientGone, describeProblem, Refused } from './answers.ts';
import { CallDesk } from './calls/call-desk.ts';
import { createSafeLogger } from './audit/logger.ts';
import type { ServerLogger } from './audit/logger.ts';
import { Trail } from './audit/trail.ts';
import type { AuthorizedUser } from './authorized-user.ts';
import type {
  CredentialHandler,
  CredentialHandlerOptions,
  SessionTerms,
  TermsRequest,
} from './handler-options.ts';
import { createMemoryStore } from './limits/memory-store.ts';
import { resolveLimits } from './limits/usage-limits.ts';
import { UsageMeter } from './limits/usage-meter.ts';
import { answerPreflight, shareWith } from './origins.ts';
import { readJson, readText } from './read-body.ts';

/** The default time limit of minting, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** The default limits of a request's body. */
const BODY_BYTES = 16_384;
const BODY_MS = 5_000;

/** The largest offer of a call, in bytes: a browser's has about 6 KB. */
const OFFER_BYTES = 65_536;

const JSON_TYPE = /^application\/json\s*(;|$)/i;
const SDP_TYPE = /^application\/sdp\s*(;|$)/i;

/**
 * Creates a handler that gives browsers short-lived credentials. It is a function from a fetch-standard `Request` to a
 * `Response`, for Node, Deno, Bun and workers. The page sends `{ vendor }` as JSON by POST; it gets
 * `{ value, expiresAtMs, url?, sessionId }` or `{ error: { code, message } }`.
 *
 * @throws RealtimeError `invalid-config` without `authorize`, because anyone could spend the app's money at an open endpoint; without
 * minters, for two of the same vendor, and for limits that are no numbers.
 *
 * @example
 * ```ts
 * const handler = createCredentialHandler({ minters: [minter], authorize: (request) => verifySession(request) });
 * ```
 */
export function createCredentialHandler<User extends AuthorizedUser = AuthorizedUser>(
  options: CredentialHandlerOptions<User>,
): CredentialHandler {
  const desk = new CredentialDesk(options);
  return (request, context) => desk.answer(request, context);
}

class CredentialDesk<User extends AuthorizedUser> {
  readonly #options: CredentialHandlerOptions<User>;
  readonly #minters: ReadonlyMap<string, CredentialMinter>;
  readonly #logger: ServerLogger;
  readonly #meter: UsageMeter;
  readonly #calls: CallDesk<User> | null;

  constructor(options: CredentialHandlerOptions<User>) {
    checkAdmission(options);
    this.#options = options;
    this.#minters = indexMinters(options.minters);
    this.#logger = createSafeLogger(options.logger);
    this.#meter = new UsageMeter({
      store: options.store ?? createMemoryStore(),
      limits: resolveLimits(options.limits),
      logger: this.#logger,
      now: Date.now,
    });
    const { calls } = options;
    this.#calls = calls ? new CallDesk({ calls, meter: this.#meter, logger: this.#logger }) : null;
  }

  async answer(request: Request, context: object | undefined): Promise<Response> {
    const { cors, audit } = this.#options;
    const trail = new Trail(audit, this.#logger);
    try {
      const isOffer = this.#calls !== null && SDP_TYPE.test(request.headers.get('content-type') ?? '');
      checkRequest(request, cors, isOffer ? SDP_TYPE : JSON_TYPE);
      if (request.method === 'OPTIONS') return shareWith(answerPreflight(), request, cors);
      const answer =
        isOffer && this.#calls
          ? await this.#startCall(this.#calls, request, trail)
          : await this.#grant(request, context, trail);
      return shareWith(answer, request, cors);
    } catch (fault) {
      const error = isAbortOf(request, fault) ? clientGone() : fault;
      if (!(error instanceof Refused)) this.#report(error, request);
      const problem = describeProblem(error);
      trail.refused(problem);
      return shareWith(answerProblem(problem), request, cors);
    }
  }

  async #grant(request: Request, context: object | undefined, trail: Trail): Promise<Response> {
    const { maxBodyBytes = BODY_BYTES } = this.#options;
    const user = await admit(this.#options, request, context);
    trail.user = user;
    const body = await readJson(request, this.#bodyLimits(maxBodyBytes));
    const minter = this.#choose(user, body['vendor']);
    const vendor = minter.adapterId;
    trail.vendor = vendor;
    await this.#meter.countCredential(user);
    if (this.#calls && minter.calls) return answerJson(await this.#calls.issue({ user, vendor, body }));
    const terms = await this.#decide(user, { request, vendor, body });
    const sessionId = crypto.randomUUID();
    const session = await this.#meter.open(user, sessionId);
    trail.sessionId = sessionId;
    try {
      const credential = await this.#mint(minter, request, user, terms, session.seconds);
      trail.granted(session.seconds);
      this.#calls?.watch({ credential, minter, session, sessionId, user, trail });
      return answerJson({ ...publish(credential), sessionId });
    } catch (error) {
      await session.end({ seconds: 0, micros: 0 });
      throw error;
    }
  }

  /** Answers the offer of a call. Its ticket stands for the user, who was authorized when it was issued. */
  async #startCall(calls: CallDesk<User>, request: Request, trail: Trail): Promise<Response> {
    const content = await calls.redeem(request);
    const { user, vendor, body } = content;
    trail.user = user;
    trail.vendor = vendor;
    const sdp = await readText(request, this.#bodyLimits(OFFER_BYTES));
    if (!sdp.startsWith('v=0'))
      throw new Refused(400, 'invalid-config', 'The body is not an offer of a call.');
    const minter = this.#choose(user, vendor);
    const terms = await this.#decide(user, { request, vendor, body });
    const signal = this.#signal(request);
    return answerSdp(await calls.start({ sdp, content, minter, terms, signal, trail }));
  }

  #bodyLimits(maxBytes: number): { readonly maxBytes: number; readonly timeoutMs: number } {
    return { maxBytes, timeoutMs: this.#options.bodyTimeoutMs ?? BODY_MS };
  }

  async #decide(user: User, request: TermsRequest): Promise<SessionTerms> {
    const { terms = {} } = this.#options;
    return typeof terms === 'function' ? terms(user, request) : terms;
  }

  #signal(request: Request): AbortSignal {
    return AbortSignal.any([request.signal, AbortSignal.timeout(this.#options.timeoutMs ?? TIMEOUT_MS)]);
  }

  /** Finds the vendor that the page wants, among those that the user may have. */
  #choose(user: AuthorizedUser, vendor: unknown): CredentialMinter {
    const allowed = [...this.#minters.values()].filter(
      ({ adapterId }) => user.vendors?.includes(adapterId) ?? true,
    );
    const chosen = allowed.find(({ adapterId }) => adapterId === vendor);
    if (chosen) return chosen;
    const [only] = allowed;
    if (vendor === undefined && only && allowed.length === 1) return only;
    const message = 'This user may not have the vendor that the request names, or it names none.';
    throw new Refused(403, 'credential-rejected', message);
  }

  #mint(
    minter: CredentialMinter,
    request: Request,
    user: User,
    { config = {}, expiresInSeconds }: SessionTerms,
    seconds: number | null,
  ): Promise<MintedCredential> {
    return minter.mint({
      config,
      userId: user.id,
      ...(user.team === undefined ? {} : { team: user.team }),
      signal: this.#signal(request),
      ...(expiresInSeconds === undefined ? {} : { expiresInSeconds }),
      ...(seconds === null ? {} : { maxDurationSeconds: seconds }),
    });
  }

  #report(err: unknown, request: Request): void {
    const { onError } = this.#options;
    try {
      if (onError) onError(err, request);
      else this.#logger.error({ err }, 'A credential could not be minted.');
    } catch (fault) {
      // The browser still needs its answer, and the app needs to know that onError throws.
      this.#logger.error({ err: fault }, 'onError of the credential handler threw.');
    }
  }
}

function indexMinters(minters: readonly CredentialMinter[] = []): ReadonlyMap<string, CredentialMinter> {
  const index = new Map(minters.map((minter) => [minter.adapterId, minter]));
  if (index.size > 0 && index.size === minters.length) return index;
  throw new RealtimeError(
    'invalid-config',
    index.size === 0
      ? 'The credential handler needs minters: the server entry of each adapter has one.'
      : 'Two minters are of the same vendor. Create a handler for each.',
  );
}

/** Whether an error is there because the browser gave the request up. An error of the vendor's stays one. */
function isAbortOf({ signal }: Request, error: unknown): boolean {
  if (!signal.aborted) return false;
  if (isRealtimeError(error)) return error.code === 'aborted';
  return error === signal.reason || (error instanceof Error && error.name === 'AbortError');
}

/** Picks the fields that the browser needs. A minter may return more. */
function publish({ value, expiresAtMs, url }: Credential): Credential {
  return { value, expiresAtMs, ...(url === undefined ? {} : { url }) };
}
