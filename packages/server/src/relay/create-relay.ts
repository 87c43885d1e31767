import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { RealtimeError } from '@repartee/core/server';
import type { CredentialMinter, MintRequest, ProviderAdapter, SessionConfig } from '@repartee/core/server';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { describeProblem, Refused } from '../answers.ts';
import { createSafeLogger } from '../audit/logger.ts';
import type { AuthorizedUser } from '../authorized-user.ts';
import type { ServerLogger } from '../audit/logger.ts';
import { Trail } from '../audit/trail.ts';
import { TicketSeal } from '../calls/ticket.ts';
import { createMemoryStore } from '../limits/memory-store.ts';
import { resolveLimits } from '../limits/usage-limits.ts';
import { UsageMeter } from '../limits/usage-meter.ts';
import type { MeteredSession } from '../limits/usage-meter.ts';
import { connectVendor, MAX_FRAME_BYTES } from './connect-vendor.ts';
import { closeCodeOf, writeReason } from './relay-closes.ts';
import { RelaySession } from './relay-session.ts';
import type { Relay, RelayOptions } from './relay-options.ts';
import { checkHandshake, refuseUpgrade, watchClient } from './upgrade.ts';

/** A ticket is for the connection that follows at once, in milliseconds. */
const TICKET_MS = 60_000;

/** A used ticket is remembered longer than it lives: the clocks of instances differ. */
const REDEEMED_SECONDS = 600;

const DRAIN_MS = 30_000;

/** The largest content of a ticket, unpacked, in bytes. */
const MAX_CONTENT_BYTES = 262_144;

/** A ticket, wherever an adapter puts its credential: in a subprotocol, in a header, or in the address. */
const TICKET = /ticket\.[\w-]{16}\.[\w-]{22,6000}/;

/** An upgrade as Node gives it, and the facts about it. */
interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly trail: Trail;
}

interface TicketContent {
  readonly sessionId: string;
  readonly userId: string;
  readonly team?: string;
  readonly vendor: string;
  readonly config: SessionConfig;
}

/**
 * Creates a relay: browsers connect to it in place of the vendor, with a ticket in place of a credential. The frames are the vendor's
 * own, in both directions.
 *
 * @throws RealtimeError `invalid-config` for a short secret, or for limits that are no numbers
 * @example
 * ```ts
 * const relay = createRelay({ routes: [{ minter, adapter }], url: 'wss://shop.example/api/relay', secret });
 * const handler = createCredentialHandler({ minters: relay.minters, authorize });
 * server.on('upgrade', (request, socket, head) => void relay.handleUpgrade(request, socket, head));
 * ```
 */
export function createRelay(options: RelayOptions): Relay {
  return new RelayServer(options);
}

class RelayServer implements Relay {
  readonly #options: RelayOptions;
  readonly #logger: ServerLogger;
  readonly #meter: UsageMeter;
  readonly #seal: TicketSeal<TicketContent>;
  readonly #sockets: WebSocketServer;
  readonly #chosen = new WeakMap<IncomingMessage, string>();
  readonly #running = new Set<RelaySession>();
  /** Sessions that are about to begin. */
  readonly #admissions = new Set<Promise<void>>();
  readonly minters: readonly CredentialMinter[];
  #isDraining = false;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#logger = createSafeLogger(options.logger);
    this.#seal = new TicketSeal(options.secret, {
      purpose: 'relay',
      pack: (plain) => new Uint8Array(deflateRawSync(plain)),
      unpack: (packed) => inflateRawSync(packed, { maxOutputLength: MAX_CONTENT_BYTES }),
    });
    this.#meter = new UsageMeter({
      store: options.store ?? createMemoryStore(),
      limits: resolveLimits(options.limits),
      logger: this.#logger,
      now: Date.now,
    });
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: options.maxFrameBytes ?? MAX_FRAME_BYTES,
      perMessageDeflate: false,
      // The other end checks what is passed on.
      skipUTF8Validation: true,
      // The vendor's subprotocol, where the client offers it.
      handleProtocols: (offered, request) => {
        const chosen = this.#chosen.get(request) ?? '';
        return offered.has(chosen) ? chosen : false;
      },
    });
    this.minters = options.routes.map(({ adapter }) => this.#createMinter(adapter.id));
  }

  get size(): number {
    return this.#running.size;
  }

  #createMinter(adapterId: string): CredentialMinter {
    return {
      adapterId,
      mint: async ({ userId, team, config = {} }: MintRequest = {}) => {
        if (!userId) throw new RealtimeError('invalid-config', 'The relay needs the id of the user.');
        const content = { sessionId: crypto.randomUUID(), userId, vendor: adapterId, config };
        const expiresAtMs = Date.now() + TICKET_MS;
        const value = await this.#seal.seal({ ...content, ...(team !== undefined && { team }) }, expiresAtMs);
        // Some adapters put nothing but the address into their request. The ticket is of no use after it.
        const url = new URL(this.#options.url);
        url.searchParams.set('ticket', value);
        return { value, expiresAtMs, url: url.href };
      },
    };
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => {}); // The client has gone.
    const admission = this.#admit({
      request,
      socket,
      head,
      trail: new Trail(this.#options.audit, this.#logger),
    });
    this.#admissions.add(admission);
    return admission.finally(() => this.#admissions.delete(admission));
  }

  async #admit(upgrade: Upgrade): Promise<void> {
    const { request, socket, trail } = upgrade;
    let isTicketValid = false;
    try {
      this.#refuseWhileDraining();
      checkHandshake(request);
      this.#checkOrigin(request);
      const content = await this.#redeem(request);
      isTicketValid = true;
      await this.#begin(upgrade, content);
    } catch (err) {
      if (!(err instanceof Refused)) this.#logger.error({ err }, 'The relay could not open a session.');
      const problem = describeProblem(err);
      trail.refused(problem);
      // A page cannot read the status of a refused upgrade. A client with a ticket is told by a close.
      if (isTicketValid) this.#accept(upgrade)?.close(closeCodeOf(problem), writeReason(problem));
      else refuseUpgrade(socket, problem);
    }
  }

  async #begin(upgrade: Upgrade, content: TicketContent): Promise<void> {
    const { socket, trail } = upgrade;
    const { userId: id, team, sessionId, vendor: name, config } = content;
    const user = { id, ...(team !== undefined && { team }) };
    trail.user = user;
    trail.vendor = name;
    const route = this.#options.routes.find(({ adapter }) => adapter.id === name);
    if (!route) throw new Refused(401, 'credential-rejected', 'The ticket is for another relay.');
    const beganAtMs = performance.now();
    const session = await this.#meter.open(user, sessionId);
    trail.sessionId = sessionId;
    const watch = watchClient(socket);
    try {
      const request = { route, config, userId: id, maxSeconds: session.seconds, signal: watch.signal };
      const { vendor, adapter } = await connectVendor(request, this.#options);
      watch.stop();
      let client: WebSocket | null = null;
      try {
        watch.signal.throwIfAborted();
        this.#refuseWhileDraining();
        client = this.#accept(upgrade, vendor.protocol);
        if (!client) throw new Refused(408, 'invalid-state', 'The client closed the request.');
        this.#run({ client, vendor, adapter, session, trail, user, sessionId, beganAtMs });
      } catch (error) {
        vendor.terminate();
        client?.terminate();
        throw error;
      }
    } catch (error) {
      watch.stop();
      await session.end({ seconds: 0, micros: 0 });
      throw watch.signal.aborted ? watch.signal.reason : error;
    }
  }

  #refuseWhileDraining(): void {
    if (this.#isDraining) throw new Refused(503, 'credential-fetch-failed', 'This instance is stopping.', 0);
  }

  /** Completes the handshake, once; `null` where the client has gone. */
  #accept({ request, socket, head }: Upgrade, protocol?: string): WebSocket | null {
    if (this.#chosen.has(request)) return null;
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
    // A browser takes no answer without one of its protocols.
    this.#chosen.set(request, protocol ?? offered.find((name) => !TICKET.test(name)) ?? offered[0] ?? '');
    const clients: WebSocket[] = [];
    this.#sockets.handleUpgrade(request, socket, head, (client) => clients.push(client));
    const [client = null] = clients;
    client?.on('error', () => {}); // `close` follows.
    if (!client) socket.destroy();
    return client;
  }

  #run(opened: {
    readonly client: WebSocket;
    readonly vendor: WebSocket;
    readonly adapter: ProviderAdapter;
    readonly session: MeteredSession;
    readonly trail: Trail;
    readonly user: AuthorizedUser;
    readonly sessionId: string;
    readonly beganAtMs: number;
  }): void {
    const { session, trail, vendor } = opened;
    const running: RelaySession = new RelaySession({
      ...opened,
      options: this.#options,
      logger: this.#logger,
      maxSeconds: session.seconds,
      maxMoney: session.money,
      onEnd: (end, usage) => {
        void Promise.all([session.end(usage), running.closed]).then(() => this.#running.delete(running));
        trail.ended(end);
      },
    });
    this.#running.add(running);
    trail.granted(session.seconds);
    vendor.resume();
  }

  #checkOrigin({ headers }: IncomingMessage): void {
    const { origin } = headers;
    if (origin === undefined || this.#options.origins?.includes(origin)) return;
    const own = URL.canParse(origin) ? new URL(origin).host : null;
    if (own !== null && own === new URL(this.#options.url).host) return;
    throw new Refused(
      403,
      'credential-rejected',
      'This origin may not connect. Add it to origins of the relay.',
    );
  }

  async #redeem({ headers, url = '' }: IncomingMessage): Promise<TicketContent> {
    const places = [headers['sec-websocket-protocol'], headers.authorization, url];
    const ticket = places.flatMap((place) => TICKET.exec(place ?? '')?.[0] ?? [])[0] ?? '';
    const content = await this.#seal.open(ticket, Date.now());
    if (content && (await this.#meter.redeem(content.sessionId, REDEEMED_SECONDS))) return content;
    throw new Refused(401, 'credential-rejected', 'The ticket is not valid, or was used before.');
  }

  async drain(withinMs: number = DRAIN_MS): Promise<void> {
    this.#isDraining = true;
    await Promise.all(this.#admissions);
    const running = [...this.#running];
    const endsAtMs = performance.now() + withinMs;
    const timers = running.map((session, index) =>
      // One after another, so that the other instances are not asked for all of them at the same moment.
      setTimeout(
        () => session.announceEnd(Math.max(0, Math.round(endsAtMs - performance.now()))),
        (withinMs / 2) * (index / running.length),
      ),
    );
    timers.push(setTimeout(() => running.forEach((session) => session.shutDown()), withinMs));
    await Promise.all(running.map(({ closed }) => closed));
    for (const timer of timers) clearTimeout(timer);
  }
}
