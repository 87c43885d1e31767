import type { CallControl, ServerEvent, SessionConfig, WireCodec } from '@repartee/core/server';
import type { ServerLogger } from '../audit/logger.ts';
import type { AuthorizedUser } from '../authorized-user.ts';
import { decodeFrame } from '../decode-frame.ts';
import { toTimerMs } from '../limits/usage-limits.ts';
import type { UsageSeen } from '../limits/usage-meter.ts';
import { MoneyTally } from '../money-tally.ts';
import { ServerToolRunner } from '../server-tool-runner.ts';
import type { Command } from '../server-tool-runner.ts';
import type { CallController, CallEnd, CallEndReason, CallOptions, SidebandSocket } from './call-options.ts';

/** A sideband that comes too early is refused: so many tries, this far apart in milliseconds. */
const TRIES = 4;
const TRY_MS = 500;

/** A hang-up that the vendor does not take is repeated, this often and this far apart in milliseconds. */
const HANG_UP_TRIES = 8;
const HANG_UP_MS = 250;

/**
 * The vendor gets this much time to take the reason of an end, and the page as much again to hear of it, in milliseconds: what is on
 * its way when a call ends is lost.
 */
const TELL_MS = 300;

const BUDGET = 'budget-exceeded';

/** The options of a controller. */
export interface ControllerOptions<User extends AuthorizedUser> {
  readonly control: CallControl;
  readonly callId: string;
  readonly sessionId: string;
  readonly vendor: string;
  readonly user: User;
  /** `null` without a limit. */
  readonly maxSeconds: number | null;
  readonly maxMoney: number | null;
  readonly calls: CallOptions<User>;
  readonly logger: ServerLogger;
  readonly onEnd: (end: CallEnd, usage: UsageSeen) => Promise<void>;
}

const passed = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Watches a call until it ends, and ends it at its limits. */
export class CallWatch<User extends AuthorizedUser> implements CallController {
  readonly #options: ControllerOptions<User>;
  readonly #beganAt = performance.now();
  readonly #abort = new AbortController();
  readonly #codec: WireCodec;
  readonly #tally: MoneyTally;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly ended: Promise<CallEnd>;
  #settle: (end: CallEnd) => void = () => {};
  #socket: SidebandSocket | null = null;
  #tries = 0;
  #commands = 0;
  readonly #toolRunner: ServerToolRunner<User>;
  /** Whether the sideband has joined: a socket that is being opened may be refused. */
  #isJoined = false;
  /** Results of tools that were ready while none had joined. */
  #unsent: ((commandId: string) => Command)[] = [];
  /** Whether an event of the call has come: before, nothing is known of what it spends. */
  #isWatched = false;
  #isOver = false;
  #hangingUp: Promise<void> | null = null;
  #onTold: () => void = () => {};

  constructor(options: ControllerOptions<User>) {
    this.#options = options;
    this.#codec = options.control.createCodec();
    const { vendor, logger, calls } = options;
    this.#tally = new MoneyTally({ moneyOf: calls.moneyOf, vendor, logger });
    const { user, sessionId } = options;
    this.#toolRunner = new ServerToolRunner({
      tools: calls.tools ?? [],
      context: { user, sessionId, signal: this.#abort.signal },
      logger,
      isResponseOnDemand: true,
      send: (create) => {
        if (!this.#isJoined || !this.#send(create)) this.#unsent.push(create);
      },
    });
    this.ended = new Promise((resolve) => (this.#settle = resolve));
    if (options.maxSeconds !== null)
      this.#later(() => void this.hangUp('time'), toTimerMs(options.maxSeconds * 1000));
    if (options.calls.connect) void this.#attach();
  }

  get sessionId(): string {
    return this.#options.sessionId;
  }

  get vendor(): string {
    return this.#options.vendor;
  }

  get callId(): string {
    return this.#options.callId;
  }

  get money(): number {
    return this.#tally.money;
  }

  update(config: SessionConfig): boolean {
    return this.#send((commandId) => ({ type: 'configure', commandId, config, isInitial: false }));
  }

  hangUp(reason: CallEndReason = 'app'): Promise<void> {
    this.#hangingUp ??= this.#end(reason);
    return this.#hangingUp;
  }

  async #end(reason: CallEndReason): Promise<void> {
    this.#isOver = true;
    this.#abort.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    const seconds = (performance.now() - this.#beganAt) / 1000;
    const { onEnd } = this.#options;
    const money = this.#isWatched && this.#tally.isKnown ? this.money : null;
    const usage = this.#tally.usage(seconds);
    await this.#tellPage(reason);
    await this.#tellVendor();
    this.#socket?.close();
    const end = { reason, seconds, money };
    await onEnd(end, money === null ? { ...usage, micros: null } : usage);
    this.#settle(end);
  }

  /** Tells the page why, and waits until the vendor has passed it on, or has not. */
  async #tellPage(reason: CallEndReason): Promise<void> {
    const { control, logger } = this.#options;
    if (reason !== 'time' && reason !== 'money') return;
    const frames = control.writeEnd?.(BUDGET) ?? [];
    if (!this.#socket || frames.length === 0) return;
    try {
      const told = new Promise<void>((resolve) => (this.#onTold = resolve));
      for (const frame of frames) this.#socket.send(frame);
      await Promise.race([told, passed(TELL_MS)]);
      await passed(TELL_MS);
    } catch (err) {
      logger.error({ err }, 'The page could not be told why its call ends.');
    }
  }

  /** Also where the other side seems to have hung up: a sideband can be lost while the call goes on. */
  async #tellVendor(): Promise<void> {
    const { control, callId, logger } = this.#options;
    for (let attempt = 1; attempt <= HANG_UP_TRIES; attempt += 1) {
      try {
        return await control.hangUp(callId, AbortSignal.timeout(HANG_UP_MS * 8));
      } catch (err) {
        logger.error({ err, callId, attempt }, 'A call could not be hung up.');
        await new Promise((resolve) => setTimeout(resolve, HANG_UP_MS));
      }
    }
  }

  async #attach(): Promise<void> {
    const { control, callId, calls, logger } = this.#options;
    this.#tries += 1;
    try {
      const plan = await control.planSideband(callId);
      if (this.#isOver) return;
      this.#socket =
        calls.connect?.(plan, {
          onFrame: (frame) => this.#take(frame),
          onClose: () => this.#lose(),
        }) ?? null;
    } catch (err) {
      logger.error({ err, callId }, 'The sideband of a call could not be opened.');
      this.#lose();
    }
  }

  #lose(): void {
    this.#socket = null;
    this.#isJoined = false;
    if (this.#isOver) return;
    this.#toolRunner.loseTrack();
    if (this.#tries < TRIES) return this.#later(() => void this.#attach(), TRY_MS);
    // A call that is not watched could spend without a limit. Where it has ended already, this does no harm.
    void this.hangUp('remote');
  }

  #take(frame: string): void {
    const { logger, callId } = this.#options;
    for (const event of decodeFrame(this.#codec, frame, logger, { callId })) {
      // A refused sideband gets an error before it is closed: only the call's own events show that it has joined.
      if (event.type !== 'error-received') {
        this.#tries = 0;
        this.#isWatched = true;
        this.#isJoined = true;
        for (const create of this.#unsent.splice(0)) this.#send(create);
      }
      if (event.type === 'error-received' && event.error.code === BUDGET) this.#onTold();
      this.#follow(event);
    }
  }

  #follow(event: ServerEvent): void {
    const { maxMoney } = this.#options;
    this.#toolRunner.take(event);
    const usage = 'usage' in event ? event.usage : null;
    if (!usage) return event.type === 'error-received' ? undefined : this.#tally.recordWork();
    this.#tally.add(usage);
    if (maxMoney !== null && this.money >= maxMoney) void this.hangUp('money');
  }

  #send(create: (commandId: string) => Command): boolean {
    if (!this.#socket) return false;
    this.#commands += 1;
    for (const frame of this.#codec.encode(create(`server_${this.#commands}`)))
      if (typeof frame === 'string') this.#socket.send(frame);
    return true;
  }

  #later(run: () => void, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
  }
}
