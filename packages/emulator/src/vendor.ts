import type { IncomingMessage } from 'node:http';
import type { Clock } from '@repartee/core';
import type { Hono } from 'hono';
import type { WebSocket } from 'ws';
import type { EmulatedAgent } from './agent/agent.ts';
import type { Random } from './random.ts';
import type { Recognizer } from './recognizer/recognizer.ts';
import type { SessionLog } from './session-log.ts';
import type { Voice } from './voice/voice.ts';

/** How fast and how evenly the emulated vendor works. Times in milliseconds. */
export interface Timing {
  /** From the end of a turn to the first event of the answer. */
  readonly latencyMs: number;
  /** Up to this much is added to the time between chunks, by chance. */
  readonly jitterMs: number;
  /** How many times faster than real time audio is sent; `Infinity` for as fast as it can. */
  readonly pace: number;
  /** After this long a session is ended; `null` for the vendor's own cap. */
  readonly sessionCapMs: number | null;
}

/** How usage is reported: as the vendor does, a second after the answer, a part of it first, or never. */
export type UsageReports = 'prompt' | 'late' | 'pieces' | 'missing';

/** How late a late report of usage is, in milliseconds. */
export const LATE_USAGE_MS = 1_000;

/** What a vendor's server works with. */
export interface VendorContext {
  readonly agent: EmulatedAgent;
  readonly voice: Voice;
  readonly recognizer: Recognizer;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly usageReports: UsageReports;
  readonly log: SessionLog;
  /** API keys that are accepted; empty where anything shaped like one is. */
  readonly apiKeys: readonly string[];
  /** Makes a source of chance for one session, so that sessions do not disturb each other's. */
  readonly createRandom: () => Random;
  /** The time of day on the given clock, in milliseconds since 1970. */
  readonly wallClock: () => number;
}

/** Why a client gets no socket, as it is told in HTTP. */
export interface SocketRefusal {
  readonly status: number;
  readonly message: string;
}

/** One WebSocket address of a vendor. */
export interface SocketRoute {
  /** Looks at a request before it is upgraded; without it every upgrade is answered. */
  refuse?(url: URL): Promise<SocketRefusal | null>;
  /** The subprotocol to select of those offered; `false` for none. */
  selectProtocol(offered: ReadonlySet<string>): string | false;
  open(socket: WebSocket, request: IncomingMessage, url: URL): void;
}

/** One vendor's server: its HTTP routes and its sockets. */
export interface Vendor {
  readonly routes: Hono;
  /** The route of a path, or `null` where the path is another vendor's. */
  socketRoute(path: string): SocketRoute | null;
}

/** What the `vendor.ts` in each folder of `vendors` exports as `vendor`. */
export interface VendorDefinition {
  readonly id: string;
  create(context: VendorContext): Vendor;
}
