import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { RoomTransport } from './room-transport.ts';

/** Options of `elevenlabs`. */
export interface ElevenLabsOptions {
  /** The id of a public agent, `agent_…` or `seng_…`. Not needed when the credential is a signed URL. */
  readonly agentId?: string;
  /**
   * The root of the API, for public agents. `https` and `wss`, `http` and `ws` mean the same.
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
  /** The agent's environment. @default ElevenLabs' default */
  readonly environment?: string;
  /** Values for the agent's `{{placeholders}}`. */
  readonly dynamicVariables?: Readonly<Record<string, string | number | boolean>>;
  /**
   * The placeholder in the agent's prompt that takes the conversation so far when the session continues one on a new
   * connection. It has the empty text in other conversations. Without it, the conversation goes as a `contextual_update`.
   *
   * @default none
   */
  readonly historyVariable?: string;
  /**
   * Whether the agent says its first message again when the session continues a conversation on a new connection. `false`
   * overrides the first message. An agent whose settings do not allow that says it again.
   *
   * @default false
   */
  readonly repeatFirstMessage?: boolean;
  /** The id of the user in ElevenLabs' records. */
  readonly userId?: string;
  /**
   * The audio that the agent takes: PCM from 8 to 48 kHz, or mu-law at 8 kHz. It must be the format in the agent's settings:
   * a connection whose agent announces another one fails.
   *
   * @default PCM, 16 bit, 16 kHz
   */
  readonly inputFormat?: AudioFormat;
  /** The audio that the agent sends, under the same condition. @default PCM, 16 bit, 16 kHz */
  readonly outputFormat?: AudioFormat;
}
