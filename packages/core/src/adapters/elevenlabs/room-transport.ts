import type { CustomConnection, CustomOpening } from '../../protocol/provider-adapter.ts';

/** Who is to be talked to. */
export interface RoomRequest {
  /** A conversation token; anything else is none, and a public agent needs none. */
  readonly credential: string;
  readonly agentId?: string;
  readonly baseUrl?: string | URL;
  readonly environment?: string;
}

/** Calls over the vendor's rooms; `webrtc()` of the entry `webrtc` makes it. */
export interface RoomTransport {
  enter(request: RoomRequest, opening: CustomOpening): Promise<CustomConnection>;
}

/*
 * What the room itself tells is no message of the vendor's. It comes to the codec as one all the same, so that everything has
 * one order.
 */

/** The first message is out. */
export const ROOM_OPENED = 'room_opened';

/** The agent is heard, or has fallen silent. */
export const ROOM_SPEAKING = 'room_speaking';
