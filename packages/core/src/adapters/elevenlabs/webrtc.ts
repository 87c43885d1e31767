import { Playout } from './playout.ts';
import type { RoomTransport } from './room-transport.ts';

export type { RoomRequest, RoomTransport } from './room-transport.ts';

/** How calls are made. */
export interface WebRtcOptions {
  /** The root of the rooms, for the vendor's other regions. @default 'wss://livekit.rtc.elevenlabs.io' */
  readonly livekitUrl?: string;
}

/** The vendor's rooms (contract 0.23.0 of its packages); other regions have their own. */
const LIVEKIT_URL = 'wss://livekit.rtc.elevenlabs.io';

/**
 * Calls over WebRTC, by the package `livekit-client`, which has to be installed beside this one and is loaded with the first
 * call. Pass it as the adapter's `transport`.
 *
 * @example
 * ```ts
 * const adapter = elevenlabs({ agentId: 'agent_1', transport: webrtc() });
 * ```
 */
export function webrtc({ livekitUrl = LIVEKIT_URL }: WebRtcOptions = {}): RoomTransport {
  return {
    async enter(request, opening) {
      const [{ enterRoom }, livekit] = await Promise.all([import('./room.ts'), import('livekit-client')]);
      return enterRoom(livekit, livekitUrl, request, opening);
    },
    createPlayout: () => new Playout(),
  };
}
