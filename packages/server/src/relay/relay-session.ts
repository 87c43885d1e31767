import type { WebSocket } from 'ws';
import type { ProviderAdapter } from '@repartee/core/server';
import type { ServerLogger } from '../audit/logger.ts';
import type { CallEnd, CallEndReason } from '../calls/call-options.ts';
import { toTimerMs } from '../limits/usage-limits.ts';
import type { UsageSeen } from '../limits/usage-meter.ts';
import type { AuthorizedUser } from '../authorized-user.ts';
import { decodeFrame } from '../decode-frame.ts';
import { MoneyTally } from '../money-tally.ts';
import { ServerToolRunner } from '../server-tool-runner.ts';
import { pipe } from './pipe.ts';
import { CLOSE_LIMIT, CLOSE_NORMAL, CLOSE_RESTART } from './relay-closes.ts';
import { passToClient, passToVendor, writeReason } from './relay-closes.ts';
import type { RelayOptions } from './relay-options.ts';

const MAX_BUFFERED_BYTES = 262_144;
const STALL_MS = 30_000;
const PING_MS = 20_000;

/** A side that does not answer a close within this is given up, in milliseconds. */
const CLOSE_MS = 2_000;

export interface RelaySessionOptions {
  readonly client: WebSocket;
  readonly vendor: WebSocket;
  readonly adapter: ProviderAdapter;
  readonly options: RelayOptions;
  readonly logger: ServerLogger;
  readonly user: AuthorizedUser;
  readonly sessionId: string;
  /** The time at which the session was charged, on the clock of `performance`. */
  readonly beganAtMs: number;
  readonly maxSeconds: number | null;
  readonly maxMoney: number | null;
  /** Comes once. */
  readonly onEnd: (end: CallEnd, usage: UsageSeen) => void;
}

/** One session: two sockets, the frames between them, and its limits. */
export class RelaySession {
  readonly #session: RelaySessionOptions;
  readonly #codec;
  readonly #toolRunner: ServerToolRunner<AuthorizedUser> | null;
  readonly #abort = new AbortController();
  #commands = 0;
  readonly #tally: MoneyTally;
  readonly #timers: ReturnType<typeof setTimeout>[] = [];
  #isOver = false;
  /** Resolves when the client's socket has closed. */
  readonly closed: Promise<void>;

  constructor(session: RelaySessionOptions) {
    this.#session = session;
    const { client, vendor, adapter, options, logger } = session;
    const { maxBufferedBytes = MAX_BUFFERED_BYTES, stallMs = STALL_MS, moneyOf } = options;
    const hasTools = (options.tools ?? []).length > 0;
    this.#codec = moneyOf || hasTools ? adapter.createCodec() : null;
    this.#toolRunner = hasTools ? this.#createToolRunner() : null;
    this.#tally = new MoneyTally({ moneyOf, vendor: adapter.id, logger });
    this.closed = new Promise((resolve) => client.once('close', () => resolve()));
    const limits = { maxBufferedBytes, stallMs };
    // A vendor that takes nothing is lost; a client that takes nothing gets no close frame either.
    pipe(client, vendor, { ...limits, onStall: () => this.#giveUp(vendor) });
    pipe(vendor, client, {
      ...limits,
      onFrame: (data, isBinary) => this.#follow(data, isBinary),
      onStall: () => this.#giveUp(client),
    });
    client.once('close', (code, reason) => {
      this.#settle('remote');
      passToVendor(vendor, code, reason);
    });
    vendor.once('close', (code, reason) => {
      this.#settle('remote');
      passToClient(client, code, reason);
    });
    this.#watchTime();
    this.#watchClient();
  }

  #watchTime(): void {
    const { maxSeconds, beganAtMs } = this.#session;
    if (maxSeconds === null) return;
    const leftMs = maxSeconds * 1000 - (performance.now() - beganAtMs);
    this.#timers.push(setTimeout(() => this.#endAtLimit('time'), toTimerMs(leftMs)));
  }

  /** A client whose network is gone closes nothing: it is given up when two pings have brought no sign of life. */
  #watchClient(): void {
    const { client, options } = this.#session;
    let missed = 0;
    const isAlive = () => (missed = 0);
    for (const event of ['message', 'ping', 'pong']) client.on(event, isAlive);
    const ping = () => {
      // Nothing is read from a client that waits for the vendor.
      if (client.isPaused) return;
      missed += 1;
      if (missed > 2) this.#giveUp(client);
      else client.ping();
    };
    this.#timers.push(setInterval(ping, options.pingMs ?? PING_MS));
  }

  #giveUp(side: WebSocket): void {
    // The other side hears of it as of any loss.
    side.terminate();
  }

  #endAtLimit(reason: 'time' | 'money'): void {
    this.#end(reason, CLOSE_LIMIT, `${writeReason({ code: 'budget-exceeded' })} (${reason})`);
  }

  /** Tells the page that it has so long to connect again. Pages of the kit do so in a pause of the conversation. */
  announceEnd(withinMs: number): void {
    if (!this.#isOver)
      this.#session.client.send(JSON.stringify({ repartee: 'go-away', timeLeftMs: withinMs }));
  }

  /** Ends it because the instance stops. */
  shutDown(): void {
    this.#end('shutdown', CLOSE_RESTART, 'shutdown');
  }

  #end(reason: CallEndReason, code: number, words: string): void {
    const { client, vendor } = this.#session;
    if (!this.#settle(reason)) return;
    client.close(code, words);
    vendor.close(CLOSE_NORMAL);
    // A paused socket reads no close frame.
    client.resume();
    vendor.resume();
    const timer = setTimeout(() => {
      client.terminate();
      vendor.terminate();
    }, CLOSE_MS);
    timer.unref();
  }

  #settle(reason: CallEndReason): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#abort.abort();
    const seconds = (performance.now() - this.#session.beganAtMs) / 1000;
    const money = this.#tally.isKnown ? this.#tally.money : null;
    this.#session.onEnd({ reason, seconds, money }, this.#tally.usage(seconds));
    return true;
  }

  #createToolRunner(): ServerToolRunner<AuthorizedUser> {
    const { adapter, options, logger, user, sessionId, vendor } = this.#session;
    return new ServerToolRunner({
      tools: options.tools ?? [],
      context: { user, sessionId, signal: this.#abort.signal },
      logger,
      isResponseOnDemand: adapter.capabilities.isResponseOnDemand,
      send: (create) => {
        this.#commands += 1;
        for (const frame of this.#codec?.encode(create(`relay_${this.#commands}`)) ?? []) vendor.send(frame);
      },
    });
  }

  /** Without tools, only frames that may report usage are decoded: most are audio. */
  #follow(data: Buffer, isBinary: boolean): void {
    if (!this.#codec || this.#isOver) return;
    this.#tally.recordWork();
    const mayReport = data.includes('usage') || data.includes('Usage');
    if (!this.#toolRunner && !mayReport) return;
    const frame = isBinary ? new Uint8Array(data).buffer : data.toString();
    const { logger, sessionId } = this.#session;
    for (const event of decodeFrame(this.#codec, frame, logger, { sessionId })) {
      this.#toolRunner?.take(event);
      const usage = 'usage' in event ? event.usage : null;
      if (usage) this.#tally.add(usage);
    }
    const { maxMoney } = this.#session;
    if (maxMoney !== null && this.#tally.money >= maxMoney) this.#endAtLimit('money');
  }
}
