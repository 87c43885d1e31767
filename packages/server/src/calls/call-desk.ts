import type { CredentialMinter, MintedCredential } from '@repartee/core/server';
import { Refused } from '../answers.ts';
import type { ServerLogger } from '../audit/logger.ts';
import type { Trail } from '../audit/trail.ts';
import type { AuthorizedUser } from '../authorized-user.ts';
import type { SessionTerms } from '../handler-options.ts';
import type { MeteredSession, UsageMeter } from '../limits/usage-meter.ts';
import { CallWatch } from './call-controller.ts';
import type { CallController, CallOptions } from './call-options.ts';
import { MonitorWatch } from './monitor-watch.ts';
import { TicketSeal } from './ticket.ts';

/** A ticket is for the request that follows at once, in milliseconds. */
const TICKET_MS = 60_000;

/** The time for which a session is searched whose credential has no known end, in milliseconds. */
const UNKNOWN_LIFE_MS = 15 * 60_000;

/** The content of a ticket, besides its expiry. */
interface TicketContent<User> {
  readonly sessionId: string;
  readonly user: User;
  readonly vendor: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The answer that a browser gets in place of a credential. */
export interface Ticket {
  readonly value: string;
  readonly expiresAtMs: number;
  /** Relative to the endpoint: behind a proxy a server does not know its own address. */
  readonly url: string;
  readonly sessionId: string;
}

/** A credential that a browser has got. */
export interface Granted<User> {
  readonly credential: MintedCredential;
  readonly minter: CredentialMinter;
  readonly session: MeteredSession;
  readonly sessionId: string;
  readonly user: User;
  readonly trail: Trail;
}

/** One offer of a browser. */
export interface Offer<User> {
  readonly sdp: string;
  readonly content: TicketContent<User>;
  readonly minter: CredentialMinter;
  readonly terms: SessionTerms;
  readonly signal: AbortSignal;
  readonly trail: Trail;
}

export interface CallDeskOptions<User extends AuthorizedUser> {
  readonly calls: CallOptions<User>;
  readonly meter: UsageMeter;
  readonly logger: ServerLogger;
}

/** Gives tickets, takes offers for them, and starts the calls. */
export class CallDesk<User extends AuthorizedUser> {
  readonly #options: CallDeskOptions<User>;
  readonly #seal: TicketSeal<TicketContent<User>>;

  constructor(options: CallDeskOptions<User>) {
    this.#options = options;
    this.#seal = new TicketSeal(options.calls.secret, { purpose: 'call' });
  }

  async issue(content: Omit<TicketContent<User>, 'sessionId'>): Promise<Ticket> {
    const sessionId = crypto.randomUUID();
    const expiresAtMs = Date.now() + TICKET_MS;
    const value = await this.#seal.seal({ ...content, sessionId }, expiresAtMs);
    return { value, expiresAtMs, url: '?', sessionId };
  }

  /** Takes the ticket of a request, once. @throws Refused with 401 or 503 */
  async redeem(request: Request): Promise<TicketContent<User>> {
    const [, ticket = ''] = /^Bearer ([\w.-]+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
    const content = await this.#seal.open(ticket, Date.now());
    if (content && (await this.#options.meter.redeem(content.sessionId, TICKET_MS / 1000))) return content;
    throw new Refused(401, 'credential-rejected', 'The ticket of the call is not valid, or was used before.');
  }

  /** Starts a call. Returns the vendor's answer to the offer. */
  async start({ sdp, content, minter, terms, signal, trail }: Offer<User>): Promise<string> {
    const { calls, meter, logger } = this.#options;
    const { user, sessionId } = content;
    const control = minter.calls;
    if (!control)
      throw new Refused(403, 'credential-rejected', 'The vendor has no calls through the server.');
    const session = await meter.open(user, sessionId);
    trail.sessionId = sessionId;
    try {
      const started = await control.start({ sdp, config: terms.config ?? {}, userId: user.id, signal });
      trail.granted(session.seconds);
      const call = new CallWatch<User>({
        control,
        callId: started.callId,
        sessionId,
        vendor: minter.adapterId,
        user,
        maxSeconds: session.seconds,
        maxMoney: session.money,
        calls,
        logger,
        onEnd: async (end, usage) => {
          await session.end(usage);
          trail.ended(end);
        },
      });
      this.#announce(call, user);
      // A browser that has gone cannot take the call.
      if (signal.aborted) void call.hangUp('remote');
      return started.sdp;
    } catch (error) {
      await session.end({ seconds: 0, micros: 0 });
      throw error;
    }
  }

  /** Watches the session that a credential opens, where the vendor lets a server do so. */
  watch({ credential, minter, session, sessionId, user, trail }: Granted<User>): void {
    const { calls, logger } = this.#options;
    const { monitor } = minter;
    const { vendorSessionId, expiresAtMs } = credential;
    if (!monitor || !calls.connect || vendorSessionId === undefined) return;
    const call = new MonitorWatch({
      monitor,
      connect: calls.connect,
      vendorSessionId,
      sessionId,
      vendor: minter.adapterId,
      expiresAtMs: expiresAtMs ?? Date.now() + UNKNOWN_LIFE_MS,
      maxSeconds: session.seconds,
      logger,
      onEnd: async (end, usage) => {
        await session.end(usage);
        trail.ended(end);
      },
    });
    this.#announce(call, user);
  }

  #announce(call: CallController, user: User): void {
    const { calls, logger } = this.#options;
    try {
      calls.onCall?.(call, user);
    } catch (err) {
      logger.error({ err }, 'onCall threw.');
    }
  }
}
