import type { CustomConnection, CustomOpening } from '../../protocol/provider-adapter.ts';
import type { Playout } from './playout.ts';

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
  /** What tells of one call what is played in it. */
  createPlayout(): Pick<Playout, 'follow'>;
}
