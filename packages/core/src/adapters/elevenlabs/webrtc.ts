import { createLazy } from '../../util/lazy.ts';
import { RoomPlayout } from './room-playout.ts';
import type { RoomTransport } from './room-transport.ts';

export type { RoomRequest, RoomTransport } from './room-transport.ts';

/** Options of `webrtc`. */
export interface WebRtcOptions {
  /**
   * The address of the LiveKit server. The EU and India have their own.
   *
   * @default 'wss://livekit.rtc.elevenlabs.io', or the adapter's `baseUrl` if that is on this machine, as the emulator is
   */
  readonly livekitUrl?: string;
}

const modules = createLazy(() => Promise.all([import('./room.ts'), import('livekit-client')]));

/** ElevenLabs' LiveKit server (client 1.25.0). */
const LIVEKIT_URL = 'wss://livekit.rtc.elevenlabs.io';

/**
 * Creates the transport for calls over WebRTC. Pass it as the adapter's `transport`. It needs the package `livekit-client`,
 * which is loaded with the first call.
 *
 * @example
 * ```ts
 * const adapter = elevenlabs({ agentId: 'agent_1', transport: webrtc() });
 * ```
 */
export function webrtc({ livekitUrl }: WebRtcOptions = {}): RoomTransport {
  return {
    async enter(request, opening) {
      const [{ enterRoom }, livekit] = await modules.load();
      return enterRoom(livekit, livekitUrl ?? findRooms(request.baseUrl), request, opening);
    },
    createPlayout: () => new RoomPlayout(),
  };
}

/** The emulator serves rooms and API on one address. */
function findRooms(baseUrl: string | URL | undefined): string {
  const { hostname, protocol, host } = new URL(baseUrl ?? LIVEKIT_URL);
  if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return LIVEKIT_URL;
  return `${protocol.replace('http', 'ws')}//${host}`;
}
