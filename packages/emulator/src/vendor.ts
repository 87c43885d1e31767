import type { IncomingMessage } from 'node:http';
import type { Clock } from '@repartee/core';
import type { Hono } from 'hono';
import type { WebSocket } from 'ws';
import type { EmulatedAgent } from './agent/agent.ts';
import type { Random } from './random.ts';
import type { Recognizer } from './recognizer/recognizer.ts';
import type { SessionRecord } from './session-log.ts';
import type { Voice } from './voice/voice.ts';

/** How fast and how evenly the emulated vendor works. Times in milliseconds. */
export interface Timing {
  /** From the end of a turn to the first event of the answer. */
  readonly latencyMs: number;
  /** Up to this much is added to the time between chunks, by chance. */
  readonly jitterMs: number;
  /** How many times faster than real time audio is sent. */
  readonly pace: number;
  /** After this long a session is ended. */
  readonly sessionCapMs: number;
}

/** What a vendor's server works with. */
export interface VendorContext {
  readonly agent: EmulatedAgent;
  readonly voice: Voice;
  readonly recognizer: Recognizer;
  readonly clock: Clock;
  readonly random: Random;
  readonly timing: Timing;
  /** The time of day, in milliseconds since 1970. */
  readonly wallClock: () => number;
  /** Notes a session, so that tests can look at what really arrived and end it from outside. */
  readonly openSession: (session: Pick<SessionRecord, 'vendor' | 'drop' | 'send'>) => SessionRecord;
}

/** One vendor's protocol: its HTTP routes and its sockets. */
export interface Vendor {
  readonly id: string;
  readonly routes: Hono;
  /** The subprotocol to select of those offered; `null` for none. */
  selectProtocol(offered: ReadonlySet<string>): string | false;
  /** Takes a socket on one of its paths, or says that the path is not its own. */
  accept(path: string): ((socket: WebSocket, request: IncomingMessage, url: URL) => void) | null;
}

/** What each folder in `vendors` exports from its `vendor.ts`. */
export interface VendorModule {
  createVendor(context: VendorContext): Vendor;
}
