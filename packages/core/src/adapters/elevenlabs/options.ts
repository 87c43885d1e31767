import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { RoomTransport } from './room-transport.ts';

/** How the adapter talks to the vendor, or to a server that speaks the same. */
export interface ElevenLabsOptions {
  /** A public agent, `agent_…` or `seng_…`. Needed unless the credential is the signed URL of a private one. */
  readonly agentId?: string;
  /**
   * The root of the API, for public agents; `https` and `wss`, `http` and `ws` mean the same.
   *
   * @default 'https://api.elevenlabs.io'
   */
  readonly baseUrl?: string | URL;
  /**
   * `'websocket'`, or `webrtc()` of the entry `@repartee/core/adapters/elevenlabs/webrtc` for calls over WebRTC.
   *
   * @default 'websocket'
   */
  readonly transport?: 'websocket' | RoomTransport;
  /** Which of the agent's environments to talk to. @default the vendor's own */
  readonly environment?: string;
  /** Values for the agent's `{{placeholders}}`. */
  readonly dynamicVariables?: Readonly<Record<string, string | number | boolean>>;
  /** Who talks, for the vendor's records. */
  readonly userId?: string;
  /**
   * The audio that the agent takes: PCM from 8 to 48 kHz, or mu-law at 8 kHz. It is set with the agent and announced when
   * a connection opens; one that differs is refused.
   *
   * @default PCM, 16 bit, 16 kHz
   */
  readonly inputFormat?: AudioFormat;
  /** The audio that the agent sends, likewise. @default PCM, 16 bit, 16 kHz */
  readonly outputFormat?: AudioFormat;
}
