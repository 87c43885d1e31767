import type { CustomConnection, CustomOpening } from '../../protocol/provider-adapter.ts';
import type { RoomPlayout } from './room-playout.ts';

/** The agent of a call, and the credential for it. */
export interface RoomRequest {
  /** A conversation token. A public agent needs none. */
  readonly credential: string;
  readonly agentId?: string;
  readonly baseUrl?: string | URL;
  readonly environment?: string;
}

/** Opens calls over ElevenLabs' LiveKit rooms. Created by `webrtc()` of the entry `webrtc`. */
export interface RoomTransport {
  enter(request: RoomRequest, opening: CustomOpening): Promise<CustomConnection>;
  /** Creates what follows the playback of one call. */
  createPlayout(): Pick<RoomPlayout, 'follow'>;
}
