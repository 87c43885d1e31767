import type { SessionConfig, SessionMonitor } from '@repartee/core/server';
import type { ServerLogger } from '../audit/logger.ts';
import { toTimerMs } from '../limits/usage-limits.ts';
import type { UsageSeen } from '../limits/usage-meter.ts';
import type {
  CallController,
  CallEnd,
  CallEndReason,
  SidebandConnector,
  SidebandSocket,
} from './call-options.ts';

/** A session begins some time after its credential was minted: it is looked for this often, in milliseconds. */
const LOOK_MS = 2_000;

/** A command to end that has no effect is repeated, this far apart in milliseconds. */
const END_MS = 1_000;

/** After a loss the session is looked for so often. If it cannot be joined any more, it has ended. */
const REJOINS = 2;

export interface MonitorWatchOptions {
  readonly monitor: SessionMonitor;
  readonly connect: SidebandConnector;
  readonly vendorSessionId: string;
  readonly sessionId: string;
  readonly vendor: string;
  /** The time at which the credential stops opening sessions, in milliseconds since 1970. */
  readonly expiresAtMs: number;
  readonly maxSeconds: number | null;
  readonly logger: ServerLogger;
  /** Comes once, for a session that has begun. */
  readonly onEnd: (end: CallEnd, usage: UsageSeen) => Promise<void>;
}

/** Watches a session that the browser opens with a credential: from when it begins until it ends, or ends it at its limit. */
export class MonitorWatch implements CallController {
  readonly #options: MonitorWatchOptions;
  readonly ended: Promise<CallEnd>;
  #settle: (end: CallEnd) => void = () => {};
  #socket: SidebandSocket | null = null;
  #beganAtMs: number | null = null;
  #wanted: CallEndReason | null = null;
  #losses = 0;
  #isOver = false;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(options: MonitorWatchOptions) {
    this.#options = options;
    this.ended = new Promise((resolve) => (this.#settle = resolve));
    this.#later(() => void this.#look(), LOOK_MS);
  }

  get sessionId(): string {
    return this.#options.sessionId;
  }

  get vendor(): string {
    return this.#options.vendor;
  }

  get callId(): string {
    return this.#options.vendorSessionId;
  }

  /** The vendor reports no usage to a monitor. */
  readonly money = 0;

  update(config: SessionConfig): boolean {
    const frames = this.#options.monitor.writeUpdate(config);
    if (!this.#isJoined) return false;
    for (const frame of frames) this.#socket?.send(frame);
    return true;
  }

  /** A session that has not begun is ended when it begins, and is not waited for. */
  async hangUp(reason: CallEndReason = 'app'): Promise<void> {
    this.#wanted ??= reason;
    this.#tellVendor();
    if (this.#beganAtMs !== null) await this.ended;
  }

  get #isJoined(): boolean {
    return this.#socket !== null && this.#beganAtMs !== null;
  }

  #tellVendor(): void {
    if (this.#isOver || this.#wanted === null) return;
    if (this.#isJoined) for (const frame of this.#options.monitor.writeHangUp()) this.#socket?.send(frame);
    this.#later(() => this.#tellVendor(), END_MS);
  }

  async #look(): Promise<void> {
    const { monitor, connect, vendorSessionId, logger } = this.#options;
    try {
      const plan = await monitor.planSideband(vendorSessionId);
      if (this.#isOver) return;
      this.#socket = connect(plan, { onFrame: () => this.#join(), onClose: () => this.#lose() });
    } catch (err) {
      logger.error({ err, vendorSessionId }, 'A session could not be monitored.');
      this.#lose();
    }
  }

  /** Joins the session. Earlier messages have been kept for the monitor: nothing comes of a session that has not begun. */
  #join(): void {
    this.#losses = 0;
    if (this.#beganAtMs !== null) return;
    this.#beganAtMs = performance.now();
    const { maxSeconds } = this.#options;
    if (maxSeconds !== null) this.#later(() => void this.hangUp('time'), toTimerMs(maxSeconds * 1000));
    this.#tellVendor();
  }

  #lose(): void {
    this.#socket = null;
    if (this.#isOver) return;
    if (this.#beganAtMs === null) {
      // No user has come, or the account may not monitor: it stays charged, as any credential.
      if (Date.now() < this.#options.expiresAtMs) this.#later(() => void this.#look(), LOOK_MS);
      else this.#finish(0);
      return;
    }
    this.#losses += 1;
    if (this.#losses <= REJOINS && this.#wanted === null) this.#later(() => void this.#look(), LOOK_MS / 4);
    else this.#finish((performance.now() - this.#beganAtMs) / 1000);
  }

  #finish(seconds: number): void {
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const end = { reason: this.#wanted ?? 'remote', seconds, money: null } as const;
    const settled =
      this.#beganAtMs === null
        ? Promise.resolve()
        : this.#options.onEnd(end, { seconds: Math.ceil(seconds), micros: null });
    void settled.then(() => this.#settle(end));
  }

  #later(run: () => void, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    // In Node the process may end meanwhile; other runtimes return a number.
    (timer as { unref?: () => void }).unref?.();
    this.#timers.add(timer);
  }
}
