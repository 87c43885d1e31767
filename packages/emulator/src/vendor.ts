import type { IncomingMessage } from 'node:http';
import type { Clock } from '@repartee/core/server';
import type { Hono } from 'hono';
import type { WebSocket } from 'ws';
import type { EmulatedAgent } from './agent/agent.ts';
import type { FaultInjector } from './faults/fault-injector.ts';
import type { VendorFaults } from './faults/vendor-faults.ts';
import type { Random } from './random.ts';
import type { Recognizer } from './recognizer/recognizer.ts';
import type { SessionLog } from './session-log.ts';
import type { Voice } from './voice/voice.ts';

/** Speed and jitter of the emulated vendor. Times in milliseconds. */
export interface Timing {
  /** From the end of a turn to the first event of the answer. */
  readonly latencyMs: number;
  /** The largest random delay between two chunks. */
  readonly jitterMs: number;
  /** The speed at which the vendor sends audio, as a multiple of real time; `Infinity` for no pacing. */
  readonly pace: number;
  /** The vendor ends a session after this time; `null` for the vendor's own cap. */
  readonly sessionCapMs: number | null;
}

/** The time of usage reports: the vendor's own, a second after the answer, a part first, or never. */
export type UsageReports = 'prompt' | 'late' | 'pieces' | 'missing';

/** The strictness of resumption: as vendors were measured, or whenever no other connection has the session. */
export type ResumeRules = 'strict' | 'lenient';

/** The delay of a late usage report, in milliseconds. */
export const LATE_USAGE_MS = 1_000;

/** Everything that a vendor's server needs of the emulator. */
export interface VendorContext {
  readonly agent: EmulatedAgent;
  readonly voice: Voice;
  readonly recognizer: Recognizer;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly usageReports: UsageReports;
  readonly resumeRules: ResumeRules;
  readonly log: SessionLog;
  readonly faults: FaultInjector;
  /** Accepted API keys; empty to accept every key that has the shape of the vendor's. */
  readonly apiKeys: readonly string[];
  /** Creates the random source of one session, so that sessions do not influence each other. */
  readonly createRandom: () => Random;
  /** The time of day on the given clock, in milliseconds since 1970. */
  readonly wallClock: () => number;
}

/** The HTTP answer to an upgrade that is refused. */
export interface SocketRefusal {
  readonly status: number;
  readonly message: string;
}

/** One WebSocket address of a vendor. */
export interface SocketRoute {
  /** Checks a request before its upgrade. Without this method, every upgrade is accepted. */
  refuse?(url: URL): Promise<SocketRefusal | null>;
  /** Whether clients get refusals as HTTP answers. Without it, the upgrade is accepted and the refusal is sent on the socket. */
  readonly isRefusedByHttp?: boolean;
  /** Whether a request joins a connection that there is, and is none of its own. */
  isSideband?(url: URL): boolean;
  /** Selects one of the offered subprotocols; `false` for none. */
  selectProtocol(offered: ReadonlySet<string>): string | false;
  open(socket: WebSocket, request: IncomingMessage, url: URL): void;
}

/** One vendor's server: its HTTP routes and its sockets. */
export interface Vendor {
  readonly routes: Hono;
  /** The route of a path; `null` if the path belongs to another vendor. */
  socketRoute(path: string): SocketRoute | null;
}

/** The `vendor.ts` in each folder of `vendors` exports one as `vendor`. */
export interface VendorDefinition {
  readonly id: string;
  /** The path of the API's root, as clients of the vendor expect it in their base URL. @default '' */
  readonly basePath?: string;
  /** The part of the vendor that faults need. */
  readonly faults: VendorFaults;
  create(context: VendorContext): Vendor;
}
