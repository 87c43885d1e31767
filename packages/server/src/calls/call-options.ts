import type { SessionConfig, SidebandPlan, UsageRecord } from '@repartee/core/server';
import type { AuthorizedUser } from '../authorized-user.ts';
import type { ServerTool } from '../server-tool.ts';

/** A socket of a sideband. */
export interface SidebandSocket {
  send(frame: string): void;
  close(): void;
}

/** The listener of such a socket. */
export interface SidebandListener {
  onFrame(frame: string): void;
  /** Comes once, also for a socket that never opened. */
  onClose(): void;
}

/** Opens a socket with headers, which the standard `WebSocket` cannot. `connectSideband` of `@repartee/server/node` does. */
export type SidebandConnector = (plan: SidebandPlan, listener: SidebandListener) => SidebandSocket;

/**
 * The reason for the end of a call: its time or money was used up, the app or the server's shutdown ended it, or the other
 * side hung up.
 */
export type CallEndReason = 'time' | 'money' | 'app' | 'shutdown' | 'remote';

/** The end of a call. */
export interface CallEnd {
  readonly reason: CallEndReason;
  readonly seconds: number;
  /** The cost in the currency of the limits, as the sideband saw it; `null` without prices or without a sideband. */
  readonly money: number | null;
}

/** A call between a browser and the vendor that the server has opened, and acts in. */
export interface CallController {
  readonly sessionId: string;
  /** The adapter id of the vendor. */
  readonly vendor: string;
  /** The vendor's id of the call. */
  readonly callId: string;
  /** Resolves when the call has ended. It never rejects. */
  readonly ended: Promise<CallEnd>;
  /** The cost so far, as the sideband saw it. */
  readonly money: number;
  /** Changes the configuration. Returns whether there was a sideband to send it. @throws RealtimeError as the adapter does */
  update(config: SessionConfig): boolean;
  /** Hangs up. It settles when the vendor has been told, and never rejects. */
  hangUp(reason?: CallEndReason): Promise<void>;
}

/** Options for calls that go through the server. */
export interface CallOptions<User extends AuthorizedUser = AuthorizedUser> {
  /** Seals what the browser carries from its first request to its second: 32 random characters or more, the same on every instance. */
  readonly secret: string;
  /** Joins each call, to watch it and to act in it. @default the server only hangs up when the time is over */
  readonly connect?: SidebandConnector;
  /** The price of one usage record, in the currency of the limits. */
  readonly moneyOf?: (usage: UsageRecord, vendor: string) => number;
  /** Tools that run on the server. It needs `connect`. */
  readonly tools?: readonly ServerTool<User>[];
  /** Gets each call when it has begun. */
  readonly onCall?: (call: CallController, user: User) => void;
}
