import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { Credential } from '../protocol/credential.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { ServerEvent } from '../protocol/server-event.ts';

/** One frame of the vendor, and the events that it becomes on a fresh connection. */
export interface ReadFixture {
  readonly name: string;
  readonly frame: string | ArrayBuffer;
  readonly events: readonly ServerEvent[];
}

/** One command, and the frames that it becomes on a fresh connection: JSON as parsed, binary as bytes. */
export interface WriteFixture {
  readonly name: string;
  readonly command: ClientCommand;
  readonly frames: readonly object[];
}

/** One command that the adapter refuses. */
export interface RefusalFixture {
  readonly name: string;
  readonly command: ClientCommand;
  readonly code: RealtimeErrorCode;
}

/** One exchange of a conversation: the user speaks, and the agent answers. */
export interface Exchange {
  /** The number of the exchange in the conversation, from 0. Ids and counters in the frames grow with it. */
  readonly index: number;
  /** The chunks of the agent's audio. */
  readonly audio: readonly Uint8Array[];
  /** Whether the user interrupts the answer after its last chunk. The user's words then are the next exchange. */
  readonly isInterrupted: boolean;
}

/** The fixtures on which the adapter contract is checked. A vendor's folder exports them as `contract`. */
export interface AdapterFixtures {
  /** The source of the frames, and its date. */
  readonly source: string;
  readonly createAdapter: () => ProviderAdapter;
  /** One that the adapter takes. */
  readonly credential: Credential;
  /** Every kind of frame that the vendor sends, at least once. */
  readonly reads: readonly ReadFixture[];
  /** Every command that the vendor can be sent, at least once. */
  readonly writes: readonly WriteFixture[];
  readonly refusals: readonly RefusalFixture[];
  /** A frame of a kind that the vendor may add one day. */
  readonly unknownFrame: string | ArrayBuffer;
  /** All frames of one tool call, in the vendor's order; `null` for a vendor without tools. */
  readonly toolCall: { readonly callId: string; readonly frames: readonly (string | ArrayBuffer)[] } | null;
  /** The bytes that an `append-audio` has put into frames. */
  readonly readAppended: (frames: readonly WireFrame[]) => Uint8Array;
  /** A frame that brings the given bytes as the agent's audio; `null` where audio comes by another way. */
  readonly writeDelta: ((audio: Uint8Array) => string | ArrayBuffer) | null;
  /**
   * Writes the frames of one exchange, in the vendor's order. The contract loses, repeats, delays and garbles each of them in turn:
   * the answers after it must be heard. Left out where audio comes by another way.
   */
  readonly writeExchange?: (exchange: Exchange) => readonly (string | ArrayBuffer)[];
}
